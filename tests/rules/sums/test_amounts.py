"""Sums by currency are exact and never mix currencies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import ControlTotal, add_amounts, amount_texts, control_totals, difference, is_by_rounding

LINES = st.lists(st.tuples(st.sampled_from(["EUR", "JPY", "KWD"]), st.integers(-(10**20), 10**20)), max_size=8)


def test_currencies_are_added_up_apart() -> None:
    assert add_amounts([("USD", 5), ("EUR", 10), ("USD", -7)]) == {"EUR": 10, "USD": -2}


def test_nothing_adds_up_to_nothing() -> None:
    assert add_amounts([]) == {}
    assert control_totals([]) == ()


def test_a_currency_that_adds_up_to_0_is_still_told() -> None:
    assert add_amounts([("EUR", 5), ("EUR", -5)]) == {"EUR": 0}


def test_a_difference_leaves_out_what_did_not_change() -> None:
    assert difference({"EUR": 5, "USD": 7}, {"EUR": 5, "JPY": 3}) == {"JPY": -3, "USD": 7}


def test_rounding_explains_a_cent_a_line_and_no_more() -> None:
    assert is_by_rounding({"EUR": 1, "USD": -1}, 1)
    assert is_by_rounding({"EUR": -3}, 3)
    assert not is_by_rounding({"EUR": 1, "USD": -2}, 1)
    assert is_by_rounding({}, 0)


def test_every_amount_has_its_currency_s_digits() -> None:
    assert amount_texts({"KWD": 1, "JPY": -12, "EUR": 100}) == {"EUR": "1.00", "JPY": "-12", "KWD": "0.001"}


def test_what_is_no_currency_has_no_text() -> None:
    with pytest.raises(ValueError, match="ISO 4217"):
        amount_texts({"eur": 1})


def test_control_totals_count_lines_and_keep_the_signs_apart() -> None:
    [euro, yen] = control_totals([("JPY", 3), ("EUR", 1000), ("EUR", -250)])
    assert euro == ControlTotal("EUR", 2, 750, 1000, -250)
    assert yen.to_json() == {"currency": "JPY", "lines": 1, "amount": "3", "positive": "3", "negative": "0"}


@given(LINES, st.randoms(use_true_random=False))
def test_the_order_of_lines_never_matters(lines: list[tuple[str, int]], random: object) -> None:
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert control_totals(shuffled) == control_totals(lines)
    assert {total.currency: total.minor for total in control_totals(lines)} == add_amounts(lines)


@given(LINES, LINES)
def test_a_difference_added_to_the_old_is_the_new(old: list[tuple[str, int]], new: list[tuple[str, int]]) -> None:
    before, after = add_amounts(old), add_amounts(new)
    together = add_amounts([*before.items(), *difference(after, before).items()])
    assert {code: minor for code, minor in together.items() if minor} == {c: m for c, m in after.items() if m}
