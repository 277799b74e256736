"""The results of the last run of the same plan and period, and whose inputs may have changed since it was made."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from service.runs.repository.known_results import StoredResult
from service.runs.repository.running import Known, RunningPlan, known_at
from service.store.tables import Assignment, Attribute, Fact, FactSuperseded, Result, Run, RunEvent, RunPlan, RunResult

CHANGES_MAX: Final = 200_000
"""More new rows than this, and everybody is read anew: to find out whom they are about would take as long."""


@dataclass(frozen=True, slots=True)
class LastRun:
    """A finished run of the same plan for the same days, period and pay group: its number, the plan's number in it,
    and what was known then."""

    run_id: int
    plan_number: int
    known: Known


def last_run_of(session: Session, plan: RunningPlan) -> LastRun | None:
    """The last one before this run that knew the same facts to be complete; None where there is none."""
    finished = exists().where(col(RunEvent.run_id) == col(Run.id), col(RunEvent.to_state) == "finished")
    query: Select[*tuple[Any, ...]] = (
        select(col(Run.id), col(RunPlan.number), col(Run.knowledge_id))
        .join(RunPlan, col(RunPlan.run_id) == col(Run.id))
        .where(
            col(Run.period_id) == plan.period.id,
            col(Run.pay_group) == plan.pay_group,
            col(Run.kind).in_(("final", "correction")),
            col(Run.semantics) == plan.semantics,
            col(Run.id) < plan.run_id,
            col(RunPlan.plan_hash) == plan.plan_hash,
            col(RunPlan.start_day) == plan.start,
            col(RunPlan.end_day) == plan.end,
            finished,
        )
        .order_by(col(Run.id).desc())
        .limit(1)
    )
    row = session.connection().execute(query).one_or_none()
    if row is None:
        return None
    found = LastRun(row[0], row[1], known_at(session, row[2]))
    then, now = found.known, plan.known
    parts = ("fact_seq", "attribute_seq", "assignment_seq")
    is_before = all(getattr(then, part) <= getattr(now, part) for part in parts)
    return found if is_before and then.complete_seq == now.complete_seq else None


def changed_since(session: Session, last: LastRun, known: Known) -> frozenset[int] | None:
    """The participants about whom anything was said since; None where that is too much to look through."""
    found: set[int] = set()
    for numbers in _changes(last.known, known):
        for number in session.scalars(numbers.limit(CHANGES_MAX + 1)):
            found.add(int(number))
            if len(found) > CHANGES_MAX:
                return None
    return frozenset(found)


def results_of_last(
    session: Session, last: LastRun, shared_hash: str, people: tuple[int, int]
) -> dict[int, StoredResult]:
    """Its results of participants from first to last that read the same shared document, by participant."""
    query: Select[*tuple[Any, ...]] = (
        select(
            col(Result.id),
            col(Result.participant_id),
            col(Result.result_hash),
            col(Result.outcome),
            col(Result.total_minor),
            col(Result.currency),
        )
        .join(RunResult, col(RunResult.result_id) == col(Result.id))
        .where(
            col(RunResult.run_id) == last.run_id,
            col(RunResult.plan_number) == last.plan_number,
            col(RunResult.participant_id).between(*people),
            col(Result.shared_hash) == shared_hash,
        )
    )
    return {row[1]: StoredResult(*row) for row in session.connection().execute(query).all()}


def _changes(before: Known, now: Known) -> Iterator[Select[int]]:
    """Whom the rows between two moments are about. A correction may name somebody else than what it replaces."""
    yield select(col(Fact.participant_id)).distinct().where(_between(col(Fact.seq), before.fact_seq, now.fact_seq))
    yield (
        select(col(Fact.participant_id))
        .distinct()
        .join(FactSuperseded, col(FactSuperseded.seq) == col(Fact.seq))
        .where(_between(col(FactSuperseded.by_seq), before.fact_seq, now.fact_seq))
    )
    said = _between(col(Attribute.seq), before.attribute_seq, now.attribute_seq)
    yield select(col(Attribute.participant_id)).distinct().where(said)
    assigned = _between(col(Assignment.seq), before.assignment_seq, now.assignment_seq)
    yield select(col(Assignment.participant_id)).distinct().where(assigned)


def _between(seq: Mapped[Any], after: int, last: int) -> ColumnElement[bool]:
    return and_(seq > after, seq <= last)
