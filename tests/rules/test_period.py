"""Periods: half-open, one whole unit of the plan's frequency, and what formulas read of them."""

from datetime import date
from typing import Any

import pytest

from rules.period import Period, parse_period
from rules.problems import CallRefused
from tests.rules.build import compiled, one, paying, people


def period(start: str, end: str) -> Period:
    return Period(date.fromisoformat(start), date.fromisoformat(end))


FITS = [
    ("month", "2026-03-01", "2026-04-01", True),
    ("month", "2026-12-01", "2027-01-01", True),
    ("month", "2028-02-01", "2028-03-01", True),
    ("month", "2026-03-02", "2026-04-02", False),
    ("month", "2026-03-01", "2026-03-31", False),
    ("month", "2026-01-01", "2026-04-01", False),
    ("quarter", "2026-01-01", "2026-04-01", True),
    ("quarter", "2026-11-01", "2027-02-01", True),
    ("quarter", "2026-01-01", "2026-02-01", False),
    ("half_year", "2026-07-01", "2027-01-01", True),
    ("half_year", "2026-07-01", "2026-10-01", False),
    ("year", "2026-04-01", "2027-04-01", True),
    ("year", "2026-01-01", "2026-12-31", False),
    ("week", "2026-03-02", "2026-03-09", True),
    ("week", "2026-12-28", "2027-01-04", True),
    ("week", "2026-03-02", "2026-03-10", False),
    ("free", "2026-03-05", "2026-04-09", True),
    ("month", "9999-12-01", "9999-12-31", False),
]


@pytest.mark.parametrize(("frequency", "start", "end", "fits"), FITS)
def test_a_period_is_one_whole_unit_of_the_frequency(frequency: str, start: str, end: str, fits: bool) -> None:
    assert period(start, end).fits(frequency) is fits


def test_a_plan_computes_with_the_period_of_the_call() -> None:
    document = paying("period.days + period.month * 100")
    assert one(document, period=period("2026-03-01", "2026-04-01"))["total"] == "331.00"


@pytest.mark.parametrize(
    "parts",
    [
        {"amount": "period.days"},
        {"amount": "1", "values": {"month": "period.month"}},
        {"amount": "1", "eligibility": [{"key": "staff", "when": "period.quarter > 1"}]},
        {"amount": "1", "kpis": [{"key": "sold", "levels": {"normal": "period.days"}}]},
        {"amount": "1", "limits": {"total_cap": "period.index * 100"}},
    ],
    ids=["amount", "value", "eligibility", "level", "limit"],
)
def test_a_plan_that_reads_the_period_requires_it(parts: dict[str, Any]) -> None:
    document = paying(**parts)
    assert compiled(document).needs_period
    with pytest.raises(CallRefused) as refused:
        one(document)
    assert [(problem.code, problem.path) for problem in refused.value.problems] == [("period_required", "/period")]


def test_a_plan_that_does_not_read_it_needs_none_but_takes_one() -> None:
    assert not compiled(paying("1")).needs_period
    assert one(paying("1"))["total"] == "1.00"
    assert one(paying("1"), period=period("2026-03-01", "2026-04-01"))["total"] == "1.00"


@pytest.mark.parametrize(("frequency", "shown"), [("month", "month"), ("half_year", "half-year")])
def test_a_period_that_does_not_fit_the_frequency_is_refused(frequency: str, shown: str) -> None:
    with pytest.raises(CallRefused) as refused:
        people(paying("1", frequency=frequency), {}, period=period("2026-03-01", "2026-03-20"))
    [problem] = refused.value.problems
    assert (problem.code, problem.path) == ("period.does_not_fit", "/period")
    assert shown in problem.message


def test_a_period_is_read_from_a_call() -> None:
    assert parse_period({"start": "2026-03-01", "end": "2026-04-01"}) == period("2026-03-01", "2026-04-01")


REFUSED: list[tuple[object, dict[str, str]]] = [
    ("2026-03", {"/period": "period.shape"}),
    (None, {"/period": "period.shape"}),
    ([], {"/period": "period.shape"}),
    ({}, {"/period/start": "period.date", "/period/end": "period.date"}),
    ({"start": "2026-03-01"}, {"/period/end": "period.date"}),
    ({"start": "2026-3-1", "end": "2026-04-01"}, {"/period/start": "period.date"}),
    ({"start": "2026-02-30", "end": "2026-04-01"}, {"/period/start": "period.date"}),
    ({"start": 20260301, "end": "2026-04-01"}, {"/period/start": "period.date"}),
    ({"start": "20260301", "end": "2026-04-01"}, {"/period/start": "period.date"}),
    ({"start": "2026-03-01T00:00:00", "end": "2026-04-01"}, {"/period/start": "period.date"}),
    ({"start": "2026-04-01", "end": "2026-04-01"}, {"/period": "period.empty"}),
    ({"start": "2026-04-02", "end": "2026-04-01"}, {"/period": "period.empty"}),
    ({"start": "2026-03-01", "end": "2026-04-01", "days": 31}, {"/period/days": "period.unknown_key"}),
    ({"from": "2026-03-01", "end": "x"},
     {"/period/from": "period.unknown_key", "/period/start": "period.date", "/period/end": "period.date"}),
]  # fmt: skip


@pytest.mark.parametrize(("value", "problems"), REFUSED)
def test_a_period_that_cannot_be_read_is_refused_with_everything_that_is_wrong(
    value: object, problems: dict[str, str]
) -> None:
    with pytest.raises(CallRefused) as refused:
        parse_period(value)
    assert {problem.path: problem.code for problem in refused.value.problems} == problems


def test_the_path_says_where_the_period_stands() -> None:
    with pytest.raises(CallRefused) as refused:
        parse_period({}, "/examples/0/period")
    assert refused.value.problems[0].path == "/examples/0/period/start"
