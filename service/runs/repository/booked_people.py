"""The people of a plan as they were booked: from the run that a correction corrects."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlmodel import Session, col

from service.runs.repository.known_results import StoredResult
from service.runs.repository.running import RunningPlan
from service.store.tables import Result, RunPlan, RunResult


class BookedPerson(NamedTuple):
    """A booked result with its input, and the hash of the call-level parts it was computed with."""

    result: StoredResult
    input: str
    shared_hash: str


def booked_people(session: Session, plan: RunningPlan) -> Iterator[BookedPerson]:
    """Everybody who was booked by the same version for the same days, ascending by participant."""
    query: Select[*tuple[Any, ...]] = (
        select(
            col(Result.id),
            col(Result.participant_id),
            col(Result.result_hash),
            col(Result.outcome),
            col(Result.total_minor),
            col(Result.currency),
            col(Result.input),
            col(Result.shared_hash),
        )
        .join(RunResult, col(RunResult.result_id) == col(Result.id))
        .join(
            RunPlan,
            (col(RunPlan.run_id) == col(RunResult.run_id)) & (col(RunPlan.number) == col(RunResult.plan_number)),
        )
        .where(
            col(RunResult.run_id) == plan.corrects_id,
            col(RunPlan.plan_hash) == plan.plan_hash,
            col(RunPlan.start_day) == plan.start,
            col(RunPlan.end_day) == plan.end,
            col(Result.semantics) == plan.semantics,
        )
        .order_by(col(Result.participant_id))
    )
    for *cells, text, shared_hash in session.connection().execute(query):
        yield BookedPerson(StoredResult(*cells), text, shared_hash)
