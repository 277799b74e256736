"""Payable lines as text: five stages, tier lines, earning codes."""

from typing import Any

import pytest

from rules.results import earned_tiers
from tests.rules.build import named, one, paid, paying, people, plan

X = {"x": {"kind": "number"}, "sold": {"kind": "number", "default": "0"}}
RATES = {"kind": "marginal", "rows": [{"from": "0", "rate": "0.1"}, {"from": "100", "rate": "0.25", "flat": "5"}]}


def tiered(amount: str) -> dict[str, Any]:
    return paying(amount, inputs=X, tables={"rates": RATES}, limits={"total_floor": None})


def tier(start: str, basis: str | None, rate: str | None, amount: str) -> dict[str, str | None]:
    return {"from": start, "basis": basis, "rate": rate, "amount": amount}


FEE = tier("100", None, None, "5")
CASES: list[tuple[str, str, dict[str, str], list[dict[str, str | None]]]] = [
    ("one tier", "tier(x, rates)", {"x": "50"}, [tier("0", "50", "0.1", "5")]),
    ("two tiers and a fee", "tier(x, rates)", {"x": "300"},
     [tier("0", "100", "0.1", "10"), tier("100", "200", "0.25", "50"), FEE]),
    ("prior progress", "tier(x, rates, sold)", {"x": "30", "sold": "90"},
     [tier("0", "10", "0.1", "1"), tier("100", "20", "0.25", "5"), FEE]),
    ("a return", "tier(x, rates, sold)", {"x": "-30", "sold": "110"},
     [tier("0", "-20", "0.1", "-2"), tier("100", "-10", "0.25", "-2.5"), tier("100", None, None, "-5")]),
    ("nothing sold", "tier(x, rates)", {"x": "0"}, []),
    ("the branch not taken", "tier(x, rates) if x > 100 else 1", {"x": "50"}, []),
    ("two calls", "tier(x, rates) + tier(sold, rates)", {"x": "10", "sold": "20"},
     [tier("0", "10", "0.1", "1"), tier("0", "20", "0.1", "2")]),
    ("no call", "x", {"x": "5"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("amount", "inputs", "lines"), named(CASES))
def test_one_line_per_tier_that_was_really_used(
    amount: str, inputs: dict[str, str], lines: list[dict[str, str | None]]
) -> None:
    document = tiered(amount)
    assert paid(one(document, inputs=inputs))["lines"] == lines
    assert paid(people(document, {"inputs": {"x": "300"}}, {"inputs": inputs}).result(1))["lines"] == lines


def test_below_the_first_row_there_are_neither_lines_nor_an_amount() -> None:
    shown = paid(one(tiered("tier(x, rates)"), inputs={"x": "-5"}))
    assert (shown["gross"], shown["amount"], shown["lines"]) == (None, None, [])


def test_a_tier_of_something_that_has_no_value_gives_no_lines_and_the_others_theirs() -> None:
    document = paying("tier(1 / x, rates)", inputs=X, tables={"rates": RATES})
    batch = people(document, {"inputs": {"x": "0"}}, {"inputs": {"x": "0.1"}})
    assert paid(batch.result(0))["lines"] == []
    assert paid(batch.result(1))["lines"] == [tier("0", "10", "0.1", "1")]
    assert earned_tiers(batch.sheet, "pay", 0) == []
    assert [line.amount for line in earned_tiers(batch.sheet, "pay", 1)] == [1]


def test_a_line_whose_cap_has_a_problem_still_shows_gross_and_tiers() -> None:
    document = paying("tier(x, rates)", pay={"cap": "1 / sold"}, inputs=X, tables={"rates": RATES})
    shown = paid(one(document, inputs={"x": "50"}))
    assert (shown["gross"], shown["gated"], shown["withheld"], shown["amount"]) == ("5.00", None, None, None)
    assert shown["lines"] == [tier("0", "50", "0.1", "5")]
    assert shown["reasons"] == []


def test_a_limit_of_the_total_with_a_problem_leaves_every_line_undecided() -> None:
    result = one(plan(inputs=X, components=[{"key": "a", "amount": "1"}, {"key": "b", "amount": "2"}],
                      limits={"total_cap": "1 / sold"}), inputs={"x": "1"})  # fmt: skip
    assert [(shown["gross"], shown["amount"]) for shown in result["components"]] == [("1.00", None), ("2.00", None)]


def test_earning_codes_stand_on_their_lines() -> None:
    lines = [{"key": "a", "amount": "1", "earning_code": "BON1"}, {"key": "b", "amount": "2"}]
    result = one(plan(components=lines))
    assert [shown["earning_code"] for shown in result["components"]] == ["BON1", None]


def test_a_blocked_person_gets_no_floor_line() -> None:
    document = plan(
        inputs=X, components=[{"key": "a", "amount": "1"}], limits={"total_floor": "50"},
        gates=[{"key": "g", "when": "1 / x > 0", "scope": "a", "otherwise": {"factor": "0"}}],
    )  # fmt: skip
    batch = people(document, {"inputs": {"x": "0"}}, {"inputs": {"x": "1"}}, {"inputs": {"x": "1", "salary": "1"}})
    keys = [[shown["key"] for shown in result["components"]] for result in batch.results()]
    assert keys == [["a"], ["a", "total_floor"], ["a"]]
