"""A correction of people who depend on each other: who is as booked keeps that result, and who changed is computed
against everybody as booked. What all would get if they were shared again is only counted."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rules import CallRefused, CompiledPlan, pool_variance
from service.runs.compute.evaluate import Around, Computed, Input, people_at_once, read_around, read_input
from service.runs.compute.frozen import Settled, evaluated_frozen, evaluated_part, wholes_by_chunks, with_booked
from service.runs.compute.outcome import cells_of, input_hash, inputs_of, outcome_of
from service.runs.compute.people import Member
from service.runs.compute.reader import Reader
from service.runs.compute.texts import sha256
from service.runs.compute.uncollected import uncollected
from service.runs.compute.world import World
from service.runs.repository.booked_people import BookedPerson, booked_people
from service.runs.repository.known_results import StoredResult
from service.runs.repository.replayable import shared_document
from service.runs.repository.running import RunningSlice
from service.runs.repository.slices import SliceOutcome
from service.work import Work


@dataclass(frozen=True, slots=True)
class Standing:
    """What a correction must leave as it is: everybody as booked, by participant, beside everybody as they are now, by
    the number of the slice."""

    reader: Reader
    world: World
    people: Mapping[int, BookedPerson]
    members: Mapping[int, Sequence[Member]]
    settled: Settled

    def kept(self, member: Member) -> StoredResult | None:
        """What was booked of somebody about whom nothing has changed; a blocked result is no pay that could stay."""
        person = self.people.get(member.number)
        if person is None or person.result.outcome == "blocked":
            return None
        is_same = (person.input, person.shared_hash) == (member.text, self.world.shared_hash)
        return person.result if is_same else None

    def beside(self, member: Member) -> Member:
        """A member with what was booked of the same person in the input document."""
        person = self.people.get(member.number)
        text = with_booked(member.text, None if person is None else person.input)
        return replace(member, text=text, own_hash=sha256(text))


def standing_of(reader: Reader, world: World, slices: Sequence[RunningSlice]) -> Standing | None:
    """What a run is computed against; None where everybody is computed together: in all runs but corrections, where the
    plan shares again or has inputs that people have from each other, and where nothing stands: nobody was booked by
    this version, or the call can be made for nobody now, so that all are blocked."""
    plan, compiled = world.plan, world.compiled
    if plan.corrects_id is None or compiled.plan.retro != "frozen" or compiled.inherited:
        return None
    people = reader.read(lambda work: {each.result.participant: each for each in booked_people(work.session, plan)})
    if all(each.result.outcome == "blocked" for each in people.values()):
        return None
    # All results of one run and plan were computed with the same call-level parts.
    [booked_hash] = {each.shared_hash for each in people.values()}
    around = reader.read(lambda work: _around(work, booked_hash))
    members = {slice_.number: reader.members(world, slice_) for slice_ in slices}
    try:
        chunks = [inputs_of(chunk) for chunk in members.values() if chunk]
        now = wholes_by_chunks(compiled, chunks, world.around, world.period)
    except CallRefused:
        return None
    then = list(_cut(compiled, [read_input(each.input) for each in people.values()]))
    booked = wholes_by_chunks(compiled, then, around, world.period)
    return Standing(reader, world, people, members, Settled(booked, now, booked_hash, around))


def against_booked(standing: Standing, slices: Sequence[RunningSlice], done: frozenset[int]) -> Iterator[SliceOutcome]:
    """The outcomes of the slices that are not `done`, each with the variance of its people."""
    text = standing.settled.text
    population = sha256(text)
    shared = {standing.world.shared_hash: standing.world.shared_text, population: text}
    for slice_ in slices:
        if slice_.number not in done:
            yield _outcome(standing, slice_, population, shared)


@uncollected()
def _outcome(standing: Standing, slice_: RunningSlice, population: str, shared: Mapping[str, str]) -> SliceOutcome:
    world, settled, chunk = standing.world, standing.settled, standing.members[slice_.number]
    kept = {each.number: result for each in chunk if (result := standing.kept(each)) is not None}
    changed = [standing.beside(each) for each in chunk if each.number not in kept]
    people = [read_input(each.text) for each in changed]
    found = evaluated_frozen(world.compiled, people, world.around, world.period, settled) if people else []
    hashes = {each.number: input_hash(each.own_hash, world.shared_hash, population) for each in changed}
    stored = standing.reader.stored(world, hashes)
    fresh = [
        (each.number, cells_of(world, each, hashes[each.number], population, result))
        for each, result in zip(changed, found, strict=True)
        if each.number not in stored
    ]
    outcome = outcome_of(slice_, fresh, {**kept, **stored}, shared if fresh else {})
    paid = dict(zip((each.number for each in changed), found, strict=True))
    return replace(outcome, pool_variance=_variance(standing, chunk, {**kept, **paid}))


def _variance(
    standing: Standing, chunk: Sequence[Member], paid: Mapping[int, Computed | StoredResult]
) -> dict[str, int]:
    """What sharing again for everybody would give these people, less what they are paid."""
    if not chunk:
        return {}
    world = standing.world
    again = evaluated_part(world.compiled, inputs_of(chunk), world.around, world.period, standing.settled.now)
    pairs = ((each, paid[member.number]) for member, each in zip(chunk, again, strict=True))
    return pool_variance(((new.currency, new.total_minor), (old.currency, old.total_minor)) for new, old in pairs)


def _around(work: Work, digest: str) -> Around:
    return read_around(json.loads(shared_document(work.session, digest), parse_float=Decimal))


def _cut(compiled: CompiledPlan, people: Sequence[Input]) -> Iterator[Sequence[Input]]:
    at_once = people_at_once(compiled)
    for first in range(0, len(people), at_once):
        yield people[first : first + at_once]
