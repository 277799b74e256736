"""0 to 1 from base to normal, 1 to the maximum from normal to target, flat outside."""

from fractions import Fraction

import pytest

from rules.curves import TwoSlope
from tests.rules.build import kpi, line, named, one, plan, refusals
from tests.rules.curves.readings import faults, reading
from tests.rules.tables.shown import shown

CASES = [
    ("under base", "700", "0"),
    ("at base", "800", "0"),
    ("half way to normal", "900", "1/2"),
    ("at normal", "1000", "1"),
    ("a third of the way to target", "1100", "7/6"),
    ("at target", "1300", "3/2"),
    ("beyond target", "5000", "3/2"),
]


@pytest.mark.parametrize(("actual", "index"), named(CASES))
def test_both_slopes(actual: str, index: str) -> None:
    curve, seen = TwoSlope(Fraction(3, 2)), reading(actual, base="800", normal="1000", target="1300")
    assert shown(curve.shaped(seen, curve.raw(seen)), 1) == [index]


@pytest.mark.parametrize(("actual", "index"), [("60", "0"), ("45", "1"), ("40", "5/4"), ("35", "3/2"), ("0", "3/2")])
def test_lower_is_better(actual: str, index: str) -> None:
    curve, seen = TwoSlope(Fraction(3, 2)), reading(actual, base="60", normal="45", target="35")
    assert shown(curve.shaped(seen, curve.raw(seen)), 1) == [index]


def test_a_maximum_under_one_falls_towards_the_target() -> None:
    curve, seen = TwoSlope(Fraction(1, 2)), reading("110", "200", base="0", normal="100", target="120")
    assert shown(curve.shaped(seen, curve.raw(seen)), 2) == ["3/4", "1/2"]


def test_the_raw_index_is_the_linear_formula() -> None:
    measured = kpi(weight="1", levels={"base": "800", "normal": "1000", "target": "1300"},
                   curve={"kind": "two_slope", "max": "1.5"})  # fmt: skip
    result = one(plan(kpis=[measured]), facts={"revenue": "1150"})
    assert (line(result)["raw_index"], line(result)["index"]) == ("1.75", "1.25")


def test_a_target_at_normal_is_a_problem_of_the_person() -> None:
    curve, seen = TwoSlope(Fraction(3, 2)), reading("15", base="0", normal="10", target="10")
    assert faults(curve.shaped(seen, curve.raw(seen))) == {0: "levels.target_equals_normal"}


def test_a_plan_that_can_never_have_all_three_levels_is_refused() -> None:
    measured = kpi(weight="1", curve={"kind": "two_slope", "max": "1.5"})
    assert refusals(plan(kpis=[measured], personal=[])) == {"/kpis/0/levels": "plan.level_missing"}
