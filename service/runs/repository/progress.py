"""Runs as they are shown: what they are about and how far they are, for many runs in a fixed number of statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlmodel import col

from rules import add_amounts
from service.files.exact_json import loads
from service.store.tables import Booking, Knowledge, PayPeriod, PlanVersion, Run, RunChunk, RunEvent, RunPlan, RunSlice
from service.work import Work


@dataclass(frozen=True, slots=True)
class RunHead:
    """What a run is about; `is_booked` once two persons agreed that it counts as pay."""

    id: int
    kind: str
    calendar: str
    period: str
    start: str
    end: str
    pay_group: str
    corrects_id: int | None
    knowledge_id: int
    known_at: datetime
    semantics: int
    engine: str
    by_id: int
    at: datetime
    is_booked: bool


@dataclass(frozen=True, slots=True)
class PlanOfRun:
    """A plan version of a run, on its days in force within the period."""

    number: int
    key: str
    version: int
    plan_hash: str
    start: str
    end: str


@dataclass(slots=True)
class Progress:
    """How far a run is: people in all and done, what came of them, and what is paid in minor units by currency."""

    people: int = 0
    done: int = 0
    paid: int = 0
    zero: int = 0
    blocked: int = 0
    reused: int = 0
    last_at: datetime | None = None
    totals: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunSearch:
    """Which runs are wanted."""

    calendar: str | None = None
    period: str | None = None
    pay_group: str | None = None
    kind: str | None = None
    state: str | None = None


def heads_before(work: Work, search: RunSearch, before: int | None, limit: int) -> list[RunHead]:
    """Runs that fit, the newest first, those with numbers below `before` only."""
    wanted = [] if before is None else [col(Run.id) < before]
    query = _heads().where(*wanted, *_conditions(search)).order_by(col(Run.id).desc()).limit(limit)
    return [RunHead(*row) for row in work.session.connection().execute(query)]


def head_of(work: Work, run_id: int) -> RunHead | None:
    """The run of this number, if there is one."""
    row = work.session.connection().execute(_heads().where(col(Run.id) == run_id)).one_or_none()
    return None if row is None else RunHead(*row)


def plans_of_runs(work: Work, run_ids: Sequence[int]) -> dict[int, list[PlanOfRun]]:
    """The plans of these runs, in the order of their numbers, by run."""
    query: Select[*tuple[Any, ...]] = (
        select(
            col(RunPlan.run_id),
            col(RunPlan.number),
            col(RunPlan.plan_key),
            col(PlanVersion.number),
            col(RunPlan.plan_hash),
            col(RunPlan.start_day),
            col(RunPlan.end_day),
        )
        .join(PlanVersion, col(PlanVersion.id) == col(RunPlan.version_id))
        .where(col(RunPlan.run_id).in_(run_ids))
        .order_by(col(RunPlan.run_id), col(RunPlan.number))
    )
    found: dict[int, list[PlanOfRun]] = {run_id: [] for run_id in run_ids}
    for run_id, *plan in work.session.connection().execute(query):
        found[run_id].append(PlanOfRun(*plan))
    return found


def progress_of_runs(work: Work, run_ids: Sequence[int]) -> dict[int, Progress]:
    """How far these runs are, by run."""
    found = {run_id: Progress() for run_id in run_ids}
    planned = select(col(RunSlice.run_id), func.sum(RunSlice.people)).where(col(RunSlice.run_id).in_(run_ids))
    for run_id, people in work.session.connection().execute(planned.group_by(col(RunSlice.run_id))):
        found[run_id].people = int(people)
    for row in work.session.connection().execute(_stored(run_ids)):
        progress = found[row.run_id]
        progress.done = int(row.done)
        progress.paid, progress.zero, progress.blocked = int(row.paid), int(row.zero), int(row.blocked)
        progress.reused, progress.last_at = int(row.reused), row.last_at
    for run_id, totals in _totals(work, run_ids):
        found[run_id].totals = add_amounts([*found[run_id].totals.items(), *totals.items()])
    return found


def _stored(run_ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    chunk = RunChunk
    query: Select[*tuple[Any, ...]] = (
        select(
            col(chunk.run_id),
            func.sum(chunk.paid + chunk.zero + chunk.blocked).label("done"),
            func.sum(chunk.paid).label("paid"),
            func.sum(chunk.zero).label("zero"),
            func.sum(chunk.blocked).label("blocked"),
            func.sum(chunk.reused).label("reused"),
            func.max(chunk.at).label("last_at"),
        )
        .where(col(chunk.run_id).in_(run_ids))
        .group_by(col(chunk.run_id))
    )
    return query


def _totals(work: Work, run_ids: Sequence[int]) -> Iterable[tuple[int, dict[str, int]]]:
    """What each slice pays, by currency."""
    query = select(col(RunChunk.run_id), col(RunChunk.totals)).where(col(RunChunk.run_id).in_(run_ids))
    for run_id, totals in work.session.connection().execute(query):
        yield run_id, cast(dict[str, int], loads(totals.encode()))


def _heads() -> Select[*tuple[Any, ...]]:
    booked = exists().where(col(Booking.run_id) == col(Run.id))
    return (
        select(
            col(Run.id),
            col(Run.kind),
            col(PayPeriod.calendar_key),
            col(PayPeriod.key),
            col(PayPeriod.start_day),
            col(PayPeriod.end_day),
            col(Run.pay_group),
            col(Run.corrects_id),
            col(Knowledge.id),
            col(Knowledge.at),
            col(Run.semantics),
            col(Run.engine),
            col(Run.by_id),
            col(Run.at),
            booked,
        )
        .join(PayPeriod, col(PayPeriod.id) == col(Run.period_id))
        .join(Knowledge, col(Knowledge.id) == col(Run.knowledge_id))
    )


def _conditions(search: RunSearch) -> list[ColumnElement[bool]]:
    given = {
        col(PayPeriod.calendar_key): search.calendar,
        col(PayPeriod.key): search.period,
        col(Run.pay_group): search.pay_group,
        col(Run.kind): search.kind,
    }
    conditions: list[ColumnElement[bool]] = [column == value for column, value in given.items() if value is not None]
    if search.state is not None:
        state = select(col(RunEvent.to_state)).where(col(RunEvent.run_id) == col(Run.id))
        conditions.append(state.order_by(col(RunEvent.number).desc()).limit(1).scalar_subquery() == search.state)
    return conditions
