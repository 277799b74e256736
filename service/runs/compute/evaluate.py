"""From input documents to stored documents: the one way that runs and replays compute."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from rules import (
    CallRefused,
    CompiledPlan,
    Intake,
    Period,
    Problem,
    ResultBatch,
    StoredRow,
    Surroundings,
    Trace,
    calculate_chunks,
    read_participants,
    read_surroundings,
    refused_result,
    stored_rows,
    text_and_digest,
    trace_of,
)
from service.runs.compute.shared import Json

CELLS_AT_ONCE: Final = 400_000
"""Steps of a plan times people that are in memory at a time."""
_PEOPLE_MAX: Final = 5_000
_STORED_MAX: Final = 2**63
_TOO_LARGE: Final = Problem(
    "run.total_too_large", "/total", "the total has more than 18 digits, which cannot be stored; look at the facts"
)


@dataclass(frozen=True, slots=True)
class Input:
    """A participant object of a call, and what blocks it already; `booked` is the object that a correction of a plan
    whose people depend on each other finds booked of the same person."""

    participant: Json
    problems: Sequence[Problem] = ()
    booked: Json | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """What is stored of one participant's result. `total_minor` is in minor units of `currency`, what is paid."""

    text: str
    digest: str
    outcome: str
    total_minor: int | None
    currency: str


@dataclass(frozen=True, slots=True)
class Around:
    """The call-level parts, read; with `problems` no call can be made of them."""

    surroundings: Surroundings
    problems: tuple[Problem, ...] = ()


def read_around(shared: object) -> Around:
    """The call-level parts of a shared document."""
    assert isinstance(shared, dict)
    try:
        return Around(read_surroundings(shared))
    except CallRefused as refused:
        return Around(Surroundings(), refused.problems)


def read_input(text: str) -> Input:
    """The input of a stored document."""
    document: dict[str, Any] = json.loads(text, parse_float=Decimal)
    found = [Problem(each["code"], each["path"], each["message"]) for each in document.get("problems", ())]
    return Input(document["participant"], found, document.get("booked"))


def people_at_once(compiled: CompiledPlan) -> int:
    """How many people are computed and stored together: some thousands by an ordinary plan, few by an enormous one."""
    columns = len(compiled.order) + len(compiled.plan.inputs) + len(compiled.fact_keys)
    return min(max(CELLS_AT_ONCE // max(columns, 1), 1), _PEOPLE_MAX)


def evaluated(
    compiled: CompiledPlan, chunks: Iterable[Sequence[Input]], around: Around, period: Period
) -> Iterator[list[Computed]]:
    """The results of each chunk of people, in their order; what refuses the call blocks everybody. No chunk is empty.

    The chunks of a plan whose people depend on each other are one population.
    """
    if compiled.reads_others or compiled.inherited:
        yield from _evaluated(compiled, list(chunks), around, period)
    else:
        for chunk in chunks:
            yield from _evaluated(compiled, [chunk], around, period)


def explained(
    compiled: CompiledPlan, people: Sequence[Input], around: Around, period: Period, row: int
) -> Trace | None:
    """How the result of one of these people comes about; None where the call as a whole cannot be made."""
    if around.problems:
        return None
    try:
        [batch] = calculate_chunks(compiled, [intake_of(people, around)], period)
    except CallRefused:
        return None
    return trace_of(batch.sheet, row)


def _evaluated(
    compiled: CompiledPlan, chunks: Sequence[Sequence[Input]], around: Around, period: Period
) -> Iterator[list[Computed]]:
    try:
        if around.problems:
            raise CallRefused(around.problems)
        for batch in calculate_chunks(compiled, [intake_of(chunk, around) for chunk in chunks], period):
            yield computed_rows(batch)
    except CallRefused as refused:
        blocked = blocked_by(compiled, refused.problems)
        for chunk in chunks:
            yield [blocked] * len(chunk)


def intake_of(chunk: Sequence[Input], around: Around) -> Intake:
    """A chunk as the engine takes it in, with what blocks its people already."""
    intake = read_participants([each.participant for each in chunk], around.surroundings)
    for row, each in enumerate(chunk):
        if each.problems:
            intake.problems.setdefault(row, []).extend(each.problems)
    return intake


def computed_rows(batch: ResultBatch) -> list[Computed]:
    """What is stored of a chunk's people, in their order."""
    compiled = batch.sheet.compiled
    return [_computed(compiled, stored) for stored in stored_rows(batch)]


def blocked_by(compiled: CompiledPlan, problems: Sequence[Problem]) -> Computed:
    """What is stored of everybody where the call as a whole is refused."""
    return _blocked(problems, compiled.plan.currency)


def _computed(compiled: CompiledPlan, stored: StoredRow) -> Computed:
    if stored.outcome == "blocked":
        return Computed(stored.text, stored.digest, "blocked", None, compiled.plan.currency)
    if abs(stored.total_minor) >= _STORED_MAX:
        return _blocked([_TOO_LARGE], stored.currency)
    return Computed(*stored)


def _blocked(problems: Sequence[Problem], currency: str) -> Computed:
    text, digest = text_and_digest(refused_result(problems))
    return Computed(text, digest, "blocked", None, currency)
