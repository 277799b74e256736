"""Stored results with everything that they were computed from: texts by their hashes, and nothing else."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, select
from sqlmodel import Session, col

from service.store.tables import PlanVersion, PreviewResult, Result, RunResult, SharedInput

_AT_ONCE: Final = 500


class Replayable(NamedTuple):
    """A stored result: what it was computed from, by text or hash, and what came out."""

    participant: int
    plan_hash: str
    input_hash: str
    semantics: int
    shared_hash: str
    population_hash: str | None
    result_hash: str
    input: str
    document: str


def replayables(
    session: Session, place: tuple[int, int], people: tuple[int, int | None], limit: int
) -> list[Replayable]:
    """The results of one plan of a run (its number and the plan's in it), ascending by participant; of `people` from
    the first number to the last (None: to the end)."""
    first, last = people
    run_id, plan_number = place
    for table in (RunResult, PreviewResult):
        number = col(table.participant_id)
        query = _columns(table).where(
            col(table.run_id) == run_id, col(table.plan_number) == plan_number, number >= first
        )
        if last is not None:
            query = query.where(number <= last)
        rows = session.connection().execute(query.order_by(number).limit(limit)).all()
        if rows:
            return [Replayable(*row) for row in rows]
    return []


def inputs_of_population(
    session: Session, plan: tuple[int, int], one: Replayable, participants: Sequence[int]
) -> Iterator[str]:
    """The stored inputs of all people of a population, ascending by participant, given one of their results."""
    run_id, plan_number = plan
    for place in range(0, len(participants), _AT_ONCE):
        part = list(participants[place : place + _AT_ONCE])
        kept: Select[*tuple[Any, ...]] = select(col(Result.input)).where(
            col(Result.participant_id).in_(part),
            col(Result.plan_hash) == one.plan_hash,
            col(Result.semantics) == one.semantics,
            col(Result.population_hash) == one.population_hash,
        )
        found = list(session.scalars(kept.order_by(col(Result.participant_id))))
        if not found:
            previewed = select(col(PreviewResult.input)).where(
                col(PreviewResult.run_id) == run_id,
                col(PreviewResult.plan_number) == plan_number,
                col(PreviewResult.participant_id).in_(part),
            )
            found = list(session.scalars(previewed.order_by(col(PreviewResult.participant_id))))
        yield from found


def plan_document(session: Session, plan_hash: str) -> str:
    """The text of a plan by its hash."""
    query = select(col(PlanVersion.document)).where(col(PlanVersion.content_hash) == plan_hash)
    return session.scalars(query.order_by(col(PlanVersion.id)).limit(1)).one()


def shared_document(session: Session, shared_hash: str) -> str:
    """The text of a shared document by its hash."""
    return session.get_one(SharedInput, shared_hash).document


def _columns(table: type[RunResult] | type[PreviewResult]) -> Select[*tuple[Any, ...]]:
    content = Result if table is RunResult else PreviewResult
    query: Select[*tuple[Any, ...]] = select(
        col(table.participant_id),
        col(content.plan_hash),
        col(content.input_hash),
        col(content.semantics),
        col(content.shared_hash),
        col(content.population_hash),
        col(content.result_hash),
        col(content.input),
        col(content.document),
    )
    return query.join(Result, col(Result.id) == col(RunResult.result_id)) if table is RunResult else query
