"""Ratio curves in their three printed forms, and the inverse one; what they do where they have no value."""

from fractions import Fraction

import pytest

from rules.curves import Bounds, InverseConcave, Ratio
from rules.curves.ratio import RatioForm
from tests.rules.build import codes, column, kpi, line, one, paying, plan
from tests.rules.curves.readings import faults, index, raw, reading

FORMS: list[tuple[RatioForm, str, str, str]] = [
    # form, actual, normal, raw index
    ("actual/normal", "110", "100", "11/10"),
    ("actual/normal", "0", "100", "0"),
    ("actual/normal", "-50", "100", "-1/2"),
    ("normal/actual", "80", "100", "5/4"),
    ("normal/actual", "200", "100", "1/2"),
    ("2-actual/normal", "80", "100", "6/5"),
    ("2-actual/normal", "250", "100", "-1/2"),
]


@pytest.mark.parametrize(("form", "actual", "normal", "value"), FORMS)
def test_three_published_forms(form: RatioForm, actual: str, normal: str, value: str) -> None:
    assert raw(Ratio(form), reading(actual, normal=normal)) == [value]


def test_the_same_costs_give_different_rows_by_form_and_the_cap_hides_it() -> None:
    costs = reading("80", normal="100")
    capped = Bounds(floor=Fraction(0), cap=Fraction("1.2"), cap_at_target=False)
    assert index(Ratio("normal/actual"), costs, capped) == ["6/5"]
    assert index(Ratio("2-actual/normal"), costs, capped) == ["6/5"]
    assert raw(Ratio("normal/actual"), costs) != raw(Ratio("2-actual/normal"), costs)


@pytest.mark.parametrize(("actual", "value"), [("50", "0"), ("100", "1"), ("200", "3/2"), ("1000000", "19999/10000")])
def test_inverse_concave_is_zero_at_half_of_normal_and_never_above_two(actual: str, value: str) -> None:
    assert raw(InverseConcave(), reading(actual, normal="100")) == [value]


@pytest.mark.parametrize("curve", [Ratio("normal/actual"), InverseConcave()])
def test_division_by_an_actual_that_is_not_above_zero_is_a_fault_of_its_row(curve: Ratio | InverseConcave) -> None:
    seen = reading("0", "-5", "100", normal="100")
    assert faults(curve.raw(seen)) == {0: "curve.undefined", 1: "curve.undefined"}
    assert raw(curve, reading("50", "100", normal="100"))[1] == "1"


def test_a_normal_of_zero_cannot_be_shared() -> None:
    assert faults(Ratio("actual/normal").raw(reading("5", normal="0"))) == {0: "levels.normal_is_zero"}


@pytest.mark.parametrize("actual", ["0", "-3"])
def test_at_zero_or_less_inverse_concave_takes_the_floor(actual: str) -> None:
    measured = kpi(weight="1", levels={"normal": "100"}, curve={"kind": "inverse_concave", "floor": "-0.5"})
    result = one(plan(kpis=[measured]), facts={"revenue": actual})
    assert (line(result)["raw_index"], line(result)["index"], result["coefficient"]) == (None, "-0.5", "-0.5")


@pytest.mark.parametrize("actual", ["0", "-3"])
def test_at_zero_or_less_normal_over_actual_takes_the_cap(actual: str) -> None:
    measured = kpi(weight="1", levels={"normal": "100"}, curve={"kind": "ratio", "form": "normal/actual", "cap": "1.2"})
    result = one(plan(kpis=[measured]), facts={"revenue": actual})
    assert (line(result)["index"], result["coefficient"]) == ("1.2", "1.2")


@pytest.mark.parametrize(
    "curve",
    [
        {"kind": "inverse_concave", "floor": None},
        {"kind": "ratio", "form": "normal/actual", "cap": None},
        {"kind": "ratio", "form": "normal/actual"},
    ],
)
def test_where_there_is_no_limit_to_take_the_person_has_a_problem(curve: dict[str, object]) -> None:
    measured = kpi(weight="1", levels={"normal": "100"}, curve=curve)
    [zero, fine] = column(plan(kpis=[measured]), "revenue", ["0", "100"])
    assert (zero["outcome"], codes(zero["problems"])) == ("blocked", ["curve.undefined"])
    assert fine["coefficient"] == "1"


def test_a_ratio_is_capped_at_the_ratio_at_target() -> None:
    lower = kpi(weight="1", levels={"base": "60", "normal": "45", "target": "30"},
                curve={"kind": "ratio", "form": "normal/actual"})  # fmt: skip
    [beyond, at] = column(paying("coefficient * 100", kpis=[lower]), "revenue", ["15", "30"])
    assert (line(beyond)["raw_index"], line(beyond)["index"], line(at)["index"]) == ("3", "1.5", "1.5")
