"""Runs that can be compared: those that are finished."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Select, exists, select
from sqlmodel import col

from service.store.tables import Booking, PayPeriod, PreviewResult, Result, Run, RunEvent, RunPlan, RunResult
from service.work import Work

_KEPT: Final = ("final", "correction")


@dataclass(frozen=True, slots=True)
class ComparedRun:
    """One of two runs. `start` and `end` are the period's days as YYYY-MM-DD, `end` is the day after the
    last. `is_booked` once two persons agreed that it counts as pay."""

    id: int
    kind: str
    semantics: int
    period_id: int
    calendar: str
    period: str
    start: str
    end: str
    pay_group: str
    is_booked: bool

    @property
    def is_kept(self) -> bool:
        """Whether its results are stored for good."""
        return self.kind in _KEPT

    @property
    def last_day(self) -> date:
        """The last day of the period: whose team somebody is in is asked as of then."""
        return date.fromisoformat(self.end) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Source:
    """Where the results of a run are: who, what, and the table with the content."""

    run: ColumnElement[int]
    plan: ColumnElement[int]
    participant: ColumnElement[int]
    content: type[Result] | type[PreviewResult]

    def query(self, *columns: Any) -> Select[Any]:
        """These columns of results, with the plan of the run beside each."""
        query: Select[Any] = select(*columns)
        if self.content is Result:
            query = query.select_from(RunResult).join(Result, col(Result.id) == col(RunResult.result_id))
        else:
            query = query.select_from(PreviewResult)
        return query.join(RunPlan, (col(RunPlan.run_id) == self.run) & (col(RunPlan.number) == self.plan))


def source_of(run: ComparedRun) -> Source:
    """Where the results of this run are."""
    if run.is_kept:
        return _source(RunResult, Result)
    return _source(PreviewResult, PreviewResult)


def _source(link: type[RunResult] | type[PreviewResult], content: type[Result] | type[PreviewResult]) -> Source:
    run, plan, participant = (
        cast("ColumnElement[int]", column) for column in (link.run_id, link.plan_number, link.participant_id)
    )
    return Source(run, plan, participant, content)


def finished_run(work: Work, number: int) -> ComparedRun | None:
    """A run that is finished; None for any other number."""
    query = (
        select(Run, PayPeriod, exists().where(col(Booking.run_id) == col(Run.id)))
        .join(PayPeriod, col(PayPeriod.id) == col(Run.period_id))
        .join(RunEvent, (col(RunEvent.run_id) == col(Run.id)) & (col(RunEvent.to_state) == "finished"))
        .where(col(Run.id) == number)
    )
    row = work.session.execute(query).one_or_none()
    if row is None:
        return None
    run, period, is_booked = row
    return ComparedRun(
        id=number,
        kind=run.kind,
        semantics=run.semantics,
        period_id=run.period_id,
        calendar=period.calendar_key,
        period=period.key,
        start=period.start_day,
        end=period.end_day,
        pay_group=run.pay_group,
        is_booked=is_booked,
    )
