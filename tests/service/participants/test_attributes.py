"""Values of attributes: exact numbers, ranges, words, currencies."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import Problem, parse_decimal
from service.participants.attributes import ATTRIBUTES, NOTHING, PAY_KEYS, Value, read_value


def read(key: str, raw: object) -> Value:
    value = read_value(key, raw, "/here")
    assert isinstance(value, Value), value
    return value


@pytest.mark.parametrize(
    ("key", "raw", "shown"),
    [
        ("salary", "5000.00", "5000"),
        ("salary", 5000, "5000"),
        ("salary", Decimal("0.10"), "0.1"),
        ("fund", "0", "0"),
        ("fund", "999999999999999999", "999999999999999999"),
        ("fund", "123456.789012345678", "123456.789012345678"),
        ("fte", "0.8", "0.8"),
        ("fte", "1.000", "1"),
        ("fte", "0.000000000001", "0.000000000001"),
        ("team", "Vertrieb Süd", "Vertrieb Süd"),
        ("team", "Su\u0308d", "S\u00fcd"),
        ("currency", "JPY", "JPY"),
        ("manager", "E 17", "E 17"),
    ],
)
def test_a_value_is_kept_as_it_is(key: str, raw: object, shown: str) -> None:
    assert read(key, raw).shown == shown


@pytest.mark.parametrize(
    ("key", "raw", "code"),
    [
        ("salary", "-0.01", "attribute.out_of_range"),
        ("salary", "1e3", "number.not_a_number"),
        ("salary", "1,5", "number.not_a_number"),
        ("salary", True, "number.not_a_number"),
        ("salary", 5000.5, "number.not_a_number"),
        ("salary", "1234567.8901234567891", "number.too_many_places"),
        ("salary", "1234567.890123456789", "number.too_many_digits"),
        ("salary", 10**18, "number.too_large"),
        ("fund", ["1"], "number.not_a_number"),
        ("fte", "0", "attribute.out_of_range"),
        ("fte", "1.01", "attribute.out_of_range"),
        ("fte", "-0.5", "attribute.out_of_range"),
        ("currency", "eur", "attribute.currency"),
        ("currency", "XXX", "attribute.currency"),
        ("currency", 978, "attribute.currency"),
        ("team", "", "attribute.text"),
        ("team", " north", "attribute.text"),
        ("team", "no\nrth", "attribute.text"),
        ("team", "x" * 65, "attribute.text"),
        ("team", 7, "attribute.text"),
        ("manager", 17, "attribute.participant"),
        ("manager", "a/b", "attribute.participant"),
        ("shoe_size", "44", "attribute.unknown_key"),
    ],
)
def test_a_value_that_cannot_be_is_refused_without_repeating_it(key: str, raw: object, code: str) -> None:
    problem = read_value(key, raw, "/here")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.path) == (code, "/here")
    if isinstance(raw, str) and len(raw) > 2:
        assert raw not in problem.message


@pytest.mark.parametrize("key", sorted(ATTRIBUTES))
def test_null_ends_every_attribute(key: str) -> None:
    assert read(key, None) is NOTHING
    assert NOTHING.shown is None


@given(mantissa=st.integers(0, 10**18 - 1), places=st.integers(0, 12))
@settings(max_examples=60, deadline=None)
def test_an_amount_comes_back_exactly(mantissa: int, places: int) -> None:
    text = f"{mantissa // 10**places}.{mantissa % 10**places:0{places}}" if places else str(mantissa)
    value = read("salary", text)
    assert value.shown is not None
    assert parse_decimal(value.shown) == parse_decimal(text)
    assert value == read("salary", value.shown)


def test_salary_and_fund_are_pay_and_nothing_else() -> None:
    expected: set[Any] = {"salary", "fund"}
    assert expected == PAY_KEYS
