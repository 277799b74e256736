"""A calendar: fiscal years, workdays, holidays and, where the company has its own, the periods one by one."""

from dataclasses import dataclass
from datetime import MINYEAR, date, timedelta

from rules.period import DAYS_OF_WEEK, Period, months_later
from rules.problems import CallRefused, Problem

WORKDAYS = frozenset(range(5))
"""Monday to Friday, as `date.weekday` counts."""

_MONTHS_IN = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_MONTHS_OF_YEAR = 12
_MONTHS_OF_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Calendar:
    """`fiscal_month` and `fiscal_day` are the day on which a fiscal year starts; `holidays` are not worked.

    `periods` are the company's own, each beginning where the one before ends; empty: whole months, weeks and so on.
    `year_start` is the exact first day of the one fiscal year that they make up, None where `fiscal_month` decides.
    """

    fiscal_month: int = 1
    fiscal_day: int = 1
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[int] = WORKDAYS
    periods: tuple[Period, ...] = ()
    year_start: date | None = None

    def fits(self, period: Period, frequency: str) -> bool:
        """Whether the period is one of the calendar, or without own periods one whole unit of the frequency."""
        return period in self.periods if self.periods else period.fits(frequency)

    def fiscal_year_start(self, period: Period, frequency: str) -> date:
        """The first day of the fiscal year that the period belongs to, which is the first day of a period of it.

        A period belongs to the year that holds its first day, or where it crosses months (weeks, own periods) its
        middle one; where a period crosses the turn the next one starts with the first period after it, so that no day
        belongs to two years. Free periods are not known one by one: their year starts on the day itself.
        """
        if self.year_start is not None:
            return self.year_start
        nominal = self._nominal_start(self._counted_day(period))
        if self.periods:
            return next((own.start for own in self.periods if self._counted_day(own) >= nominal), nominal)
        if period.days == DAYS_OF_WEEK:
            weeks = (self._counted_day(period) - nominal).days // DAYS_OF_WEEK
            return period.start - timedelta(weeks * DAYS_OF_WEEK)
        months = _MONTHS_IN.get(frequency)
        if months is None:
            return nominal
        return months_later(period.start, -(self._months_since_start(period) // months) * months)

    def crosses_year(self, period: Period, frequency: str) -> bool:
        """Whether a fiscal year starts inside a free period, so that nothing says which year its days belong to."""
        if self.periods or frequency in _MONTHS_IN or period.days == DAYS_OF_WEEK:
            return False
        return self._nominal_start(period.end - timedelta(1)) > period.start

    def previous(self, period: Period, n: int = 1) -> Period:
        """The period `n` before this one: by the list of own periods, by whole months, else by its length in days.

        Raises CallRefused where the calendar's list, or the calendar itself, does not reach back so far.
        """
        if self.periods:
            place = self._place(period)
            if place < n:
                raise CallRefused([_too_short("the periods of the calendar do not reach back that far; list more")])
            return self.periods[place - n]
        try:
            return _earlier(period, n)
        except (ValueError, OverflowError):
            raise CallRefused([_too_short("no day lies that far back; look back over fewer periods")]) from None

    def periods_since(self, period: Period, day: date) -> int | None:
        """How many whole periods lie between the one that holds the day and this one; 0 from this period on.

        None where the calendar's list does not reach back to the day.
        """
        if day >= period.start:
            return 0
        if self.periods:
            holding = next((place for place, own in enumerate(self.periods) if own.start <= day < own.end), None)
            return None if holding is None else self._place(period) - holding
        if period.start.day == 1 and period.end.day == 1:
            return -(-_months_between(day, period.start) // _months_between(period.start, period.end))
        return -(-(period.start - day).days // period.days)

    def index(self, period: Period, frequency: str) -> int:
        """The number of the period in its fiscal year, from 1."""
        start = self.fiscal_year_start(period, frequency)
        if self.periods:
            return self._place(period) - next(i for i, own in enumerate(self.periods) if own.start >= start) + 1
        months = _MONTHS_IN.get(frequency)
        if months is not None:
            return self._months_since_start(period) // months + 1
        return (period.start - start).days // max(period.days, 1) + 1

    def names(self, period: Period, frequency: str) -> dict[str, int]:
        """The names of the period that are the same for everybody: its days, month, fiscal quarter and number."""
        return {
            "period.days": period.days,
            "period.month": self._counted_day(period).month if self.periods else period.start.month,
            "period.quarter": self._months_since_start(period) // _MONTHS_OF_QUARTER + 1,
            "period.index": self.index(period, frequency),
        }

    def is_worked(self, day: date) -> bool:
        """Whether the day is a workday and no holiday."""
        return day.weekday() in self.workdays and day not in self.holidays

    def _place(self, period: Period) -> int:
        return self.periods.index(period)

    def _counted_day(self, period: Period) -> date:
        """The day that says which year and month a period belongs to: the middle one where periods cross months."""
        if self.periods or period.days == DAYS_OF_WEEK:
            return period.start + timedelta((period.days - 1) // 2)
        return period.start

    def _nominal_start(self, day: date) -> date:
        this_year = date(day.year, self.fiscal_month, self.fiscal_day)
        if day >= this_year or day.year == MINYEAR:
            return min(this_year, day)
        return date(day.year - 1, self.fiscal_month, self.fiscal_day)

    def _months_since_start(self, period: Period) -> int:
        """Whole months from the start of the fiscal year to the period's counted day."""
        day = self._counted_day(period)
        nominal = self.year_start if self.year_start is not None else self._nominal_start(day)
        if self.year_start is not None:
            # Twelve periods of 4 or 5 weeks stand for the months, three of them for a quarter.
            return self._place(period)
        return _months_between(nominal, day) - (day.day < nominal.day)


def _earlier(period: Period, n: int) -> Period:
    if period.start.day == 1 and period.end.day == 1:
        months = _months_between(period.start, period.end)
        return Period(months_later(period.start, -months * n), months_later(period.end, -months * n))
    length = timedelta(period.days * n)
    return Period(period.start - length, period.end - length)


def _months_between(first: date, second: date) -> int:
    return (second.year - first.year) * _MONTHS_OF_YEAR + second.month - first.month


def _too_short(message: str) -> Problem:
    return Problem("calendar.too_short", "/calendar", message)
