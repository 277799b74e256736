"""How long a stretch of days is, by four conventions; what is counted of parts always adds up to the whole."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Literal

from rules.calendar.calendar import Calendar
from rules.period import DAYS_OF_WEEK, months_later

Basis = Literal["calendar_days", "working_days", "months", "thirtieths"]
"""What is counted."""

Span = tuple[date, date]
"""From the first day to the day after the last one."""

_MONTHS = 12
_DAYS_OF_MONTH = 30
_DECEMBER = 12
_LAST_DAY = 31


@dataclass(frozen=True)
class Counting:
    """Counts days by one convention and one calendar.

    Every day has a position, and a span counts the difference of the positions of its ends: what is counted of the
    parts of a span adds up to what is counted of the whole, whatever the convention.

    - calendar_days: every day is 1.
    - working_days: every workday that is no holiday is 1.
    - months: a whole calendar month is 1, a part of it its days over the days of that month.
    - thirtieths: every month has 30 days (30E/360: the 31st counts as the 30th).
    """

    basis: Basis
    calendar: Calendar

    def counted(self, spans: Iterable[Span]) -> Fraction:
        """What all these spans count; they must not overlap."""
        return Fraction(sum((self._position(end) - self._position(start) for start, end in spans), 0))

    @cached_property
    def _positions(self) -> dict[date, Fraction | int]:
        """Positions that were asked for: the people of one call share most of their days."""
        return {}

    def _position(self, day: date) -> Fraction | int:
        known = self._positions.get(day)
        if known is None:
            known = self._positions[day] = self._counted_before(day)
        return known

    def _counted_before(self, day: date) -> Fraction | int:
        match self.basis:
            case "calendar_days":
                return day.toordinal()
            case "working_days":
                return self._workdays_before(day)
            case "months":
                return day.year * _MONTHS + day.month + Fraction(day.day - 1, _days_of_month(day))
        return (day.year * _MONTHS + day.month) * _DAYS_OF_MONTH + min(day.day, _DAYS_OF_MONTH)

    def _workdays_before(self, day: date) -> int:
        # 1 January of year 1, the first day there is, was a Monday.
        weeks, rest = divmod(day.toordinal() - 1, DAYS_OF_WEEK)
        workdays = self.calendar.workdays
        worked = weeks * len(workdays) + sum(1 for weekday in range(rest) if weekday in workdays)
        return worked - bisect_left(self._holidays_on_workdays, day)

    @cached_property
    def _holidays_on_workdays(self) -> list[date]:
        return sorted(day for day in self.calendar.holidays if day.weekday() in self.calendar.workdays)


def _days_of_month(day: date) -> int:
    first = day.replace(day=1)
    # The last month that dates know has no next one.
    return _LAST_DAY if first.month == _DECEMBER else (months_later(first, 1) - first).days


def left_of(span: Span, taken: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of a span when others, which may overlap, are taken out of it; in order."""
    left: list[Span] = []
    start, end = span
    for first, after in sorted(taken):
        if first >= end:
            break
        if first > start:
            left.append((start, first))
        start = max(start, after)
    if start < end:
        left.append((start, end))
    return tuple(left)


def common(span: Span, others: Iterable[Span]) -> list[Span]:
    """What a span shares with others that do not overlap each other."""
    ends = [(max(span[0], start), min(span[1], end)) for start, end in others]
    return [(start, end) for start, end in ends if start < end]


def next_day(day: date) -> date:
    """The day after; the last day there is stays."""
    return day if day == date.max else day + timedelta(1)
