"""Amounts that do not fit into 64 bits of minor units block the person, wherever on the way they arise."""

import pytest

from tests.rules.build import Document, codes, named, one, paying, plan

MOST = "92233720368547758.07"
X: Document = {"x": {"kind": "number"}}
HALF = [{"key": "a", "amount": "x"}, {"key": "b", "amount": "x"}]

CASES = [
    ("the largest amount", paying("x", inputs=X), MOST, "paid"),
    ("one cent more", paying("x + 0.01", inputs=X), MOST, "blocked"),
    ("the smallest amount", paying("-x", inputs=X, limits={"total_floor": None}), MOST, "paid"),
    ("one cent less", paying("-x - 0.01", inputs=X, limits={"total_floor": None}), MOST, "blocked"),
    ("a gross that a cap would cut", paying("x * 10", inputs=X, pay={"cap": "x"}), MOST, "blocked"),
    ("a total of lines that fit", plan(components=HALF, inputs=X), MOST, "blocked"),
    ("a floor of the total", paying("0", inputs=X, limits={"total_floor": "x * 10"}), MOST, "blocked"),
    ("a total that a cap cuts", plan(components=HALF, inputs=X, limits={"total_cap": "x"}), MOST, "paid"),
]


@pytest.mark.parametrize(("document", "x", "outcome"), named(CASES))
def test_money_that_does_not_fit(document: Document, x: str, outcome: str) -> None:
    result = one(document, inputs={"x": x})
    assert result["outcome"] == outcome
    assert codes(result["problems"]) == (["money.too_large"] if outcome == "blocked" else [])
    assert (result["total"] is None) == (outcome == "blocked")
