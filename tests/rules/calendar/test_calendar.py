"""Calendars: fiscal years, the periods before, and the numbers that formulas read of a period."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.calendar import Calendar, parse_calendar
from rules.period import PERIOD_NAMES, Period, months_later
from rules.problems import CallRefused


def period(start: str, end: str) -> Period:
    return Period(date.fromisoformat(start), date.fromisoformat(end))


ORDINARY = Calendar()
APRIL = Calendar(fiscal_month=4)
SIXTH_OF_APRIL = Calendar(fiscal_month=4, fiscal_day=6)
WEEKS_OF_2026 = parse_calendar({"pattern": "4-4-5", "year_start": "2026-02-02"})
LISTED = parse_calendar(
    {
        "periods": [
            {"start": "2025-12-01", "end": "2025-12-29"},
            {"start": "2025-12-29", "end": "2026-01-26"},
            {"start": "2026-01-26", "end": "2026-02-23"},
            {"start": "2026-02-23", "end": "2026-03-30"},
            {"start": "2026-03-30", "end": "2026-04-27"},
        ]
    }
)


STARTS = [
    (ORDINARY, "month", "2026-03-01", "2026-04-01", "2026-01-01"),
    (ORDINARY, "year", "2026-01-01", "2027-01-01", "2026-01-01"),
    (APRIL, "month", "2026-03-01", "2026-04-01", "2025-04-01"),
    (APRIL, "month", "2026-04-01", "2026-05-01", "2026-04-01"),
    (SIXTH_OF_APRIL, "month", "2026-04-01", "2026-05-01", "2025-05-01"),
    (SIXTH_OF_APRIL, "month", "2026-05-01", "2026-06-01", "2026-05-01"),
    (APRIL, "quarter", "2026-05-01", "2026-08-01", "2026-05-01"),
    (APRIL, "quarter", "2026-02-01", "2026-05-01", "2025-05-01"),
    (ORDINARY, "week", "2025-12-29", "2026-01-05", "2025-12-29"),
    (ORDINARY, "week", "2025-12-22", "2025-12-29", "2024-12-30"),
    (ORDINARY, "week", "2026-01-08", "2026-01-15", "2026-01-01"),
    (ORDINARY, "free", "2026-05-01", "2026-08-09", "2026-01-01"),
    (WEEKS_OF_2026, "month", "2026-06-29", "2026-08-03", "2026-02-02"),
    (LISTED, "month", "2026-03-30", "2026-04-27", "2025-12-29"),
    (LISTED, "month", "2025-12-01", "2025-12-29", "2025-12-01"),
]


@pytest.mark.parametrize(("calendar", "frequency", "start", "end", "expected"), STARTS)
def test_a_period_belongs_to_the_fiscal_year_of_its_start_and_where_periods_cross_months_of_its_middle(
    calendar: Calendar, frequency: str, start: str, end: str, expected: str
) -> None:
    assert calendar.fiscal_year_start(period(start, end), frequency) == date.fromisoformat(expected)


@settings(max_examples=60)
@given(
    st.integers(0, 120),
    st.sampled_from(["month", "quarter", "half_year", "year"]),
    st.integers(1, 12),
    st.integers(1, 28),
)
def test_a_fiscal_year_starts_with_its_first_period(offset: int, frequency: str, month: int, day: int) -> None:
    calendar, months = Calendar(month, day), {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[frequency]
    start = months_later(date(2010, 1, 1), offset)
    own = Period(start, months_later(start, months))
    first = calendar.previous(own, calendar.index(own, frequency) - 1)
    assert calendar.fiscal_year_start(own, frequency) == first.start
    assert calendar.index(first, frequency) == 1


@pytest.mark.parametrize(
    ("start", "end", "crosses"),
    [
        ("2025-12-20", "2026-01-10", True),
        ("2025-12-20", "2026-01-01", False),
        ("2026-01-01", "2026-01-10", False),
        ("2025-12-29", "2026-01-05", False),
    ],
)
def test_only_free_periods_can_hold_the_turn_of_the_year(start: str, end: str, crosses: bool) -> None:
    assert ORDINARY.crosses_year(period(start, end), "free") is crosses
    assert not LISTED.crosses_year(period("2025-12-29", "2026-01-26"), "free")
    assert not SIXTH_OF_APRIL.crosses_year(period("2026-04-01", "2026-05-01"), "month")


BEFORE = [
    (ORDINARY, ("2026-03-01", "2026-04-01"), 1, ("2026-02-01", "2026-03-01")),
    (ORDINARY, ("2026-03-01", "2026-04-01"), 3, ("2025-12-01", "2026-01-01")),
    (ORDINARY, ("2026-01-01", "2026-04-01"), 2, ("2025-07-01", "2025-10-01")),
    (ORDINARY, ("2026-07-01", "2027-01-01"), 1, ("2026-01-01", "2026-07-01")),
    (ORDINARY, ("2026-03-02", "2026-03-09"), 2, ("2026-02-16", "2026-02-23")),
    (ORDINARY, ("2026-03-05", "2026-03-15"), 1, ("2026-02-23", "2026-03-05")),
    (LISTED, ("2026-02-23", "2026-03-30"), 2, ("2025-12-29", "2026-01-26")),
    (WEEKS_OF_2026, ("2026-05-04", "2026-06-01"), 1, ("2026-03-30", "2026-05-04")),
]


@pytest.mark.parametrize(("calendar", "own", "n", "expected"), BEFORE)
def test_the_period_before(calendar: Calendar, own: tuple[str, str], n: int, expected: tuple[str, str]) -> None:
    assert calendar.previous(period(*own), n) == period(*expected)


@pytest.mark.parametrize(
    ("calendar", "own", "n"),
    [(LISTED, ("2025-12-29", "2026-01-26"), 2), (ORDINARY, ("0001-01-01", "0001-02-01"), 1)],
    ids=["list", "first year there is"],
)
def test_what_lies_before_the_calendar_is_refused(calendar: Calendar, own: tuple[str, str], n: int) -> None:
    with pytest.raises(CallRefused) as refused:
        calendar.previous(period(*own), n)
    assert [problem.code for problem in refused.value.problems] == ["calendar.too_short"]


@settings(max_examples=60)
@given(st.integers(0, 4000), st.sampled_from([1, 3, 6, 12]), st.integers(1, 30))
def test_periods_before_join_without_gaps(offset: int, months: int, n: int) -> None:
    start = date(2010, 1, 1) + timedelta(offset)
    start = start.replace(day=1)
    end = Period(start, start + timedelta(32 * months)).end.replace(day=1)
    own = Period(start, end)
    assert ORDINARY.previous(own, n).end == (own if n == 1 else ORDINARY.previous(own, n - 1)).start


NAMES = [
    (ORDINARY, "month", "2026-08-01", "2026-09-01", (31, 8, 3, 8)),
    (ORDINARY, "month", "2028-02-01", "2028-03-01", (29, 2, 1, 2)),
    (ORDINARY, "quarter", "2026-10-01", "2027-01-01", (92, 10, 4, 4)),
    (ORDINARY, "half_year", "2026-07-01", "2027-01-01", (184, 7, 3, 2)),
    (ORDINARY, "year", "2026-01-01", "2027-01-01", (365, 1, 1, 1)),
    (ORDINARY, "week", "2026-01-08", "2026-01-15", (7, 1, 1, 2)),
    (ORDINARY, "week", "2026-01-05", "2026-01-12", (7, 1, 1, 2)),
    (ORDINARY, "week", "2025-12-29", "2026-01-05", (7, 12, 1, 1)),
    (ORDINARY, "free", "2026-02-05", "2026-03-12", (35, 2, 1, 2)),
    (APRIL, "month", "2026-03-01", "2026-04-01", (31, 3, 4, 12)),
    (APRIL, "quarter", "2026-04-01", "2026-07-01", (91, 4, 1, 1)),
    (SIXTH_OF_APRIL, "month", "2026-05-01", "2026-06-01", (31, 5, 1, 1)),
    (WEEKS_OF_2026, "month", "2026-02-02", "2026-03-02", (28, 2, 1, 1)),
    (WEEKS_OF_2026, "month", "2026-03-30", "2026-05-04", (35, 4, 1, 3)),
    (WEEKS_OF_2026, "month", "2026-12-28", "2027-02-01", (35, 1, 4, 12)),
    (LISTED, "month", "2025-12-29", "2026-01-26", (28, 1, 1, 1)),
    (LISTED, "month", "2026-03-30", "2026-04-27", (28, 4, 2, 4)),
    (LISTED, "month", "2025-12-01", "2025-12-29", (28, 12, 4, 1)),
]


@pytest.mark.parametrize(("calendar", "frequency", "start", "end", "numbers"), NAMES)
def test_formulas_read_days_month_fiscal_quarter_and_the_number_in_the_fiscal_year(
    calendar: Calendar, frequency: str, start: str, end: str, numbers: tuple[int, ...]
) -> None:
    names = calendar.names(period(start, end), frequency)
    assert tuple(names) == PERIOD_NAMES
    assert tuple(names.values()) == numbers


def test_with_own_periods_only_they_fit() -> None:
    assert LISTED.fits(period("2025-12-29", "2026-01-26"), "month")
    assert not LISTED.fits(period("2026-02-01", "2026-03-01"), "month")
    assert ORDINARY.fits(period("2026-02-01", "2026-03-01"), "month")
    assert not ORDINARY.fits(period("2025-12-29", "2026-01-26"), "month")


def test_workdays_are_the_days_of_the_week_that_are_no_holiday() -> None:
    calendar = parse_calendar({"workdays": ["mon", "sat"], "holidays": ["2026-03-09"]})
    week = [date(2026, 3, 2) + timedelta(day) for day in range(14)]
    assert [day.day for day in week if calendar.is_worked(day)] == [2, 7, 14]
    assert [day.day for day in week if ORDINARY.is_worked(day)] == [2, 3, 4, 5, 6, 9, 10, 11, 12, 13]
