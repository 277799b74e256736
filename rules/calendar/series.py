"""The periods of a company, year after year: every day belongs to exactly one, and each has a key of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rules.calendar.parse import PATTERNS, QUARTERS
from rules.period import DAYS_OF_WEEK, Period, months_later
from rules.problems import CallRefused, Problem

Frequency = Literal["week", "month", "quarter", "half_year", "year"]
Pattern = Literal["4-4-5", "4-5-4", "5-4-4"]
YearBegins = Literal["nearest", "on_or_after", "on_or_before"]
"""Where a year of whole weeks begins, seen from the day on which fiscal years start."""

YearNamed = Literal["start", "end"]
"""Whether a fiscal year has the name of the calendar year in which it starts, or in which it ends."""

PERIODS_MAX = 2000
"""Periods of one answer: weeks of 38 years."""

_YEARS = range(1900, 9990)
_MONTHS_OF_YEAR = 12
_MONTHS: dict[Frequency, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_LETTERS: dict[Frequency, str] = {"month": "P", "quarter": "Q", "half_year": "H"}


@dataclass(frozen=True, slots=True)
class NamedPeriod:
    """A period and its key: `2026-03`, `2026-Q1`, `2026-W14`, or of a fiscal year `FY2026-P03`."""

    key: str
    period: Period


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """How a company divides time.

    `fiscal_start` is the month and day on which fiscal years start. Whole months are counted from there; weeks, and
    the months and quarters of a `pattern` of weeks, from the `week_start` (0 is Monday) that `year_begins` says.
    Such a year has 52 or 53 weeks; the 53rd is in the last period of its pattern.
    """

    frequency: Frequency
    fiscal_start: tuple[int, int] = (1, 1)
    pattern: Pattern | None = None
    week_start: int = 0
    year_begins: YearBegins = "nearest"
    year_named: YearNamed = "start"

    def __post_init__(self) -> None:
        if self.pattern is not None and self.frequency == "week":
            message = "A pattern groups weeks into months; for periods of single weeks leave it out."
            raise CallRefused([Problem("calendar.pattern", "/pattern", message)])
        if not self.of_weeks and self.fiscal_start[1] != 1:
            message = "Whole months start on day 01; fiscal years that start on another day need weeks or a pattern."
            raise CallRefused([Problem("calendar.fiscal_year_start", "/fiscal_year_start", message)])

    @property
    def of_weeks(self) -> bool:
        """Whether periods are made of weeks, not of calendar months."""
        return self.pattern is not None or self.frequency == "week"

    def year_start(self, year: int) -> date:
        """The first day of the fiscal year that starts, by the calendar or next to it, in this year."""
        nominal = date(year, *self.fiscal_start)
        if not self.of_weeks:
            return nominal
        before = nominal - timedelta((nominal.weekday() - self.week_start) % DAYS_OF_WEEK)
        after = before if before == nominal else before + timedelta(DAYS_OF_WEEK)
        if self.year_begins == "nearest":
            return before if nominal - before < after - nominal else after
        return after if self.year_begins == "on_or_after" else before

    def periods_of_year(self, year: int) -> tuple[NamedPeriod, ...]:
        """The periods of that fiscal year, one after the other."""
        ends = list(self._ends(self.year_start(year), self.year_start(year + 1)))
        starts = [self.year_start(year), *ends[:-1]]
        return tuple(
            NamedPeriod(self._key(year, number, start), Period(start, end))
            for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1)
        )

    def _ends(self, start: date, after: date) -> Iterator[date]:
        if self.frequency == "week":
            for week in range(1, (after - start).days // DAYS_OF_WEEK + 1):
                yield start + timedelta(week * DAYS_OF_WEEK)
            return
        months = _MONTHS[self.frequency]
        if self.pattern is None:
            for month in range(months, _MONTHS_OF_YEAR + 1, months):
                yield months_later(start, month)
            return
        weeks = PATTERNS[self.pattern] * QUARTERS
        for month in range(months, _MONTHS_OF_YEAR, months):
            yield start + timedelta(sum(weeks[:month]) * DAYS_OF_WEEK)
        yield after

    def _key(self, year: int, number: int, start: date) -> str:
        if self.frequency == "month" and self.pattern is None:
            return f"{start:%Y-%m}"
        is_fiscal = self.pattern is not None or self.fiscal_start != (1, 1)
        name = f"FY{self._name(year)}" if is_fiscal else str(year)
        if self.frequency == "year":
            return name
        return f"{name}-W{number:02}" if self.frequency == "week" else f"{name}-{self._numbered(number)}"

    def _numbered(self, number: int) -> str:
        letter = _LETTERS[self.frequency]
        return f"{letter}{number:02}" if letter == "P" else f"{letter}{number}"

    def _name(self, year: int) -> int:
        last_day = date(year + 1, *self.fiscal_start) - timedelta(1)
        return last_day.year if self.year_named == "end" else year


def periods_between(rule: PeriodRule, start: date, until: date) -> tuple[NamedPeriod, ...]:
    """Every period that holds a day from `start` to the day before `until`, in order and without gaps.

    CallRefused for an empty span, years out of range, or more than `PERIODS_MAX` periods.
    """
    if until <= start:
        raise CallRefused([Problem("period.empty", "/until", "until must lie after from; it is not included")])
    if start.year not in _YEARS or until.year not in _YEARS:
        message = f"periods are made for the years {_YEARS.start} to {_YEARS.stop - 1}"
        raise CallRefused([Problem("period.out_of_range", "/from" if start.year not in _YEARS else "/until", message)])
    found: list[NamedPeriod] = []
    for year in range(start.year - 1, until.year + 2):
        found += [own for own in rule.periods_of_year(year) if own.period.end > start and own.period.start < until]
        if len(found) > PERIODS_MAX:
            message = f"these are more than {PERIODS_MAX} periods; make those that are needed soon"
            raise CallRefused([Problem("period.too_many", "/until", message)])
    return tuple(found)
