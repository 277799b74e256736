"""The calendar of a call: JSON in, a `Calendar` or every problem out."""

import re
from collections.abc import Mapping
from datetime import MAXYEAR, date, timedelta
from itertools import pairwise
from typing import Any

from rules.calendar.calendar import WORKDAYS, Calendar
from rules.period import DAYS_OF_WEEK, Period, parse_period, read_day
from rules.problems import CallRefused, Problem, pointer

CALENDAR_KEYS = ("fiscal_year_start", "holidays", "workdays", "periods", "pattern", "year_start", "weeks")
PATTERNS = {"4-4-5": (4, 4, 5), "4-5-4": (4, 5, 4), "5-4-4": (5, 4, 4)}
"""Weeks of the three periods of a quarter."""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_YEARS_OF_WEEKS = {"52": 52, "53": 53}
QUARTERS = 4
_LEAP_YEAR = 2000
_MONTH_AND_DAY = re.compile(r"([0-9]{2})-([0-9]{2})", re.ASCII)


def parse_calendar(value: object, path: str = "/calendar") -> Calendar:
    """A call's `calendar`; absent parts are the ordinary ones. Raises CallRefused with every finding."""
    if value is None:
        return Calendar()
    if not isinstance(value, dict):
        message = 'a calendar is an object such as {"fiscal_year_start": "04-01", "holidays": ["2026-05-01"]}'
        raise CallRefused([Problem("calendar.shape", path, message)])
    reader = _Reader(value, path)
    calendar = reader.calendar()
    if reader.problems:
        raise CallRefused(reader.problems)
    return calendar


def parse_fiscal_start(given: object, path: str) -> tuple[int, int]:
    """The month and day on which every fiscal year starts, from "04-01"; raises CallRefused."""
    found = _MONTH_AND_DAY.fullmatch(given) if isinstance(given, str) else None
    month, day = (int(found[1]), int(found[2])) if found else (0, 0)
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        day = 0
    if day == 0 or (month, day) == (2, 29):
        message = 'write the day on which every fiscal year starts as month and day, such as "04-01"'
        raise CallRefused([Problem("calendar.fiscal_year_start", path, message)])
    return month, day


class _Reader:
    """Reads one part after the other; what is wrong is collected, and the ordinary part stands in for it."""

    def __init__(self, given: Mapping[str, Any], path: str) -> None:
        self.given = given
        self.path = path
        self.problems: list[Problem] = []

    def calendar(self) -> Calendar:
        for key in self.given:
            if key not in CALENDAR_KEYS:
                message = f"a calendar has {', '.join(CALENDAR_KEYS)}"
                self.problems.append(Problem("calendar.unknown_key", self.path + pointer(key), message))
        month, day = self._fiscal_start()
        year_start, periods = self._periods()
        return Calendar(month, day, self._holidays(), self._workdays(), periods, year_start)

    def _fiscal_start(self) -> tuple[int, int]:
        given = self.given.get("fiscal_year_start")
        if given is None:
            return 1, 1
        try:
            return parse_fiscal_start(given, self.path + "/fiscal_year_start")
        except CallRefused as refused:
            self.problems += refused.problems
            return 1, 1

    def _holidays(self) -> frozenset[date]:
        given = self._list("holidays", 'holidays are a list of days such as ["2026-05-01"]')
        days = [
            read_day(day, self.path + pointer("holidays", index), self.problems, "calendar.date")
            for index, day in enumerate(given)
        ]
        return frozenset(day for day in days if day is not None)

    def _workdays(self) -> frozenset[int]:
        if self.given.get("workdays") is None:
            return WORKDAYS
        given = self._list("workdays", "")
        known = [day for day in given if isinstance(day, str) and day in DAYS]
        if not given or known != given or len(set(known)) < len(known):
            message = f"workdays are a list of at least one of {', '.join(DAYS)}, each once"
            self._problem("calendar.workdays", "workdays", message)
        return frozenset(DAYS.index(day) for day in known)

    def _periods(self) -> tuple[date | None, tuple[Period, ...]]:
        if self.given.get("pattern") is not None:
            return self._pattern()
        for key in ("year_start", "weeks"):
            if self.given.get(key) is not None:
                self._problem("calendar.pattern", key, 'this belongs to a pattern; add "pattern": "4-4-5"')
        given = self._list("periods", 'periods are a list such as [{"start": "2026-01-01", "end": "2026-02-01"}]')
        periods = []
        for index, part in enumerate(given):
            try:
                periods.append(parse_period(part, self.path + pointer("periods", index)))
            except CallRefused as refused:
                self.problems += refused.problems
        if len(periods) == len(given):
            for index, (before, after) in enumerate(pairwise(periods), start=1):
                if after.start != before.end:
                    message = "each period begins where the one before ends; put them in order, without gaps"
                    self._problem("calendar.periods", f"periods/{index}", message)
        return None, tuple(periods)

    def _pattern(self) -> tuple[date | None, tuple[Period, ...]]:
        for key in ("periods", "fiscal_year_start"):
            if self.given.get(key) is not None:
                message = "a pattern makes the periods of the year that begins on year_start; leave this out"
                self._problem("calendar.pattern", key, message)
        weeks = PATTERNS.get(self.given["pattern"]) if isinstance(self.given["pattern"], str) else None
        if weeks is None:
            self._problem("calendar.pattern", "pattern", f"the patterns are {', '.join(PATTERNS)}")
        total = _YEARS_OF_WEEKS.get(str(self.given.get("weeks", "52")))
        if total is None:
            self._problem(
                "calendar.pattern", "weeks", "a fiscal year has 52 or 53 weeks; the 53rd is in its last period"
            )
        if self.given.get("year_start") is None:
            self._problem("calendar.pattern", "year_start", "give the first day of the fiscal year, such as 2026-02-01")
            return None, ()
        start = read_day(self.given["year_start"], self.path + "/year_start", self.problems, "calendar.date")
        if start is None or weeks is None or total is None:
            return None, ()
        if start.year == MAXYEAR:
            self._problem("calendar.date", "year_start", "write a year before 9999")
            return None, ()
        lengths = list(weeks) * QUARTERS
        lengths[-1] += total - sum(lengths)
        periods = []
        day = start
        for length in lengths:
            periods.append(Period(day, day + timedelta(length * DAYS_OF_WEEK)))
            day = periods[-1].end
        return start, tuple(periods)

    def _list(self, key: str, message: str) -> list[Any]:
        given = self.given.get(key)
        if given is None or isinstance(given, list):
            return given or []
        if message:
            self._problem("calendar.shape", key, message)
        return []

    def _problem(self, code: str, key: str, message: str) -> None:
        self.problems.append(Problem(code, f"{self.path}/{key}", message))
