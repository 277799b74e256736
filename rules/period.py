"""Periods: half-open intervals of days [start, end), and what formulas may read of them."""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from rules.problems import CallRefused, Problem

DAYS_OF_WEEK = 7
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` (included) to `end` (excluded)."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Calendar days in the period."""
        return (self.end - self.start).days

    def fits(self, frequency: str) -> bool:
        """Whether the period is one whole week, month, quarter, half-year or year; `free` takes any length."""
        if frequency == "week":
            return self.days == DAYS_OF_WEEK
        months = _MONTHS.get(frequency)
        return months is None or (self.start.day == 1 and self.end == _months_later(self.start, months))

    def names(self, frequency: str) -> dict[str, int]:
        """The names formulas read: days, days in force, month and quarter of the start, and its number in the year."""
        month = self.start.month
        quarter = (month - 1) // 3 + 1
        index = {"month": month, "quarter": quarter, "half_year": (month - 1) // 6 + 1, "year": 1}.get(frequency)
        if index is None:
            index = (self.start - date(self.start.year, 1, 1)).days // max(self.days, 1) + 1
        return {
            "period.days": self.days,
            "period.days_in_force": self.days,
            "period.month": month,
            "period.quarter": quarter,
            "period.index": index,
        }


PERIOD_NAMES = ("period.days", "period.days_in_force", "period.month", "period.quarter", "period.index")


def parse_period(value: object, path: str = "/period") -> Period:
    """`{"start": "2026-03-01", "end": "2026-04-01"}` as a period; raises CallRefused with every finding."""
    if not isinstance(value, dict):
        raise CallRefused(
            [Problem("period.shape", path, 'write the period as {"start": "2026-03-01", "end": "2026-04-01"}')]
        )
    problems: list[Problem] = []
    for key in value:
        if key not in ("start", "end"):
            problems.append(Problem("period.unknown_key", f"{path}/{key}", "a period has only start and end"))
    days = {name: _day(value.get(name), f"{path}/{name}", problems) for name in ("start", "end")}
    start, end = days["start"], days["end"]
    if start is not None and end is not None and end <= start:
        problems.append(
            Problem(
                "period.empty",
                path,
                "end must lie after start; end is the first day that is not in the period",
            )
        )
    if problems or start is None or end is None:
        raise CallRefused(problems)
    return Period(start, end)


def _day(value: object, path: str, problems: list[Problem]) -> date | None:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    problems.append(Problem("period.date", path, "write the day as YYYY-MM-DD"))
    return None


def _months_later(day: date, months: int) -> date:
    month = day.month - 1 + months
    year = day.year + month // 12
    return date(year, month % 12 + 1, 1) if year <= MAXYEAR else day - timedelta(1)
