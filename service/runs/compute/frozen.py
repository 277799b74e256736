"""Corrections of plans whose people depend on each other: pots, factors and ranks stay as they were booked."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rules import (
    CallRefused,
    CompiledPlan,
    Intake,
    Period,
    Trace,
    Wholes,
    barriers,
    calculate_frozen,
    calculate_part,
    parts_after,
    read_whole,
    trace_of,
    whole_document,
    wholes_of,
)
from service.runs.compute.evaluate import Around, Computed, Input, blocked_by, computed_rows, intake_of
from service.runs.compute.shared import Json
from service.runs.compute.texts import canonical


@dataclass(frozen=True, slots=True)
class Settled:
    """What people who changed are computed against: everybody as booked, with the call-level parts of then, and
    everybody now, which counts where nothing was settled when it was booked."""

    booked: Wholes
    now: Wholes
    booked_hash: str
    around: Around

    @property
    def text(self) -> str:
        """As a document; the call-level parts are named by their hash."""
        booked, now = ([[whole_document(one) for one in stage] for stage in each] for each in (self.booked, self.now))
        return canonical({"booked": booked, "now": now, "shared": self.booked_hash})


def read_settled(document: Mapping[str, Any], around: Around) -> Settled:
    """What such a document says; `around` are the call-level parts that it names."""
    booked, now = ([[read_whole(one) for one in stage] for stage in document[name]] for name in ("booked", "now"))
    return Settled(booked, now, document["shared"], around)


def wholes_by_chunks(
    compiled: CompiledPlan, chunks: Sequence[Sequence[Input]], around: Around, period: Period
) -> Wholes:
    """What all people together give, stage by stage. Raises CallRefused."""
    if around.problems:
        raise CallRefused(around.problems)
    found: list[Sequence[Any]] = []
    for _ in range(barriers(compiled)):
        parts = [parts_after(compiled, intake_of(chunk, around), period, found) for chunk in chunks]
        found.append(wholes_of(parts))
    return found


def evaluated_part(
    compiled: CompiledPlan, chunk: Sequence[Input], around: Around, period: Period, wholes: Wholes
) -> list[Computed]:
    """The results of one chunk of a population whose wholes are known."""
    batch = calculate_part(compiled, intake_of(chunk, around), period, wholes)
    return computed_rows(batch)


def evaluated_frozen(
    compiled: CompiledPlan, people: Sequence[Input], around: Around, period: Period, settled: Settled
) -> list[Computed]:
    """The results of people who changed, against what was booked."""
    try:
        if around.problems:
            raise CallRefused(around.problems)
        batch = calculate_frozen(compiled, _intakes(people, around, settled), period, (settled.booked, settled.now))
    except CallRefused as refused:
        return [blocked_by(compiled, refused.problems)] * len(people)
    return computed_rows(batch)


def explained_frozen(
    compiled: CompiledPlan, people: Sequence[Input], around: Around, period: Period, settled: Settled
) -> Trace | None:
    """How the result of the first of these people comes about; None where the call as a whole cannot be made."""
    if around.problems:
        return None
    try:
        batch = calculate_frozen(compiled, _intakes(people[:1], around, settled), period, (settled.booked, settled.now))
    except CallRefused:
        return None
    return trace_of(batch.sheet, 0)


def with_booked(text: str, booked: str | None) -> str:
    """The document of somebody's input, with what was booked of the same person beside it."""
    document: Json = json.loads(text, parse_float=Decimal)
    if booked is not None:
        document["booked"] = json.loads(booked, parse_float=Decimal)["participant"]
    return canonical(document)


def _intakes(people: Sequence[Input], around: Around, settled: Settled) -> tuple[Intake, Intake | None]:
    was = list(_booked(people))
    return intake_of(people, around), intake_of(was, settled.around) if was else None


def _booked(people: Sequence[Input]) -> Iterator[Input]:
    return (Input(each.booked) for each in people if each.booked is not None)
