"""Periods year after year: every day in exactly one, keys that say which, and published years of 53 weeks."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import PeriodRule, periods_between
from rules.calendar import parse_calendar
from rules.problems import CallRefused
from tests.rules.build import named

RETAIL = PeriodRule("month", (2, 1), "4-5-4", week_start=6)
KEYS: list[tuple[str, PeriodRule, tuple[int, int, int], tuple[str, str, str]]] = [
    ("month", PeriodRule("month"), (2026, 3, 31), ("2026-03", "2026-03-01", "2026-04-01")),
    ("month of a fiscal year", PeriodRule("month", (4, 1)), (2026, 3, 1), ("2026-03", "2026-03-01", "2026-04-01")),
    ("quarter", PeriodRule("quarter"), (2026, 2, 15), ("2026-Q1", "2026-01-01", "2026-04-01")),
    ("half-year", PeriodRule("half_year"), (2026, 12, 31), ("2026-H2", "2026-07-01", "2027-01-01")),
    ("year", PeriodRule("year"), (2026, 1, 1), ("2026", "2026-01-01", "2027-01-01")),
    ("fiscal quarter", PeriodRule("quarter", (4, 1)), (2026, 2, 1), ("FY2025-Q4", "2026-01-01", "2026-04-01")),
    (
        "fiscal quarter named by the end",
        PeriodRule("quarter", (4, 1), year_named="end"),
        (2026, 2, 1),
        ("FY2026-Q4", "2026-01-01", "2026-04-01"),
    ),
    (
        "a year that is no fiscal one",
        PeriodRule("year", year_named="end"),
        (2026, 5, 1),
        ("2026", "2026-01-01", "2027-01-01"),
    ),
    (
        "fiscal year",
        PeriodRule("year", (10, 1), year_named="end"),
        (2026, 11, 1),
        ("FY2027", "2026-10-01", "2027-10-01"),
    ),
    ("week", PeriodRule("week"), (2026, 4, 1), ("2026-W14", "2026-03-30", "2026-04-06")),
    ("week of the year before", PeriodRule("week"), (2027, 1, 3), ("2026-W53", "2026-12-28", "2027-01-04")),
    ("period of weeks", RETAIL, (2023, 12, 31), ("FY2023-P12", "2023-12-31", "2024-02-04")),
    (
        "quarter of weeks",
        PeriodRule("quarter", (2, 1), "4-5-4", 6),
        (2023, 12, 31),
        ("FY2023-Q4", "2023-10-29", "2024-02-04"),
    ),
]


@pytest.mark.parametrize(("rule", "day", "expected"), named(KEYS))
def test_a_day_lies_in_its_period(rule: PeriodRule, day: tuple[int, int, int], expected: tuple[str, str, str]) -> None:
    [found] = periods_between(rule, date(*day), date(*day) + timedelta(1))
    assert (found.key, found.period.start.isoformat(), found.period.end.isoformat()) == expected


def test_retail_years_have_their_published_53_weeks() -> None:
    """The 4-5-4 calendar of the National Retail Federation has 53 weeks in 2006, 2012, 2017 and 2023."""
    long = [
        year for year in range(2005, 2025) if (RETAIL.year_start(year + 1) - RETAIL.year_start(year)).days == 53 * 7
    ]
    assert long == [2006, 2012, 2017, 2023]
    assert RETAIL.year_start(2023) == date(2023, 1, 29)


@pytest.mark.parametrize("begins", ["nearest", "on_or_after", "on_or_before"])
def test_a_year_that_starts_on_the_day_itself(begins: Any) -> None:
    assert PeriodRule("week", (2, 1), week_start=6, year_begins=begins).year_start(2026) == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("begins", "start"),
    [("nearest", date(2027, 1, 31)), ("on_or_after", date(2027, 2, 7)), ("on_or_before", date(2027, 1, 31))],
)
def test_a_year_that_starts_beside_the_day(begins: Any, start: date) -> None:
    assert PeriodRule("week", (2, 1), week_start=6, year_begins=begins).year_start(2027) == start


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
@settings(max_examples=60)
def test_weeks_from_monday_have_the_numbers_of_iso_8601(day: date) -> None:
    year, week, _ = day.isocalendar()
    [found] = periods_between(PeriodRule("week"), day, day + timedelta(1))
    assert found.key == f"{year}-W{week:02}"


@st.composite
def rules(draw: st.DrawFn) -> PeriodRule:
    frequency: Any = draw(st.sampled_from(["week", "month", "quarter", "half_year", "year"]))
    pattern: Any = draw(st.sampled_from([None, "4-4-5", "4-5-4", "5-4-4"])) if frequency != "week" else None
    days = st.integers(1, 28) if pattern is not None or frequency == "week" else st.just(1)
    return PeriodRule(
        frequency,
        (draw(st.integers(1, 12)), draw(days)),
        pattern,
        draw(st.integers(0, 6)),
        draw(st.sampled_from(["nearest", "on_or_after", "on_or_before"])),
        draw(st.sampled_from(["start", "end"])),
    )


@given(rules(), st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(1, 2500), st.integers(0, 2499))
@settings(max_examples=60)
def test_every_day_lies_in_exactly_one_period_whatever_was_asked_for(
    rule: PeriodRule, start: date, days: int, offset: int
) -> None:
    until = start + timedelta(days)
    made = periods_between(rule, start, until)
    assert all(before.period.end == after.period.start for before, after in pairwise(made))
    assert made[0].period.start <= start < made[0].period.end
    assert made[-1].period.start < until <= made[-1].period.end
    assert len({own.key for own in made}) == len(made)
    day = start + timedelta(offset % days)
    [alone] = periods_between(rule, day, day + timedelta(1))
    assert alone in made


@given(rules(), st.integers(1950, 2100))
@settings(max_examples=60)
def test_a_year_is_what_the_engine_takes_for_one(rule: PeriodRule, year: int) -> None:
    own = [named_period.period for named_period in rule.periods_of_year(year)]
    if rule.pattern is None:
        assert all(period.fits(rule.frequency) for period in own)
    elif rule.frequency == "month":
        weeks = (own[-1].end - own[0].start).days // 7
        written = {"pattern": rule.pattern, "year_start": own[0].start.isoformat(), "weeks": str(weeks)}
        assert parse_calendar(written).periods == tuple(own)


REFUSED: list[tuple[str, Any, str, str]] = [
    ("a pattern of weeks", lambda: PeriodRule("week", pattern="4-4-5"), "calendar.pattern", "/pattern"),
    (
        "months from the sixth",
        lambda: PeriodRule("month", (4, 6)),
        "calendar.fiscal_year_start",
        "/fiscal_year_start",
    ),
    ("nothing", lambda: made((2026, 1, 1), (2026, 1, 1)), "period.empty", "/until"),
    ("long ago", lambda: made((1800, 1, 1), (2026, 1, 1)), "period.out_of_range", "/from"),
    ("far away", lambda: made((2026, 1, 1), (9999, 1, 1)), "period.out_of_range", "/until"),
    ("too many", lambda: made((2000, 1, 1), (2100, 1, 1), "week"), "period.too_many", "/until"),
]


def made(start: tuple[int, int, int], until: tuple[int, int, int], frequency: Any = "month") -> object:
    return periods_between(PeriodRule(frequency), date(*start), date(*until))


@pytest.mark.parametrize(("call", "code", "path"), named(REFUSED))
def test_what_cannot_be_divided_is_refused(call: Any, code: str, path: str) -> None:
    with pytest.raises(CallRefused) as refused:
        call()
    assert [(problem.code, problem.path) for problem in refused.value.problems] == [(code, path)]
