"""A KPI's curve and bounds as the engine uses them."""

from fractions import Fraction
from typing import Any

import pytest

from rules import curves
from rules.curves import Bounds
from tests.rules.build import codes, compiled, kpi, named, one, plan, refusals

ALL: list[tuple[str, dict[str, Any] | None, type[object]]] = [
    ("no curve", None, curves.Linear),
    ("linear", {"kind": "linear"}, curves.Linear),
    ("two_slope", {"kind": "two_slope", "max": "1.5"}, curves.TwoSlope),
    ("ratio", {"kind": "ratio"}, curves.Ratio),
    ("points", {"kind": "points", "points": [{"at": "0", "index": "0"}]}, curves.Points),
    ("steps", {"kind": "steps", "rows": [{"index": "0"}]}, curves.Steps),
    ("binary", {"kind": "binary"}, curves.Binary),
    ("scale", {"kind": "scale", "values": {"good": "1"}}, curves.WordScale),
    ("range", {"kind": "range", "zero_low": "0", "low": "1", "high": "2", "zero_high": "3"}, curves.Corridor),
    ("inverse_concave", {"kind": "inverse_concave"}, curves.InverseConcave),
    ("formula", {"kind": "formula", "formula": "actual"}, curves.ByFormula),
]


@pytest.mark.parametrize(("curve", "expected"), named(ALL))
def test_each_kind_of_curve(curve: dict[str, Any] | None, expected: type[object]) -> None:
    built, _ = compiled(plan(kpis=[kpi(weight="1", curve=curve)])).curves["revenue"]
    assert type(built) is expected


TARGET = {"base": "0", "normal": "100", "target": "120"}
POINTS = {"kind": "points", "points": [{"at": "0", "index": "0"}]}
BOUNDS: list[tuple[str, dict[str, Any], Bounds]] = [
    ("default", {}, Bounds(Fraction(0), None, cap_at_target=True, target_may_lack=True)),
    ("default with a target", {"levels": TARGET}, Bounds(Fraction(0), None, cap_at_target=True, target_may_lack=True)),
    ("cap said to be target", {"curve": {"kind": "linear", "cap": "target"}},
     Bounds(Fraction(0), None, cap_at_target=True, target_may_lack=False)),
    ("cap null", {"curve": {"kind": "linear", "cap": None}}, Bounds(Fraction(0), None, cap_at_target=False)),
    ("cap as an index", {"curve": {"kind": "linear", "cap": "1.5"}},
     Bounds(Fraction(0), Fraction(3, 2), cap_at_target=False)),
    ("floor null", {"curve": {"kind": "ratio", "floor": None, "cap": None}}, Bounds(None, None, cap_at_target=False)),
    ("points say nothing", {"curve": POINTS}, Bounds(None, None, cap_at_target=False)),
    ("points capped at target", {"curve": {**POINTS, "cap": "target"}},
     Bounds(None, None, cap_at_target=True, target_may_lack=False)),
    ("two_slope has its own", {"curve": {"kind": "two_slope", "max": "2"}}, Bounds(None, None, cap_at_target=False)),
    ("binary has none", {"curve": {"kind": "binary"}}, Bounds(None, None, cap_at_target=False)),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "bounds"), named(BOUNDS))
def test_floor_and_cap_and_their_defaults(parts: dict[str, Any], bounds: Bounds) -> None:
    assert compiled(plan(kpis=[kpi(weight="1", **parts)])).curves["revenue"][1] == bounds


INVERSE = {"kind": "ratio", "form": "normal/actual"}


@pytest.mark.parametrize("curve", [INVERSE, {**INVERSE, "cap": "target"}])
def test_a_cap_at_a_target_where_the_curve_has_no_value_is_refused(curve: dict[str, str]) -> None:
    levels = {"normal": "5", "target": "0"}
    assert refusals(plan(kpis=[kpi(weight="1", levels=levels, curve=curve)])) == {
        "/kpis/0/levels/target": "plan.level_zero"
    }
    assert refusals(plan(kpis=[kpi(weight="1", levels=levels, curve={**curve, "cap": "2"})])) == {}


def test_a_target_that_only_people_give_may_turn_out_to_have_no_value() -> None:
    measured = kpi(weight="1", levels={"normal": "5", "target": "goal"}, curve=INVERSE)
    document = plan(kpis=[measured], inputs={"goal": {"kind": "number"}})
    assert refusals(document) == {}
    result = one(document, inputs={"goal": "0"}, facts={"revenue": "5"})
    assert codes(result["problems"]) == ["curve.undefined"]
