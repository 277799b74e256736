"""Stored results computed again from the stored texts alone: plan, shared document and inputs."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import Final, Literal

from rules import SEMANTICS, CompiledPlan, Period, Trace, compile_plan, parse_period, parse_plan, result_digest
from service.runs.compute.differences import Difference, differences
from service.runs.compute.evaluate import Around, Computed, Input, evaluated, explained, read_around, read_input
from service.runs.compute.frozen import Settled, evaluated_frozen, explained_frozen, read_settled
from service.runs.compute.outcome import input_hash
from service.runs.compute.shared import Json
from service.runs.compute.texts import sha256
from service.runs.repository.replayable import (
    Replayable,
    inputs_of_population,
    plan_document,
    replayables,
    shared_document,
)
from service.store.database import Database
from service.work import Actor, Work, reading

PAGE: Final = 1_000
Verdict = Literal["identical", "differs", "semantics_retired"]


@dataclass(frozen=True, slots=True)
class Replay:
    """What became of one result when it was computed again: it is the same, or where it differs, or this engine does
    not compute by the meaning that it was computed by any more."""

    participant: int
    verdict: Verdict
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanOfRun:
    """A plan of a run, by its number there."""

    run_id: int
    number: int


@dataclass(frozen=True, slots=True)
class _Call:
    """The call that results came from: its people, where each result's person is among them, and what of the stored
    texts is not what their hashes say."""

    compiled: CompiledPlan
    around: Around
    period: Period
    people: Sequence[Input]
    places: Sequence[int]
    broken: Sequence[Sequence[Difference]]
    settled: Settled | None = None

    def computed(self, people: Sequence[Input]) -> list[Computed]:
        """The results of these people."""
        if self.settled is not None:
            return evaluated_frozen(self.compiled, people, self.around, self.period, self.settled)
        [computed] = evaluated(self.compiled, [people], self.around, self.period)
        return computed

    def explained(self, place: int) -> Trace | None:
        """How the result of one of the people comes about."""
        if self.settled is not None:
            return explained_frozen(self.compiled, self.people[place:], self.around, self.period, self.settled)
        return explained(self.compiled, self.people, self.around, self.period, place)


def replay(
    database: Database, actor: Actor, plan: PlanOfRun, *, first: int = 0, last: int | None = None
) -> Iterator[Replay]:
    """The results of one plan of a run, of the participants from `first` to `last` (both included), computed again.

    Reads the stored results, their plan and their shared documents, and no other table. Raises PlanRefused where this
    engine does not take the plan any more.
    """
    while True:
        rows = _rows(database, actor, plan, (first, last), PAGE)
        for _, alike in groupby(rows, lambda row: (row.plan_hash, row.shared_hash, row.population_hash, row.semantics)):
            yield from _replayed(database, actor, plan, list(alike))
        if len(rows) < PAGE:
            return
        first = rows[-1].participant + 1


def explain(database: Database, actor: Actor, plan: PlanOfRun, participant: int) -> tuple[Replay, Trace | None] | None:
    """How a stored result came about, by computing it again, and whether what comes out is what is stored.

    None for a result that there is not. There is no trace where the call as a whole could not be made, or where the
    meaning of the result is retired.
    """
    rows = _rows(database, actor, plan, (participant, participant), 1)
    if not rows:
        return None
    [found] = _replayed(database, actor, plan, rows)
    if found.verdict == "semantics_retired":
        return found, None
    call = reading(database, actor, partial(_call, plan=plan, rows=rows))
    return found, call.explained(call.places[0])


def recomputed(
    database: Database, actor: Actor, plan: PlanOfRun, participant: int, change: Callable[[Json], Json]
) -> Computed | None:
    """What a stored result would be if its person's input were another one; None where it cannot be computed again."""
    rows = _rows(database, actor, plan, (participant, participant), 1)
    if not rows or rows[0].semantics != SEMANTICS:
        return None
    call = reading(database, actor, partial(_call, plan=plan, rows=rows))
    people, place = list(call.people), call.places[0]
    people[place] = replace(people[place], participant=change(people[place].participant))
    return call.computed(people)[place]


def _rows(
    database: Database, actor: Actor, plan: PlanOfRun, people: tuple[int, int | None], limit: int
) -> list[Replayable]:
    def read(work: Work) -> list[Replayable]:
        return replayables(work.session, (plan.run_id, plan.number), people, limit)

    return reading(database, actor, read)


def _replayed(database: Database, actor: Actor, plan: PlanOfRun, rows: Sequence[Replayable]) -> Iterator[Replay]:
    """Results of one plan, shared document and population."""
    if rows[0].semantics != SEMANTICS:
        yield from (Replay(row.participant, "semantics_retired") for row in rows)
        return
    call = reading(database, actor, partial(_call, plan=plan, rows=rows))
    computed = call.computed(call.people)
    for row, place, broken in zip(rows, call.places, call.broken, strict=True):
        found = [*broken, *_compared(row, computed[place])]
        yield Replay(row.participant, "differs" if found else "identical", tuple(found))


def _compared(row: Replayable, computed: Computed) -> Iterator[Difference]:
    """What was stored against what comes out: hash, document, and the document against its hash."""
    if row.result_hash == computed.digest == result_digest(row.document):
        return
    stored, new = (json.loads(text, parse_float=Decimal) for text in (row.document, computed.text))
    yield from differences(stored, new)
    if row.result_hash != computed.digest:
        yield Difference("/hashes/result", row.result_hash, computed.digest)


def _call(work: Work, *, plan: PlanOfRun, rows: Sequence[Replayable]) -> _Call:
    one, session = rows[0], work.session
    document = json.loads(plan_document(session, one.plan_hash), parse_float=Decimal)
    shared = shared_document(session, one.shared_hash)
    period = json.loads(one.input, parse_float=Decimal)["period"]
    texts, places, listed, settled = [row.input for row in rows], list(range(len(rows))), shared, None
    if one.population_hash is not None:
        listed = shared_document(session, one.population_hash)
        population = json.loads(listed, parse_float=Decimal)
        if isinstance(population, dict):
            then = json.loads(shared_document(session, population["shared"]), parse_float=Decimal)
            settled = read_settled(population, read_around(then))
        else:
            numbers = [number for number, _ in population]
            texts = list(inputs_of_population(session, (plan.run_id, plan.number), one, numbers))
            places = [numbers.index(row.participant) for row in rows]
    shared_hashes = (one.shared_hash, sha256(shared)), (one.population_hash or one.shared_hash, sha256(listed))
    broken = [Difference("/hashes/shared", said, found) for said, found in shared_hashes if said != found]
    return _Call(
        compile_plan(parse_plan(document)),
        read_around(json.loads(shared, parse_float=Decimal)),
        parse_period(period),
        [read_input(text) for text in texts],
        places,
        [[*broken, *_broken_input(row)] for row in rows],
        settled,
    )


def _broken_input(row: Replayable) -> Iterator[Difference]:
    """Whether the stored input is the one that its hash says."""
    found = input_hash(sha256(row.input), row.shared_hash, row.population_hash)
    if found != row.input_hash:
        yield Difference("/hashes/input", row.input_hash, found)
