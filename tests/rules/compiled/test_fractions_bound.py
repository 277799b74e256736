"""Rows whose fractions have no small common denominator are refused, at once and where they stand."""

from typing import Any

import pytest

from rules.compiled import compile_plan
from rules.problems import PlanRefused
from tests.rules.build import Document, kpi, named, plan, refusals

ROWS = 3_000
"""Worked out, these rows would be numbers of 180,000 bits each."""

X: Document = {"x": {"kind": "number"}}


def odd(row: int) -> str:
    return f"1/{10**17 + 2 * row + 1}"


def rows(**fields: str) -> list[dict[str, str]]:
    """Many rows; the field named `odd` has a denominator of its own in every row, the other one counts."""
    return [{name: str(row) if kind == "counted" else odd(row) for name, kind in fields.items()} for row in range(ROWS)]


def graded(**fields: str) -> list[dict[str, str]]:
    return [{"grade": f"g{number}", **row} for number, row in enumerate(rows(**fields))]


CURVE: Document = {"kind": "steps", "rows": rows(**{"from": "counted", "index": "odd"})}
CASES: list[tuple[str, dict[str, Any], str]] = [
    ("marginal", {"tables": {"t": {"kind": "marginal", "rows": rows(**{"from": "counted", "rate": "odd"})}}},
     "/tables/t"),
    ("whole", {"tables": {"t": {"kind": "whole", "rows": rows(**{"from": "counted", "rate": "odd"})}}}, "/tables/t"),
    ("step", {"tables": {"t": {"kind": "step", "rows": rows(**{"from": "counted", "value": "odd"})}}}, "/tables/t"),
    ("points", {"tables": {"t": {"kind": "points", "points": rows(at="counted", value="odd")}}}, "/tables/t"),
    ("lookup", {"tables": {"t": {"kind": "lookup", "rows": rows(key="counted", value="odd")}}}, "/tables/t"),
    ("scale", {"scales": {"s": {"of": "x", "bands": graded(**{"from": "counted", "payout": "odd"})}}}, "/scales/s"),
    ("ratings", {"kpis": [kpi(weight="1")],
                 "ratings": {"bands": graded(**{"from": "counted", "payout": "odd"}), "interpolate": True}},
     "/ratings"),
    ("curve of steps", {"kpis": [kpi(curve=CURVE)]}, "/kpis/0/curve"),
    ("curve of points", {"kpis": [kpi(curve={"kind": "points", "points": rows(at="counted", index="odd")})]},
     "/kpis/0/curve"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "path"), named(CASES))
def test_rows_without_a_common_denominator(parts: dict[str, Any], path: str) -> None:
    with pytest.raises(PlanRefused) as refused:
        compile_plan(plan(inputs=X, values={"v": "x"}, **parts))
    assert [(problem.code, problem.path) for problem in refused.value.problems] == [("plan.too_large", path)]


def test_lines_between_points_bring_denominators_of_their_own() -> None:
    points = [{"at": str(row * (row + 7) * 10**9 + row), "value": str(row)} for row in range(ROWS)]
    found = refusals(plan(inputs=X, values={"v": "x"}, tables={"t": {"kind": "points", "points": points}}))
    assert list(found) == ["/tables/t"]


@pytest.mark.parametrize("kind", ["marginal", "whole"])
def test_many_decimals_are_fine(kind: str) -> None:
    table = {"kind": kind, "rows": [{"from": str(row), "rate": f"0.{row + 1:012d}"} for row in range(ROWS)]}
    assert refusals(plan(inputs=X, values={"v": "x"}, tables={"t": table})) == {}
