"""Points and steps over the actual, the attainment or the raw index."""

from fractions import Fraction

import pytest

from rules.curves import Points, Steps
from rules.curves.piecewise import Measure
from rules.tables import Constants, Edge, Edges, Stepped, through_points
from tests.rules.build import codes, column, kpi, line, one, plan
from tests.rules.curves.readings import faults, raw, reading

LINE = through_points([(Fraction("0.5"), Fraction(0)), (Fraction(1), Fraction(1)), (Fraction(2), Fraction(3))])
STEPS = Stepped(Edges((Edge(None), Edge(Fraction(1)))), Constants([Fraction(0), Fraction(1)]))


@pytest.mark.parametrize(
    ("of", "actual", "index"),
    [
        ("actual", "0.75", "1/2"),
        ("actual", "9", "3"),
        ("attainment", "150", "2"),
        ("attainment", "75", "1/2"),
        ("raw", "60", "0"),
        ("raw", "100", "1"),
        ("raw", "150", "3"),
    ],
)
def test_points_are_read_with_what_they_are_of(of: Measure, actual: str, index: str) -> None:
    assert raw(Points(of, LINE), reading(actual, base="50", normal="100")) == [index]


@pytest.mark.parametrize(
    ("of", "actual", "index"), [("actual", "1", "1"), ("attainment", "99.99", "0"), ("raw", "100", "1")]
)
def test_steps_take_the_row_reached(of: Measure, actual: str, index: str) -> None:
    assert raw(Steps(of, STEPS), reading(actual, base="50", normal="100")) == [index]


def test_under_the_first_step_with_an_edge_is_a_fault() -> None:
    stepped = Stepped(Edges((Edge(Fraction(10)),)), Constants([Fraction(1)]))
    curve = Steps("actual", stepped)
    assert faults(curve.raw(reading("9", "10"))) == {0: "curve.below_first_step"}


def test_steps_of_the_actual_need_no_levels_at_all() -> None:
    deals = kpi("deals", weight="1", levels=None,
                curve={"kind": "steps", "rows": [
                    {"index": "0"}, {"from": "3", "index": "0.5"}, {"from": "5", "index": "1"}]})  # fmt: skip
    results = column(plan(kpis=[deals]), "deals", ["2", "3", "4", "5"])
    assert [result["coefficient"] for result in results] == ["0", "0.5", "0.5", "1"]


def test_points_have_floor_and_cap_only_if_they_say_so() -> None:
    corners = [{"at": "0", "index": "-1"}, {"at": "100", "index": "2"}]
    free = kpi(weight="1", levels=None, curve={"kind": "points", "points": corners})
    bounded = kpi(weight="1", levels=None, curve={"kind": "points", "points": corners, "floor": "0", "cap": "1.5"})
    assert [r["coefficient"] for r in column(plan(kpis=[free]), "revenue", ["-9", "999"])] == ["-1", "2"]
    assert [r["coefficient"] for r in column(plan(kpis=[bounded]), "revenue", ["-9", "999"])] == ["0", "1.5"]


def test_points_capped_at_target_take_their_value_there() -> None:
    corners = [{"at": "0", "index": "0"}, {"at": "2", "index": "4"}]
    attained = kpi(weight="1", levels={"normal": "100", "target": "120"},
                   curve={"kind": "points", "of": "attainment", "points": corners, "cap": "target"})  # fmt: skip
    result = one(plan(kpis=[attained]), facts={"revenue": "180"})
    assert (line(result)["raw_index"], line(result)["index"]) == ("3.6", "2.4")


def test_a_step_under_the_first_row_blocks_only_that_person() -> None:
    deals = kpi("deals", weight="1", levels=None, curve={"kind": "steps", "rows": [{"from": "3", "index": "1"}]})
    [low, high] = column(plan(kpis=[deals]), "deals", ["2", "3"])
    assert (low["outcome"], codes(low["problems"])) == ("blocked", ["curve.below_first_step"])
    assert high["coefficient"] == "1"
