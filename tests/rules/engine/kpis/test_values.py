"""Named values, and what a formula reads: row by row, only the branch taken."""

from typing import Any

import pytest

from tests.rules.build import codes, kpi, named, one, paying, people, plan, refusals

X = {"x": {"kind": "number"}}


def test_values_read_each_other_whatever_the_listing_order() -> None:
    document = plan(values={"outer": "middle * 2", "middle": "inner + 1", "inner": "x"}, inputs=X)
    assert one(document, inputs={"x": "5"})["values"] == {"outer": "12", "middle": "6", "inner": "5"}


def test_values_in_a_circle_are_refused_with_the_circle() -> None:
    document = plan(values={"a": "b + 1", "b": "c", "c": "a"})
    [(path, code)] = refusals(document).items()
    assert (code, path.startswith("/values/")) == ("plan.cycle", True)


def test_a_value_may_be_a_condition() -> None:
    document = paying("10 if both else 0", values={"both": "good and x > 1", "good": "x < 5"}, inputs=X)
    batch = people(document, *({"inputs": {"x": text}} for text in ("3", "1", "7")))
    assert [batch.result(row)["values"] for row in range(3)] == [
        {"both": True, "good": True}, {"both": False, "good": True}, {"both": False, "good": False},
    ]  # fmt: skip
    assert [batch.result(row)["total"] for row in range(3)] == ["10.00", "0.00", "0.00"]


UNREAD: list[tuple[str, str, str]] = [
    # the case, a formula that divides by x or reads the missing KPI m only where x is not 0, its value at x = 0
    ("if", "1 / x if x != 0 else 7", "7"),
    ("if, the other way round", "7 if x == 0 else m.actual", "7"),
    ("nested if", "1 if x > 5 else (7 if x == 0 else 1 / x)", "7"),
    ("and", "1 if x != 0 and 1 / x > 0 else 7", "7"),
    ("or", "7 if x == 0 or m.actual > 0 else 1", "7"),
    ("a chain of and", "1 if x != 0 and 1 / x > 0 and m.actual > 0 else 7", "7"),
    ("not", "7 if not (x != 0 and m.actual > 0) else 1", "7"),
    ("a chained comparison that fails early", "1 if 1 <= x <= 1 / x else 7", "7"),
    ("a table in the branch", "step(x - 1, t) if x >= 1 else 7", "7"),
]


def lazy(formula: str) -> dict[str, Any]:
    """Pays a formula of the input x; KPI m is there and never measured; table t begins at 0."""
    table = {"kind": "step", "rows": [{"from": "0", "value": "1"}]}
    return paying(formula, inputs=X, kpis=[kpi("m", levels=None)], tables={"t": table})


@pytest.mark.parametrize(("formula", "value"), named(UNREAD))
def test_a_branch_that_a_row_does_not_take_cannot_fault_it(formula: str, value: str) -> None:
    alone = one(lazy(formula), inputs={"x": "0"})
    assert (alone["total"], alone["problems"]) == (f"{value}.00", [])
    batch = people(lazy(formula), {"inputs": {"x": "0"}}, {"inputs": {"x": "2"}}, {"inputs": {"x": "0"}})
    assert [batch.result(row)["total"] for row in (0, 2)] == [f"{value}.00"] * 2


READ: list[tuple[str, str, str, str]] = [
    # the case, the formula, what is wrong with it at x = 0, its outcome at x = 2
    ("the branch taken", "1 / x if x == 0 else 7", "calc.division_by_zero", "paid"),
    ("the condition itself", "7 if 1 / x > 0 else 7", "calc.division_by_zero", "paid"),
    ("the left side of and", "7 if 1 / x > 0 and x > 0 else 7", "calc.division_by_zero", "paid"),
    ("the right side of and where the left holds", "7 if x == 0 and m.actual > 0 else 7", "fact.missing", "paid"),
    ("the right side of or where the left does not", "7 if x != 0 or m.actual > 0 else 7", "fact.missing", "paid"),
    ("arguments of functions are always read", "max(7, 1 / x)", "calc.division_by_zero", "paid"),
    ("also those that could not win", "min(0, m.actual)", "fact.missing", "blocked"),
    ("times zero is still read", "0 * m.actual", "fact.missing", "blocked"),
    ("a chained comparison up to the pair that fails", "7 if 0 <= x <= 1 / x else 7", "calc.division_by_zero", "paid"),
    ("a table below its first row", "step(x - 1, t)", "table.below_first_row", "paid"),
]


@pytest.mark.parametrize(("formula", "code", "neighbours"), named(READ))
def test_what_is_read_and_faults_blocks_the_row_and_no_other(formula: str, code: str, neighbours: str) -> None:
    assert codes(one(lazy(formula), inputs={"x": "0"})["problems"]) == [code]
    batch = people(lazy(formula), {"inputs": {"x": "2"}}, {"inputs": {"x": "0"}}, {"inputs": {"x": "2"}})
    assert codes(batch.result(1)["problems"]) == [code]
    assert [batch.result(row)["outcome"] for row in (0, 2)] == [neighbours] * 2


def test_a_value_that_nothing_reads_blocks_nobody_but_is_a_warning() -> None:
    document = paying("1", values={"unread": "1 / x"}, inputs=X)
    result = one(document, inputs={"x": "0"})
    assert (result["outcome"], result["values"], result["problems"]) == ("paid", {"unread": None}, [])
    assert [(w["code"], w["path"]) for w in result["warnings"]] == [("value.unavailable", "/values/unread")]


def test_a_value_that_a_line_reads_blocks_with_the_value_s_own_problem() -> None:
    document = paying("read", values={"read": "1 / x"}, inputs=X)
    result = one(document, inputs={"x": "0"})
    assert [(p["code"], p["path"], p["position"]) for p in result["problems"]] == [
        ("calc.division_by_zero", "/values/read", len("1 / "))
    ]
    assert result["warnings"] == []


TABLES: dict[str, Any] = {
    "tiers": {
        "kind": "marginal",
        "rows": [{"from": "0", "rate": "0.01"}, {"from": "100", "rate": "0.02", "flat": "5"}],
    },
    "rates": {"kind": "whole", "rows": [{"from": "0", "rate": "0.01"}, {"from": "100", "rate": "0.02"}]},
    "steps": {"kind": "step", "rows": [{"value": "0"}, {"from": "100", "value": "50"}]},
    "line": {"kind": "points", "points": [{"at": "0", "value": "0"}, {"at": "100", "value": "10"}]},
    "months": {"kind": "lookup", "rows": [{"key": 150, "value": "1"}, {"key": "200", "value": "2"}]},
    "regions": {"kind": "lookup", "rows": [{"key": "EMEA", "value": "1"}, {"key": "7", "value": "2"}]},
}

CALLS: list[tuple[str, str, str]] = [
    ("tier(x, tiers)", "150", "7.00"),
    ("tier(x, tiers, 50)", "100", "6.50"),
    ("rate(x, rates) * x", "150", "3.00"),
    ("step(x, steps)", "-1", "0.00"),
    ("step(x, steps)", "100", "50.00"),
    ("interpolate(x, line)", "25", "2.50"),
    ("interpolate(x, line)", "900", "10.00"),
    ("lookup(x, months)", "150", "1.00"),
    ("lookup(x, months)", "200.00", "2.00"),
    ("min(x, 3, 2) + max(x, 3, 2)", "5", "7.00"),
    ("abs(-x) + floor(x) + ceil(x)", "2.5", "7.50"),
    ("clip(x, 0, 10)", "25", "10.00"),
    ("round(x / 3, 2) + round(x)", "2.5", "3.83"),
    ("+x - -x", "2", "4.00"),
    ("1 if 0 < x <= 5 != 6 else 0", "5", "1.00"),
]


@pytest.mark.parametrize(("formula", "x", "total"), CALLS)
def test_functions_and_tables(formula: str, x: str, total: str) -> None:
    document = paying(formula, inputs=X, tables=TABLES)
    assert one(document, inputs={"x": x})["total"] == total
    batch = people(document, {"inputs": {"x": x}}, {"inputs": {"x": x}})
    assert batch.result(1)["total"] == total


FAULTS: list[tuple[str, str, str]] = [
    ("tier(x, tiers)", "-1", "table.below_first_row"),
    ("rate(x, rates)", "-0.000000000001", "table.below_first_row"),
    ("lookup(x, months)", "151", "table.no_match"),
]


@pytest.mark.parametrize(("formula", "x", "code"), FAULTS)
def test_outside_a_table_is_a_problem_with_its_place_in_the_formula(formula: str, x: str, code: str) -> None:
    result = one(paying(f"1 + {formula}", inputs=X, tables=TABLES), inputs={"x": x})
    [problem] = result["problems"]
    assert (problem["code"], problem["path"], problem["position"]) == (code, "/components/pay/amount", len("1 + "))


def test_a_lookup_finds_words_where_some_key_is_a_word() -> None:
    inputs = {"region": {"kind": "category", "values": ["EMEA", "7", "APAC"]}}
    document = paying("lookup(region, regions)", inputs=inputs, tables=TABLES)
    batch = people(document, *({"inputs": {"region": text}} for text in ("EMEA", "7", "APAC")))
    assert [batch.result(row)["total"] for row in range(3)] == ["1.00", "2.00", None]
    assert codes(batch.result(2)["problems"]) == ["table.no_match"]
