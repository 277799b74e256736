"""Periods: half-open intervals of days [start, end), and what formulas may read of them."""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache

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
        return months is None or (self.start.day == 1 and self.end == months_later(self.start, months))


PERIOD_NAMES = ("period.days", "period.month", "period.quarter", "period.index")
"""What formulas read of a period that is the same for everybody."""

FORCE_NAMES = ("period.days_in_force", "period.tenure")
"""What formulas read of a period that depends on when a person was in the plan."""


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
    days = {name: read_day(value.get(name), f"{path}/{name}", problems) for name in ("start", "end")}
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


def read_day(value: object, path: str, problems: list[Problem], code: str = "period.date") -> date | None:
    """A day written as YYYY-MM-DD; None and a problem of this code where it is no such day."""
    day = _written_day(value) if isinstance(value, str) and _DAY.fullmatch(value) else None
    if day is None:
        problems.append(Problem(code, path, "write the day as YYYY-MM-DD"))
    return day


@lru_cache(maxsize=4096)
def _written_day(text: str) -> date | None:
    """Cached, as the people of one call share most of their days; only texts of the right form get here."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def months_later(day: date, months: int) -> date:
    """The first day of the month so many months after that of `day`; ValueError before the first year there is."""
    month = day.month - 1 + months
    year = day.year + month // 12
    return date(year, month % 12 + 1, 1) if year <= MAXYEAR else day - timedelta(1)
