"""What a formula did for one person: branches it took, rows of tables it used."""

from typing import Any

import pytest

from rules.trace import trace_of
from tests.rules.build import named, paying, people, trace

X: dict[str, Any] = {"x": {"kind": "number"}, "y": {"kind": "number", "default": "0"}}
TABLES: dict[str, Any] = {
    "tiers": {"kind": "marginal", "rows": [{"from": "0", "rate": "0.1"}, {"from": "100", "rate": "0.2"}]},
    "rates": {"kind": "whole", "rows": [{"from": "0", "rate": "0.1"}, {"from": "100", "rate": "0.2"}]},
    "points": {"kind": "points", "points": [{"at": "0", "value": "0"}, {"at": "100", "value": "1"}]},
    "keys": {"kind": "lookup", "rows": [{"key": "1", "value": "5"}, {"key": "2", "value": "6"}]},
}


def node(formula: str, x: str, **inputs: str) -> Any:
    return trace(paying(formula, inputs=X, tables=TABLES), inputs={"x": x, **inputs}).nodes["/components/pay/gross"]


def test_a_tier_call_lists_every_tier_with_its_part() -> None:
    [use] = node("tier(x, tiers, y)", "120", y="30").table_row
    assert use == {
        "table": "tiers", "function": "tier", "x": "120", "already": "30",
        "tiers": [{"from": "0", "basis": "70", "rate": "0.1", "amount": "7"},
                  {"from": "100", "basis": "50", "rate": "0.2", "amount": "10"}],
    }  # fmt: skip


def test_without_prior_progress_it_starts_at_zero() -> None:
    assert node("tier(x, tiers)", "50").table_row[0]["already"] == "0"


def test_a_tier_of_something_without_a_value_lists_nothing() -> None:
    assert node("tier(1 / x, tiers, 1 / x)", "0").table_row == ()


ROWS = [
    ("a rate", "rate(x, rates)", "100", {"table": "rates", "function": "rate", "x": "100", "row": 1}),
    ("below the first row", "rate(x, rates)", "-1", {"table": "rates", "function": "rate", "x": "-1", "row": -1}),
    ("a line", "interpolate(x, points)", "50", {"table": "points", "function": "interpolate", "x": "50", "row": 1}),
    ("a key", "lookup(x, keys)", "2", {"table": "keys", "function": "lookup", "x": "2", "row": 1}),
    ("no such key", "lookup(x, keys)", "3", {"table": "keys", "function": "lookup", "x": "3", "row": -1}),
]


@pytest.mark.parametrize(("formula", "x", "use"), named(ROWS))
def test_the_row_that_was_used(formula: str, x: str, use: dict[str, Any]) -> None:
    assert node(formula, x).table_row == (use,)
    batch = people(paying(formula, inputs=X, tables=TABLES), {"inputs": {"x": "1"}}, {"inputs": {"x": x}})
    assert trace_of(batch.sheet, 1).nodes["/components/pay/gross"].table_row == (use,)


def test_only_what_the_row_reached_is_told() -> None:
    formula = "rate(x, rates) if x > 5 else (1 if x > 3 else 2)"
    document = paying(formula, inputs=X, tables=TABLES)
    batch = people(document, *({"inputs": {"x": text}} for text in ("7", "4", "2")))
    nodes = [trace_of(batch.sheet, row).nodes["/components/pay/gross"] for row in range(3)]
    assert [len(one.table_row) for one in nodes] == [1, 0, 0]
    taken = [[branch["taken"] for branch in one.branch_taken] for one in nodes]
    assert taken == [["if"], ["else", "if"], ["else", "else"]]


def test_a_condition_that_could_not_be_decided_took_no_branch() -> None:
    assert node("1 if 1 / x > 0 else 2", "0").branch_taken == ()
