"""Results as they are stored, one per participant, plan and run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Select, func, null, select, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col

from service.access.scopes import Reach
from service.participants.repository.reach import within_reach
from service.store.tables import Booking, PayPeriod, Person, PlanVersion, PreviewResult, Result, Run, RunPlan, RunResult
from service.work import Work

_KEPT: Final = ("final", "correction")


@dataclass(frozen=True, slots=True)
class StoredResult:
    """What a run computed for one participant by one plan. `document` is canonical JSON, `external_id` None for
    somebody who was erased, `total_minor` None where the outcome is blocked."""

    run_id: int
    plan_number: int
    participant_id: int
    external_id: str | None
    plan_key: str
    plan_version: int
    plan_hash: str
    input_hash: str
    facts_hash: str
    shared_hash: str
    population_hash: str | None
    result_hash: str
    semantics: int
    outcome: str
    total_minor: int | None
    currency: str
    document: str
    result_id: int | None
    """The stored content by number; None for previews and shadow runs."""


@dataclass(frozen=True, slots=True)
class ResultSearch:
    """Which results of a run: those within reach of `me` on a day, with this outcome, of this participant or plan."""

    reach: Reach
    me: int | None
    day: date
    outcome: str | None = None
    participant: str | None = None
    plan: str | None = None


@dataclass(frozen=True, slots=True)
class BookedResult:
    """A result that counts as pay, with the period of its booking."""

    period_id: int
    calendar: str
    period: str
    start: str
    end: str
    pay_group: str
    revision: int
    result: StoredResult


Place = tuple[int, int]
"""Plan number and participant: the order of the results of a run."""


def results_of_run(
    work: Work, run_id: int, after: Place | None, limit: int, search: ResultSearch | None = None
) -> list[StoredResult]:
    """The next so many results of a run after a place, in the order of plans and participants."""
    source = _source(work, run_id)
    query = _results(source).where(source.run == run_id)
    if after is not None:
        query = query.where(tuple_(source.plan, source.participant) > after)
    if search is not None:
        query = query.where(*_conditions(source, search))
    rows = work.session.connection().execute(query.order_by(source.plan, source.participant).limit(limit))
    return [StoredResult(*row) for row in rows]


def result_of(
    work: Work, run_id: int, plan_number: int, participant_id: int, search: ResultSearch | None = None
) -> StoredResult | None:
    """One result of a run, if there is one and it is within reach."""
    source = _source(work, run_id)
    query = _results(source).where(
        source.run == run_id, source.plan == plan_number, source.participant == participant_id
    )
    if search is not None:
        query = query.where(*_conditions(source, search))
    row = work.session.connection().execute(query).one_or_none()
    return None if row is None else StoredResult(*row)


def booked_results(work: Work, participant_id: int, calendar: str | None = None) -> list[BookedResult]:
    """What counts as the pay of a participant: the results of the newest final run that is booked for every period and
    pay group, in the order of periods; of one calendar, or of all. What corrections carry is not among them."""
    source = _kept()
    later = aliased(Booking)
    newest = select(func.max(col(later.revision))).where(
        col(later.period_id) == col(Booking.period_id),
        col(later.pay_group) == col(Booking.pay_group),
        col(later.kind) == "final",
    )
    period: list[Any] = [
        col(PayPeriod.id),
        col(PayPeriod.calendar_key),
        col(PayPeriod.key),
        col(PayPeriod.start_day),
        col(PayPeriod.end_day),
        col(Booking.pay_group),
        col(Booking.revision),
    ]
    query = (
        _results(source)
        .add_columns(*period)
        .join(Booking, col(Booking.run_id) == source.run)
        .join(PayPeriod, col(PayPeriod.id) == col(Booking.period_id))
        .where(source.participant == participant_id, col(Booking.revision) == newest.scalar_subquery())
        .order_by(col(PayPeriod.start_day), col(PayPeriod.id), source.run, source.plan)
    )
    if calendar is not None:
        query = query.where(col(PayPeriod.calendar_key) == calendar)
    return [_booked(tuple(row), len(period)) for row in work.session.connection().execute(query)]


def _booked(row: tuple[Any, ...], width: int) -> BookedResult:
    id_, calendar, period, start, end, pay_group, revision = row[-width:]
    result = StoredResult(*row[:-width])
    return BookedResult(id_, calendar, period, start, end, pay_group, revision, result)


@dataclass(frozen=True, slots=True)
class _Source:
    """Where results of a run are: who, what, and the rows with the content."""

    run: ColumnElement[int]
    plan: ColumnElement[int]
    participant: ColumnElement[int]
    content: type[Result] | type[PreviewResult]


def _kept() -> _Source:
    return _source_in(RunResult, Result)


def _source(work: Work, run_id: int) -> _Source:
    kind = work.session.scalars(select(col(Run.kind)).where(col(Run.id) == run_id)).one_or_none()
    return _kept() if kind in _KEPT else _source_in(PreviewResult, PreviewResult)


def _source_in(link: type[RunResult] | type[PreviewResult], content: type[Result] | type[PreviewResult]) -> _Source:
    run_id, plan, participant = (
        cast(ColumnElement[int], column) for column in (link.run_id, link.plan_number, link.participant_id)
    )
    return _Source(run_id, plan, participant, content)


def _results(source: _Source) -> Select[Any]:
    content = source.content
    is_kept = content is Result
    columns: list[Any] = [
        source.run,
        source.plan,
        source.participant,
        col(Person.external_id),
        col(RunPlan.plan_key),
        col(PlanVersion.number),
        col(content.plan_hash),
        col(content.input_hash),
        col(content.facts_hash),
        col(content.shared_hash),
        col(content.population_hash),
        col(content.result_hash),
        col(content.semantics),
        col(content.outcome),
        col(content.total_minor),
        col(content.currency),
        col(content.document),
        col(Result.id) if is_kept else _no_number(),
    ]
    query: Select[Any] = select(*columns)
    if is_kept:
        query = query.select_from(RunResult).join(Result, col(Result.id) == col(RunResult.result_id))
    else:
        query = query.select_from(PreviewResult)
    return (
        query.join(RunPlan, (col(RunPlan.run_id) == source.run) & (col(RunPlan.number) == source.plan))
        .join(PlanVersion, col(PlanVersion.id) == col(RunPlan.version_id))
        .join(Person, col(Person.participant_id) == source.participant, isouter=True)
    )


def _no_number() -> Any:
    return null().label("result_id")


def _conditions(source: _Source, search: ResultSearch) -> Sequence[ColumnElement[bool]]:
    conditions = [within_reach(source.participant, search.reach, search.me, search.day)]
    given = {
        col(source.content.outcome): search.outcome,
        col(Person.external_id): search.participant,
        col(RunPlan.plan_key): search.plan,
    }
    return conditions + [column == value for column, value in given.items() if value is not None]
