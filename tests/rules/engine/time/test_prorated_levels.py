"""Levels that follow time in force, and the ramp of new hires."""

from datetime import date
from typing import Any

import pytest

from rules.period import Period
from rules.problems import PlanRefused
from tests.rules.build import Document, compiled, kpi, named, paying, people, plan, refusals

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
HALVED = {"assignment": {"from": "2026-03-16"}, "facts": {"revenue": "80"}}


def measured(normal: str, **parts: Any) -> Document:
    levels = {"base": "0", "normal": normal}
    return paying(
        "1000 * coefficient",
        pay={"prorate": True},
        proration={"basis": "thirtieths"},
        kpis=[kpi("revenue", weight="1", levels=levels, curve={"kind": "linear", "cap": None}, **parts)],
    )


def test_the_level_of_a_volume_follows_the_time_in_force() -> None:
    result = people(measured("320 * proration", measure="volume"), HALVED, period=MARCH).result(0)
    [line] = result["kpis"]
    assert (line["normal"], line["index"], result["total"]) == ("160", "0.5", "250.00")


@pytest.mark.parametrize(("measure", "told"), [("ratio", "ratio"), ("state", "state"), (None, '"measure": "volume"')])
@pytest.mark.parametrize("normal", ["320 * proration", "320 * period.days_in_force / period.days"])
def test_the_level_of_anything_else_may_not(measure: str | None, told: str, normal: str) -> None:
    parts = {} if measure is None else {"measure": measure}
    assert refusals(measured(normal, measure="volume")) == {}
    with pytest.raises(PlanRefused, match=told) as refused:
        compiled(measured(normal, **parts))
    found = [(problem.code, problem.path) for problem in refused.value.problems]
    assert found == [("plan.prorated_ratio", "/kpis/0/levels/normal")]


def test_a_prorated_component_needs_a_basis() -> None:
    document = plan(components=[{"key": "pay", "amount": "1", "prorate": True}])
    assert refusals(document) == {"/components/0/prorate": "plan.prorate_without_basis"}


RAMP = plan(
    frequency="month",
    inputs={"quota": {"kind": "number"}},
    tables={"ramp": {"kind": "step", "rows": [
        {"from": "0", "value": "0.25"}, {"from": "1", "value": "0.5"},
        {"from": "2", "value": "0.75"}, {"from": "3", "value": "1"},
    ]}},
    kpis=[kpi("revenue", weight="1", levels={"base": "0", "normal": "quota * step(period.tenure, ramp)"})],
)  # fmt: skip


@pytest.mark.parametrize(
    ("start", "normal"),
    [
        ("2026-03-31", "100"),
        ("2026-03-01", "100"),
        ("2026-02-28", "200"),
        ("2026-01-05", "300"),
        ("2025-12-31", "400"),
        ("2019-12-31", "400"),
    ],
)
def test_the_quota_of_new_hires_rises_by_a_quarter_each_month(start: str, normal: str) -> None:
    person = {"assignment": {"from": start}, "inputs": {"quota": "400"}, "facts": {"revenue": "50"}}
    [line] = people(RAMP, person, period=MARCH).result(0)["kpis"]
    assert line["normal"] == normal


@pytest.mark.parametrize("assignment", [None, {"to": "2026-09-01"}], ids=["none", "no from"])
def test_a_ramp_needs_to_know_when_a_person_joined(assignment: Any) -> None:
    person = {"inputs": {"quota": "400"}, "facts": {"revenue": "50"}, "assignment": assignment}
    result = people(RAMP, person, period=MARCH).result(0)
    assert [(problem["code"], problem["path"]) for problem in result["problems"]] == [
        ("assignment.from_missing", "/assignment/from")
    ]


TENURES = [
    ("quarters", "quarter", ("2026-04-01", "2026-07-01"), "2026-01-01", None, "1.00"),
    ("two quarters", "quarter", ("2026-04-01", "2026-07-01"), "2025-12-31", None, "2.00"),
    ("weeks", "week", ("2026-03-16", "2026-03-23"), "2026-03-15", None, "1.00"),
    ("three weeks", "week", ("2026-03-16", "2026-03-23"), "2026-02-23", None, "3.00"),
    ("free", "free", ("2026-03-10", "2026-03-20"), "2026-02-27", None, "2.00"),
    ("4-4-5", "month", ("2026-03-30", "2026-05-04"), "2026-02-02", {"pattern": "4-4-5", "year_start": "2026-02-02"},
     "2.00"),
]  # fmt: skip


@pytest.mark.parametrize(("frequency", "own", "start", "calendar", "total"), named(TENURES))
def test_tenure_counts_whole_periods(
    frequency: str, own: tuple[str, str], start: str, calendar: Any, total: str
) -> None:
    period = Period(date.fromisoformat(own[0]), date.fromisoformat(own[1]))
    document = paying("period.tenure", frequency=frequency)
    person = {"assignment": {"from": start}}
    assert people(document, person, period=period, calendar=calendar).result(0)["total"] == total


def test_a_calendar_that_begins_after_the_person_joined_cannot_count() -> None:
    calendar = {"pattern": "4-4-5", "year_start": "2026-02-02"}
    period = Period(date(2026, 3, 30), date(2026, 5, 4))
    person = {"assignment": {"from": "2026-02-01"}}
    result = people(paying("period.tenure"), person, period=period, calendar=calendar).result(0)
    assert [problem["code"] for problem in result["problems"]] == ["calendar.too_short"]


def test_probation_by_tenure_is_a_condition_to_be_in_the_plan() -> None:
    document = paying("100", eligibility=[{"key": "past_probation", "when": "period.tenure >= 3"}])
    results = people(
        document, {"assignment": {"from": "2026-01-10"}}, {"assignment": {"from": "2025-12-10"}}, period=MARCH
    ).results()
    assert [result["outcome"] for result in results] == ["zero", "paid"]
