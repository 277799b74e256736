"""The default curve: 0 at base, 1 at normal, cut at 0 and at target; direction is the order of the levels."""

from fractions import Fraction
from typing import Any

import pytest

from rules.curves import Linear, linear_index
from tests.rules.build import codes, column, kpi, line, named, one, plan, refusals
from tests.rules.curves.readings import faults, raw, reading

DURATION = kpi("duration", unit="days", weight="1", levels={"base": "60", "normal": "45", "target": "35"})

LOWER_IS_BETTER = [
    # actual days, raw index, index used: base 60, normal 45, target 35
    ("70", "-0.666666666667", "0"),
    ("60", "0", "0"),
    ("52", "0.533333333333", "0.533333333333"),
    ("45", "1", "1"),
    ("40", "1.333333333333", "1.333333333333"),
    ("35", "1.666666666667", "1.666666666667"),
    ("30", "2", "1.666666666667"),
    ("0", "4", "1.666666666667"),
]


@pytest.mark.parametrize(("actual", "raw_index", "index"), LOWER_IS_BETTER)
def test_lower_is_better_needs_no_direction_and_no_division_by_the_actual(
    actual: str, raw_index: str, index: str
) -> None:
    result = one(plan(kpis=[DURATION]), facts={"duration": actual})
    assert (line(result, "duration")["raw_index"], line(result, "duration")["index"]) == (raw_index, index)
    assert result["coefficient"] == index


EDGE_CASES: list[tuple[str, dict[str, Any], str, str, str]] = [
    # the case, the KPI, the actual, the raw index, the index
    ("above normal it goes on", kpi(levels={"base": "0", "normal": "100", "target": "120"}), "110", "1.1", "1.1"),
    ("and is cut at the target", kpi(levels={"base": "0", "normal": "100", "target": "120"}), "150", "1.5", "1.2"),
    ("no target, no cap", kpi(), "1000", "10", "10"),
    ("cap null: none", kpi(levels={"base": "0", "normal": "100", "target": "120"},
                           curve={"kind": "linear", "cap": None}), "150", "1.5", "1.5"),
    ("cap as a number", kpi(curve={"kind": "linear", "cap": "1.25"}), "150", "1.5", "1.25"),
    ("below base: 0 for pay, raw kept", kpi(levels={"base": "50", "normal": "100"}), "25", "-0.5", "0"),
    ("floor null: the negative index counts", kpi(levels={"base": "50", "normal": "100"},
                                                  curve={"kind": "linear", "floor": None}), "25", "-0.5", "-0.5"),
    ("a floor of its own", kpi(levels={"base": "50", "normal": "100"},
                               curve={"kind": "linear", "floor": "-0.25"}), "25", "-0.5", "-0.25"),
    ("exactly base", kpi(levels={"base": "50", "normal": "100"}), "50", "0", "0"),
    ("negative levels: a loss of 2 planned, 3 earned", kpi(levels={"base": "-4", "normal": "-2"}), "3", "3.5", "3.5"),
    ("from loss to profit", kpi(levels={"base": "-10", "normal": "10"}), "0", "0.5", "0.5"),
    ("zero defects: base 5, normal 0", kpi(levels={"base": "5", "normal": "0"}), "0", "1", "1"),
    ("zero defects: two defects", kpi(levels={"base": "5", "normal": "0"}), "2", "0.6", "0.6"),
    ("actual 0 is an actual", kpi(levels={"base": "0", "normal": "10"}), "0", "0", "0"),
    ("normal near base: one unit is the whole index", kpi(levels={"base": "10", "normal": "11"}), "12", "2", "2"),
    ("whole customers: 2 to 5 has four values", kpi(levels={"base": "2", "normal": "5"}), "4", "0.666666666667",
     "0.666666666667"),
    ("target at normal: no zone beyond", kpi(levels={"base": "0", "normal": "100", "target": "100"}), "150", "1.5",
     "1"),
]  # fmt: skip


@pytest.mark.parametrize(("measured", "actual", "raw_index", "index"), named(EDGE_CASES))
def test_edge_case_of_the_method(measured: dict[str, Any], actual: str, raw_index: str, index: str) -> None:
    result = one(plan(kpis=[{**measured, "weight": "1"}]), facts={"revenue": actual})
    assert (line(result)["raw_index"], line(result)["index"]) == (raw_index, index)


REFUSED_MATRICES = [
    ("normal equals base", {"levels": {"base": "100", "normal": "100"}}, "/kpis/0/levels/normal", "plan.levels_equal"),
    ("target between base and normal", {"levels": {"base": "0", "normal": "100", "target": "50"}},
     "/kpis/0/levels/target", "plan.levels_target"),
    ("target on the wrong side, lower is better", {"levels": {"base": "60", "normal": "45", "target": "50"}},
     "/kpis/0/levels/target", "plan.levels_target"),
    ("direction does not agree", {"levels": {"base": "20", "normal": "10"}, "direction": "higher"},
     "/kpis/0/direction", "plan.direction"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "path", "code"), named(REFUSED_MATRICES))
def test_a_matrix_that_cannot_be_meant_is_refused(parts: dict[str, Any], path: str, code: str) -> None:
    assert refusals(plan(kpis=[kpi(weight="1", **parts)])) == {path: code}


def test_equal_levels_are_fine_where_they_are_not_divided_by() -> None:
    goal = kpi(weight="1", levels={"base": "1", "normal": "1"}, curve={"kind": "binary"})
    assert refusals(plan(kpis=[goal])) == {}


def test_the_index_has_no_unit_so_a_hundred_percent_is_one() -> None:
    [half, full] = column(plan(kpis=[kpi(weight="1", unit="%")]), "revenue", ["50", "100"])
    assert (half["coefficient"], full["coefficient"]) == ("0.5", "1")


def test_a_missing_actual_is_not_zero() -> None:
    [missing, zero] = column(plan(kpis=[kpi(weight="1")]), "revenue", [None, "0"])
    assert (missing["outcome"], missing["coefficient"], codes(missing["problems"])) == (
        "blocked",
        None,
        ["fact.missing"],
    )
    assert (zero["coefficient"], line(zero)["actual"], zero["problems"]) == ("0", "0", [])


def test_the_mirror_image_of_the_levels_gives_the_same_index() -> None:
    seen = ("0", "37", "100", "123.4")
    higher = raw(Linear(), reading(*seen, base="10", normal="90"))
    lower = raw(Linear(), reading(*(str(-Fraction(text)) for text in seen), base="-10", normal="-90"))
    assert higher == lower


def test_equal_levels_of_one_person_are_that_person_s_problem() -> None:
    column_of_two = linear_index(reading("5", "6", base="1", normal="1"))
    assert faults(column_of_two) == {0: "levels.base_equals_normal", 1: "levels.base_equals_normal"}
