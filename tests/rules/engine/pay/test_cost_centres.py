"""Cost centres: every line splits by the person's shares, to the cent."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.build import named, one, paid, paying, people, plan

DOCUMENT = plan(
    inputs={"x": {"kind": "number"}},
    components=[{"key": "pay", "amount": "x"}, {"key": "stock", "amount": "3", "unit": "shares"}],
    limits={"total_floor": "5"},
    balances={"kept": {"sign": "owed_to_person", "add": "earned / 10"}},
)


def split(result: dict[str, Any], key: str = "pay") -> dict[str, str]:
    return {part["key"]: part["amount"] for part in paid(result, key)["cost_centres"]}


def test_every_money_line_is_split_and_awards_are_not() -> None:
    result = one(DOCUMENT, inputs={"x": "1"}, cost_centres={"B": "0.5", "A": "1/2"})
    assert split(result) == {"A": "0.50", "B": "0.50"}
    assert split(result, "total_floor") == {"A": "2.00", "B": "2.00"}
    assert split(result, "kept") == {"A": "-0.25", "B": "-0.25"}
    assert split(result, "stock") == {}
    assert split(one(DOCUMENT, inputs={"x": "1"})) == {}


def test_an_odd_cent_goes_to_the_largest_remainder_and_ties_to_the_first_key() -> None:
    thirds = {"C": "1/3", "A": "1/3", "B": "1/3"}
    assert split(one(DOCUMENT, inputs={"x": "100"}, cost_centres=thirds)) == {"A": "33.34", "B": "33.33", "C": "33.33"}


BAD: list[tuple[str, Any, str, str]] = [
    ("they leave something over", {"A": "0.5", "B": "0.4"}, "cost_centres.sum", "/cost_centres"),
    ("a share of 0", {"A": "1", "B": "0"}, "cost_centres.share", "/cost_centres/B"),
    ("no number", {"A": "all"}, "number.not_a_number", "/cost_centres/A"),
    ("no object", ["A"], "cost_centres.shape", "/cost_centres"),
    ("no name", {" ": "1"}, "cost_centres.shape", "/cost_centres"),
]


@pytest.mark.parametrize(("shares", "code", "path"), named(BAD))
def test_shares_that_are_wrong_block_their_person_alone(shares: Any, code: str, path: str) -> None:
    batch = people(DOCUMENT, {"inputs": {"x": "1"}, "cost_centres": shares}, {"inputs": {"x": "9"}})
    assert [(p["code"], p["path"]) for p in batch.result(0)["problems"]] == [(code, path)]
    assert batch.result(1)["outcome"] == "paid"


@given(
    st.decimals(min_value=-10_000, max_value=10_000, places=3).map(str),
    st.lists(st.integers(1, 50), min_size=1, max_size=6),
)
@settings(max_examples=50)
def test_the_parts_add_up_to_the_line(amount: str, weights: list[int]) -> None:
    shares = {f"CC{place}": str(Fraction(weight, sum(weights))) for place, weight in enumerate(weights)}
    document = paying("x", inputs={"x": {"kind": "number"}}, limits={"total_floor": None})
    result = one(document, inputs={"x": amount}, cost_centres=shares)
    parts = split(result)
    assert sum(map(Fraction, parts.values())) == Fraction(paid(result)["amount"])
    assert parts.keys() == shares.keys()
