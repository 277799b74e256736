"""The slices of a run: planned once, then ticked off one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, exists, select
from sqlmodel import col

from service.runs.repository.running import RunningSlice
from service.store.tables import RunChunk, RunSlice, RunStage
from service.work import Work


@dataclass(frozen=True, slots=True)
class PlannedSlice:
    """The members of a plan from `first_id` to `last_id` (both included), and how many they are."""

    number: int
    plan_number: int
    first_id: int
    last_id: int
    people: int


def add_slices(work: Work, run_id: int, slices: Iterable[PlannedSlice]) -> None:
    """What a run consists of."""
    work.add_many(
        RunSlice,
        [
            {
                "run_id": run_id,
                "number": each.number,
                "plan_number": each.plan_number,
                "first_id": each.first_id,
                "last_id": each.last_id,
                "people": each.people,
            }
            for each in slices
        ],
    )


def has_slices(work: Work, run_id: int) -> bool:
    """Whether a run was cut into slices."""
    query = select(col(RunSlice.number)).where(col(RunSlice.run_id) == run_id).limit(1)
    return work.session.scalars(query).one_or_none() is not None


def unfinished_plan(work: Work, run_id: int) -> int | None:
    """The first plan of a run, by number, of which not all slices are stored."""
    is_there = exists().where(
        col(RunChunk.run_id) == col(RunSlice.run_id), col(RunChunk.number) == col(RunSlice.number)
    )
    query = select(col(RunSlice.plan_number)).where(col(RunSlice.run_id) == run_id, ~is_there)
    return work.session.scalars(query.order_by(col(RunSlice.number)).limit(1)).one_or_none()


def slices_of_plan(work: Work, run_id: int, plan_number: int) -> tuple[list[RunningSlice], frozenset[int]]:
    """The slices of one plan of a run in their order, and the numbers of those that are stored."""
    stored = col(RunChunk.number)
    query: Select[*tuple[Any, ...]] = (
        select(col(RunSlice.number), col(RunSlice.first_id), col(RunSlice.last_id), stored)
        .join(RunChunk, (col(RunChunk.run_id) == run_id) & (stored == col(RunSlice.number)), isouter=True)
        .where(col(RunSlice.run_id) == run_id, col(RunSlice.plan_number) == plan_number)
        .order_by(col(RunSlice.number))
    )
    rows = work.session.connection().execute(query).all()
    slices = [RunningSlice(number, first_id, last_id) for number, first_id, last_id, _ in rows]
    return slices, frozenset(number for *_, number in rows if number is not None)


def is_stored(work: Work, run_id: int, number: int) -> bool:
    """Whether a slice is stored."""
    return work.session.get(RunChunk, (run_id, number)) is not None


def digests_of(work: Work, run_id: int) -> list[tuple[int, str]]:
    """Number and digest of every stored slice, in their order."""
    query = select(col(RunChunk.number), col(RunChunk.digest)).where(col(RunChunk.run_id) == run_id)
    rows = work.session.connection().execute(query.order_by(col(RunChunk.number)))
    return [(number, digest) for number, digest in rows]


def forget_stages(work: Work, run_id: int) -> None:
    """Throw away what slices gave to each other: the run has ended."""
    work.session.connection().execute(delete(RunStage).where(col(RunStage.run_id) == run_id))
