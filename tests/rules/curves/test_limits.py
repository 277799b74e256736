"""Floor and cap of an index: the same way for every curve; cap beats floor."""

from fractions import Fraction

import pytest

from rules.columns import Number
from rules.curves import LEVEL_ABSENT, Bounds, Linear, Ratio, Reading, bounded_index, index_at_target
from rules.problems import Problem
from tests.rules.build import codes, kpi, line, one, people, plan, refusals
from tests.rules.curves.readings import index, reading
from tests.rules.tables.shown import numbers, shown


@pytest.mark.parametrize(
    ("floor", "cap", "indices"),
    [
        (None, None, ["-1", "1/2", "2"]),
        ("0", None, ["0", "1/2", "2"]),
        (None, "1", ["-1", "1/2", "1"]),
        ("0", "1", ["0", "1/2", "1"]),
        ("1", "0", ["0", "0", "0"]),
    ],
    ids=["none", "floor", "cap", "both", "cap beats floor"],
)
def test_floor_and_cap(floor: str | None, cap: str | None, indices: list[str]) -> None:
    bounds = Bounds(
        None if floor is None else Fraction(floor), None if cap is None else Fraction(cap), cap_at_target=False
    )
    assert index(Linear(), reading("-100", "50", "200", base="0", normal="100"), bounds) == indices


def test_a_cap_at_target_is_the_curve_s_own_value_there() -> None:
    seen = reading("500", "110", base="0", normal="100", target="150")
    assert index(Linear(), seen, Bounds(Fraction(0), None, cap_at_target=True)) == ["3/2", "11/10"]
    assert shown(index_at_target(Linear(), seen), 2) == ["3/2", "3/2"]


def test_a_known_cap_at_target_is_not_computed_again() -> None:
    seen = reading("500", base="0", normal="100", target="150")
    bounds = Bounds(Fraction(0), None, cap_at_target=True)
    assert shown(bounded_index(Linear(), seen, Linear().raw(seen), bounds, Number.constant(2)), 1) == ["2"]


def test_without_a_target_there_is_no_default_cap() -> None:
    bounds = Bounds(Fraction(0), None, cap_at_target=True, target_may_lack=True)
    assert index(Linear(), reading("500", base="0", normal="100"), bounds) == ["5"]


def test_a_target_of_some_people_caps_only_them() -> None:
    absent = Problem(LEVEL_ABSENT, "/levels/revenue/target", "none")
    target = Number([150, 0, 120], 1, {1: absent})
    seen = Reading(numbers("500", "500", "500"), numbers("0"), numbers("100"), target, 3, "/kpis/revenue")
    bounds = Bounds(Fraction(0), None, cap_at_target=True, target_may_lack=True)
    assert index(Linear(), seen, bounds) == ["3/2", "5", "6/5"]
    assert index(Ratio("actual/normal"), seen, bounds) == ["3/2", "5", "6/5"]


def test_a_personal_target_beside_people_without_one() -> None:
    batch = people(
        plan(kpis=[kpi(weight="1")]),
        {"facts": {"revenue": "500"}, "levels": {"revenue": {"target": "150"}}},
        {"facts": {"revenue": "500"}},
    )
    assert [result["coefficient"] for result in batch.results()] == ["1.5", "5"]


def test_a_cap_said_to_be_at_target_blocks_whoever_has_none() -> None:
    measured = kpi(weight="1", curve={"kind": "linear", "cap": "target"})
    document = plan(kpis=[measured])
    batch = people(
        document,
        {"facts": {"revenue": "500"}, "levels": {"revenue": {"target": "150"}}},
        {"facts": {"revenue": "500"}},
    )
    assert batch.result(0)["coefficient"] == "1.5"
    assert codes(batch.result(1)["problems"]) == [LEVEL_ABSENT]
    assert codes(one(document, facts={"revenue": "5"})["problems"]) == [LEVEL_ABSENT]


def test_a_cap_under_the_floor_is_a_typing_error_of_the_plan() -> None:
    measured = kpi(weight="1", curve={"kind": "linear", "floor": "1", "cap": "0.5"})
    assert refusals(plan(kpis=[measured])) == {"/kpis/0/curve/cap": "plan.curve_limits"}


def test_the_excess_over_the_cap_stays_visible() -> None:
    result = one(
        plan(kpis=[kpi(weight="1", levels={"base": "0", "normal": "100", "target": "120"})]),
        facts={"revenue": "130"},
    )
    assert (line(result)["raw_index"], line(result)["index"]) == ("1.3", "1.2")
