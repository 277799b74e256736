"""Four ways to count days: by hand, and the law that the parts add up to the whole."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import Basis, Calendar, Counting, left_of, parse_calendar

CALENDAR = parse_calendar({"holidays": ["2026-05-01", "2026-05-02", "2026-12-25"]})
DAYS = st.dates(date(2023, 12, 1), date(2028, 3, 31))


def counted(basis: Basis, start: str, end: str, calendar: Calendar = CALENDAR) -> Fraction:
    return Counting(basis, calendar).counted([(date.fromisoformat(start), date.fromisoformat(end))])


@pytest.mark.parametrize(
    ("basis", "start", "end", "expected"),
    [
        ("calendar_days", "2026-03-01", "2026-04-01", "31"),
        ("calendar_days", "2026-03-10", "2026-04-01", "22"),
        ("working_days", "2026-03-01", "2026-04-01", "22"),
        ("working_days", "2026-05-01", "2026-06-01", "20"),
        ("working_days", "2026-05-02", "2026-05-04", "0"),
        ("working_days", "2026-03-02", "2026-03-07", "5"),
        ("months", "2026-03-01", "2026-04-01", "1"),
        ("months", "2026-01-01", "2027-01-01", "12"),
        ("months", "2026-03-10", "2026-04-01", "22/31"),
        ("months", "2026-02-15", "2026-03-11", "14/28 + 10/31"),
        ("thirtieths", "2026-02-01", "2026-03-01", "30"),
        ("thirtieths", "2026-01-01", "2027-01-01", "360"),
        ("thirtieths", "2026-03-10", "2026-04-01", "21"),
        ("thirtieths", "2026-02-28", "2026-03-01", "3"),
        ("thirtieths", "2026-03-30", "2026-03-31", "0"),
        ("thirtieths", "2026-03-31", "2026-04-01", "1"),
    ],
)
def test_counts(basis: Basis, start: str, end: str, expected: str) -> None:
    assert counted(basis, start, end) == sum(Fraction(part) for part in expected.split(" + "))


def test_the_week_of_the_company_counts() -> None:
    assert counted("working_days", "2026-03-02", "2026-03-09", parse_calendar({"workdays": ["sat", "sun"]})) == 2


@pytest.mark.parametrize("basis", get_args(Basis))
@given(days=st.lists(DAYS, min_size=2, max_size=6, unique=True))
def test_the_parts_add_up_to_the_whole(basis: Basis, days: list[date]) -> None:
    counting, ordered = Counting(basis, CALENDAR), sorted(days)
    parts = [counting.counted([span]) for span in pairwise(ordered)]
    assert sum(parts) == counting.counted([(ordered[0], ordered[-1])])
    assert min(parts) >= 0


@given(DAYS, st.integers(0, 400))
def test_workdays_are_those_counted_one_by_one(start: date, length: int) -> None:
    days = [start + timedelta(day) for day in range(length)]
    span = (start, start + timedelta(length))
    assert Counting("working_days", CALENDAR).counted([span]) == sum(CALENDAR.is_worked(day) for day in days)


@given(DAYS, st.integers(1, 60), st.lists(st.tuples(DAYS, st.integers(1, 60)), max_size=5))
def test_days_taken_out_count_once_however_they_overlap(
    start: date, length: int, absences: list[tuple[date, int]]
) -> None:
    span = (start, start + timedelta(length))
    taken = [(first, first + timedelta(days)) for first, days in absences]
    left = left_of(span, taken)
    days = [start + timedelta(day) for day in range(length)]
    free = [day for day in days if not any(first <= day < after for first, after in taken)]
    assert [day for day in days if any(first <= day < after for first, after in left)] == free
    assert all(first < after for first, after in left)


def test_the_last_month_there_is_can_be_counted() -> None:
    assert counted("months", "9999-12-01", "9999-12-31") == Fraction(30, 31)
    assert counted("working_days", "0001-01-01", "0001-01-08") == 5
