"""Periods as people write them: `2026-03`, `2026-Q1`, `2026-H1`, `2026`, `2026-W10`, `2026-03-01..2026-04-01`."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from rules import CallRefused, Period, Problem, parse_period

FORMS = "2026-03, 2026-Q1, 2026-H1, 2026, 2026-W10 or 2026-03-01..2026-04-01 (the last day is not in it)"
_MONTHS = 12


def period_of(text: str) -> Period:
    """The period that a text means; raises CallRefused for every other text."""
    for pattern, days in _FORMS.items():
        found = pattern.fullmatch(text)
        if found is not None:
            try:
                start, end = days(found)
            except (ValueError, OverflowError):
                break
            return parse_period({"start": start, "end": end}, "")
    raise CallRefused([Problem("period.unknown_form", "", f"not a period; write {FORMS}")])


def _months(year: str, first: int, count: int) -> tuple[str, str]:
    after = first - 1 + count
    end = date(int(year) + after // _MONTHS, after % _MONTHS + 1, 1)
    return date(int(year), first, 1).isoformat(), end.isoformat()


def _week(found: re.Match[str]) -> tuple[str, str]:
    start = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    return start.isoformat(), (start + timedelta(days=7)).isoformat()


_FORMS: dict[re.Pattern[str], Callable[[re.Match[str]], tuple[str, str]]] = {
    re.compile(r"([0-9]{4})-([0-9]{2})"): lambda found: _months(found[1], int(found[2]), 1),
    re.compile(r"([0-9]{4})-Q([1-4])"): lambda found: _months(found[1], int(found[2]) * 3 - 2, 3),
    re.compile(r"([0-9]{4})-H([12])"): lambda found: _months(found[1], int(found[2]) * 6 - 5, 6),
    re.compile(r"([0-9]{4})"): lambda found: _months(found[1], 1, 12),
    re.compile(r"([0-9]{4})-W([0-9]{2})"): _week,
    re.compile(r"([0-9-]{10})\.\.([0-9-]{10})"): lambda found: (found[1], found[2]),
}
