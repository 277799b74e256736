"""Progress and regression: changes on one scale, against the own average of three, with labels and streaks."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from rules import KpiProgress, Period, PeriodProgress, Scoring, Situation, progress_of
from tests.rules.build import compiled, kpi, named, paying

PLAN = paying("100 * coefficient", kpis=[kpi(weight="1", curve={"kind": "linear", "floor": None, "cap": None})])
MAY = Period(date(2026, 5, 1), date(2026, 6, 1))
SCALED = {"base": "0", "normal": "200"}


def month(name: str, revenue: str | None, document: dict[str, Any] = PLAN, **parts: Any) -> Scoring:
    """One month of a person with this revenue."""
    facts = {} if revenue is None else {"revenue": revenue}
    return Scoring(name, Situation(compiled(document), {"id": "1", "facts": facts, **parts}))


def run(*revenues: str | None, **options: Any) -> tuple[PeriodProgress, ...]:
    """Months in a row under one plan; base 0 and normal 100, so that the index is a hundredth of the revenue."""
    return progress_of([month(str(place), revenue) for place, revenue in enumerate(revenues)], **options)


def sales(progress: PeriodProgress) -> KpiProgress:
    """The KPI of PLAN."""
    return progress.kpis["revenue"]


def test_the_change_is_from_period_to_period() -> None:
    first, second = run("80", "92.5")
    assert (first.coefficient.change, first.coefficient.label) == (None, None)
    assert second.coefficient.change == sales(second).index.change == Fraction(1, 8)


@pytest.mark.parametrize(
    ("revenue", "label"),
    named(
        [
            ("just at the band", "85", "stable"),
            ("above it", "85.000000000001", "progress"),
            ("just at the lower band", "75", "stable"),
            ("below it", "74.999999999999", "regression"),
        ]
    ),
)
def test_the_band_is_exact(revenue: str, label: str) -> None:
    assert run("80", revenue)[1].coefficient.label == label


def test_the_band_is_a_setting() -> None:
    assert run("80", "85.1", band=Fraction(1, 10))[1].coefficient.label == "stable"


def test_the_own_average_needs_three_periods_before() -> None:
    progress = run("70", "80", "100", "90")
    assert [one.coefficient.average for one in progress] == [None, None, None, Fraction(5, 6)]
    assert progress[3].coefficient.to_json()["versus_average"] == "0.066666666667"
    assert [one.coefficient.average for one in run("70", None, "100", "90")] == [None] * 4


def test_streaks_count_moves_of_one_direction() -> None:
    progress = run("90", "89", "88", "87", "95", "95", "96")
    assert [one.coefficient.streak for one in progress] == [0, -1, -2, -3, 1, 0, 1]


def test_a_period_without_a_value_ends_a_streak_and_compares_with_nothing() -> None:
    progress = run("90", "89", None, "87", "86")
    assert [one.coefficient.streak for one in progress] == [0, -1, 0, 0, -1]
    assert [one.coefficient.label for one in progress] == [None, "stable", None, None, "stable"]


def test_a_period_in_which_the_person_was_not_there_has_no_values() -> None:
    progress = progress_of([month("1", "90"), Scoring("2", None), month("3", "80")])
    assert [one.coefficient.value for one in progress] == [Fraction(9, 10), None, Fraction(4, 5)]
    assert progress[1].kpis == {}


@pytest.mark.parametrize(
    "later",
    named(
        [
            ("another plan version", month("2", "150", {**PLAN, "kpis": [{**PLAN["kpis"][0], "levels": SCALED}]})),
            ("personal levels", month("2", "150", levels={"revenue": SCALED})),
        ]
    ),
)
def test_where_levels_changed_the_old_actual_is_scored_again(later: Scoring) -> None:
    first, second = progress_of([month("1", "120"), later])
    assert first.coefficient.value == Fraction(6, 5)
    found = second.coefficient
    assert (found.value, found.before, found.change) == (Fraction(3, 4), Fraction(3, 5), Fraction(3, 20))
    assert (found.scale_changed, found.label) == (True, "progress")
    assert (sales(second).index.scale_changed, sales(second).index.before) == (True, Fraction(3, 5))
    assert (sales(second).actual, sales(second).actual_before) == ("150", "120")


def test_the_own_average_is_on_the_scale_of_its_period() -> None:
    months = [month("1", "60"), month("2", "90"), month("3", "120"), month("4", "150", levels={"revenue": SCALED})]
    assert progress_of(months)[3].coefficient.average == Fraction(9, 20)


def test_other_weights_change_the_coefficient_s_scale_and_no_index() -> None:
    two = {**PLAN, "kpis": [kpi(weight="0.5"), kpi("calls", weight="0.5")], "personal": ["weights"]}
    facts = {"facts": {"revenue": "50", "calls": "100"}}
    months = [
        month("1", None, two, **facts),
        month("2", None, two, **facts, weights={"revenue": "0.75", "calls": "0.25"}),
    ]
    found = progress_of(months)[1]
    assert (found.coefficient.scale_changed, found.coefficient.before) == (True, Fraction(5, 8))
    assert (found.coefficient.change, sales(found).index.scale_changed) == (Fraction(0), False)


def test_a_kpi_that_was_not_measured_before_cannot_be_compared() -> None:
    two = {**PLAN, "kpis": [kpi(weight="0.5"), kpi("calls", weight="0.5")]}
    found = progress_of([month("1", "50"), month("2", None, two, facts={"revenue": "50", "calls": "100"})])[1]
    assert (found.coefficient.scale_changed, found.coefficient.before, found.coefficient.label) == (True, None, None)
    assert (found.kpis["calls"].index.scale_changed, found.kpis["calls"].index.before) == (True, None)
    assert found.kpis["calls"].actual_before is None


def test_another_title_is_the_same_scale() -> None:
    renamed = {**PLAN, "kpis": [{**PLAN["kpis"][0], "title": "Sales"}]}
    assert not progress_of([month("1", "50"), month("2", "60", renamed)])[1].coefficient.scale_changed


@pytest.mark.parametrize(
    ("levels", "revenue", "above"),
    named(
        [
            ("more is better", {"base": "0", "normal": "100", "target": "120"}, "121", True),
            ("at the target", {"base": "0", "normal": "100", "target": "120"}, "120", False),
            ("less is better", {"base": "60", "normal": "45", "target": "35"}, "34", True),
            ("less is better, short of it", {"base": "60", "normal": "45", "target": "35"}, "36", False),
            ("no target", {"base": "0", "normal": "100"}, "500", None),
        ]
    ),
)
def test_what_lies_beyond_the_target_is_told_although_pay_is_cut_there(
    levels: dict[str, str], revenue: str, above: bool | None
) -> None:
    document = paying("100 * coefficient", kpis=[kpi(weight="1", levels=levels)])
    assert sales(progress_of([month("1", revenue, document)])[0]).above_target is above


def test_lower_is_better_needs_no_sign_of_its_own() -> None:
    days = kpi("days", weight="1", levels={"base": "60", "normal": "45", "target": "35"})
    document = paying("100 * coefficient", kpis=[days])
    months = [month(str(place), None, document, facts={"days": value}) for place, value in enumerate(("50", "48"))]
    assert progress_of(months)[1].kpis["days"].index.label == "progress"


def test_facts_that_the_later_plan_does_not_know_do_not_matter() -> None:
    wider = {**PLAN, "kpis": [*PLAN["kpis"], kpi("calls", levels=None)]}
    months = [
        month("1", None, wider, facts={"revenue": "120", "calls": "7"}),
        month("2", "150", levels={"revenue": SCALED}),
    ]
    assert progress_of(months)[1].coefficient.before == Fraction(3, 5)


def test_the_wire_shape() -> None:
    assert run("80", "90")[1].to_json() == {
        "period": "1",
        "coefficient": {
            "value": "0.9",
            "before": "0.8",
            "change": "0.1",
            "average": None,
            "versus_average": None,
            "label": "progress",
            "streak": 1,
            "scale_changed": False,
        },
        "kpis": [
            {
                "key": "revenue",
                "actual": "90",
                "actual_before": "80",
                "above_target": None,
                "index": run("80", "90")[1].coefficient.to_json(),
            }
        ],
    }


def test_days_in_force_are_those_of_the_period_that_is_scored_again() -> None:
    volume, scaled = (
        {
            **PLAN,
            "kpis": [kpi(weight="1", measure="volume", levels={"base": "0", "normal": f"{normal} * proration"})],
            "proration": {"basis": "calendar_days"},
        }
        for normal in (100, 200)
    )
    april = Period(date(2026, 4, 1), date(2026, 5, 1))
    half = {"assignment": {"from": "2026-04-16"}}
    before = Situation(compiled(volume), {"id": "1", "facts": {"revenue": "30"}, **half}, period=april)
    after = Situation(compiled(scaled), {"id": "1", "facts": {"revenue": "100"}}, period=MAY)
    found = progress_of([Scoring("4", before), Scoring("5", after)])[1].coefficient
    assert (found.before, found.value) == (Fraction(3, 10), Fraction(1, 2))
