"""Facts over other periods: which of the observations of earlier periods a window looks at.

History is `prior.facts`: observations with their days. A single value, or observations without a day, are those of the
period just before.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rules.calendar import Calendar
from rules.facts.moments import is_day
from rules.facts.raw import Raw
from rules.facts.revisions import ROW_ID, ObservationRefused, which_count
from rules.period import Period
from rules.plan import LastPeriods, WindowFact
from rules.problems import CallRefused, Problem, pointer

_SINGLE = frozenset({"count", "distinct", "avg", "median"})
"""What cannot be worked out any more when only the result of one period is known."""


class _Unusable(Exception):
    """Earlier observations that cannot be placed in time; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Lookback:
    """The days from `start` up to `end`, the first day of the period; `adds_now`: this period's observations too.

    `take` joins the observations (None: they are rows), `one_period` says that the window is the period just before.
    """

    key: str
    of: str
    take: str | None
    start: date
    end: date
    last_day: date
    adds_now: bool
    one_period: bool

    def cell(self, own: Raw, now: Raw, earlier: Raw, *, needs_history: bool) -> Raw:
        """One person's observations inside the window, or the problem that there are none to look at.

        `own` was sent under the window's own key and is its value already; `now` is this period's fact and `earlier`
        what was sent of it in `prior.facts`. `needs_history` is false for who was not in the plan before.
        """
        if own is not None:
            return own if self._is_value(own) else self._not_a_value()
        if self.adds_now and now is None:
            message = f"no value of {self.of} was received for this period, so {self.key} has none; send it"
            return Problem("fact.missing", pointer("facts", self.of), message)
        if earlier is None and needs_history and self.start < self.end:
            return self._no_history()
        try:
            return self._joined(now, earlier)
        except _Unusable as unusable:
            return unusable.problem

    def _joined(self, now: Raw, earlier: Raw) -> Raw:
        if isinstance(earlier, Problem):
            return earlier
        if self.adds_now and isinstance(now, Problem):
            return now
        if self.one_period and self._is_value(earlier):
            return earlier
        before = self._listed(earlier, self.end - timedelta(1))
        here = self._listed(now, self.last_day) if self.adds_now else []
        # A correction may have moved an observation into the window or out of it, so corrections come first.
        try:
            path = pointer("facts", self.key) if self.adds_now else self._place
            counts = which_count([*before, *here], path, ROW_ID if self.take is None else "source_id")
        except ObservationRefused as refused:
            return refused.problem
        inside = [self._is_inside(seen) for seen in before] + [True] * len(here)
        return [seen for seen, *both in zip([*before, *here], counts, inside, strict=True) if all(both)]

    def _is_inside(self, seen: Any) -> bool:
        """Whether an earlier observation lies in the window; without a day it is of the period just before."""
        day = seen.get("date") if isinstance(seen, dict) else None
        if day is None:
            return self.start < self.end
        if not is_day(day):
            message = "write the date of an observation as YYYY-MM-DD"
            raise _Unusable(Problem("fact.date", self._place, message))
        if day >= self.end.isoformat():
            message = "an observation of earlier periods is dated in this one or later; send it under facts"
            raise _Unusable(Problem("fact.not_prior", self._place, message))
        return bool(day >= self.start.isoformat())

    def _listed(self, raw: Raw, day: date) -> list[Any]:
        """A list as it is; a single value as the observation of its period's last day."""
        if raw is None:
            return []
        if isinstance(raw, list):
            return raw
        if self.take is None:
            raise _Unusable(Problem("fact.rows_shape", self._place, "send a list of rows, each with its fields"))
        if self.take in _SINGLE:
            message = f"{self.key} takes the {self.take} over several periods, so send the observations one by one"
            raise _Unusable(Problem("fact.window_single", self._place, message))
        return [{"value": raw, "date": day.isoformat()}]

    def _is_value(self, raw: Raw) -> bool:
        return self.take is not None and raw is not None and not isinstance(raw, list)

    def _not_a_value(self) -> Problem:
        message = f"{self.key} looks back by itself: send the observations of {self.of}, or its one result"
        return Problem("fact.window_value", pointer("facts", self.key), message)

    def _no_history(self) -> Problem:
        message = (
            f"{self.key} looks back at {self.of}; send its observations from {self.start.isoformat()} to before "
            f"{self.end.isoformat()} in prior.facts, each with its date ([] if there were none)"
        )
        return Problem("fact.missing", self._place, message)

    @property
    def _place(self) -> str:
        return pointer("prior", "facts", self.of)


def lookback(
    key: str, fact: WindowFact, take: str | None, calendar: Calendar, period: Period, *, frequency: str
) -> Lookback:
    """The days a window covers in this period; raises CallRefused where the calendar does not reach back so far.

    So does a fiscal year that turns inside a free period: its days would be counted in both years, or in none.
    """
    year = fact.window == "year_to_date"
    if year and calendar.crosses_year(period, frequency):
        message = (
            f"{key} counts the fiscal year, and a year starts inside this period; end the period before that day, or "
            "list the periods in the calendar"
        )
        raise CallRefused([Problem("calendar.year_inside_period", "/period", message)])
    periods = fact.window.last if isinstance(fact.window, LastPeriods) else 1
    start = calendar.fiscal_year_start(period, frequency) if year else calendar.previous(period, periods).start
    last_day = period.end - timedelta(1)
    return Lookback(key, fact.of, take, start, period.start, last_day, year, fact.window == "previous")


def of_previous(raw: Raw, of: str, take: str | None, calendar: Calendar, period: Period) -> Raw:
    """Of an earlier fact what was observed in the period just before; `take` as of a `Lookback`."""
    if not isinstance(raw, list) or not any(isinstance(seen, dict) and seen.get("date") is not None for seen in raw):
        return raw
    one = Lookback(of, of, take, calendar.previous(period).start, period.start, period.start, False, True)
    return one.cell(None, None, raw, needs_history=True)
