"""The slices of a plan of a run, computed one after the other: read, evaluated, and compared with what is stored."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from service.runs.compute.evaluate import Computed, Input, evaluated
from service.runs.compute.people import Member, members_with_inputs
from service.runs.compute.texts import canonical, sha256
from service.runs.compute.uncollected import uncollected
from service.runs.compute.world import COMPANY, World, world_of
from service.runs.repository.known_members import members_of
from service.runs.repository.known_results import StoredResult, stored_results
from service.runs.repository.running import RunningPlan, RunningSlice
from service.runs.repository.slices import SliceOutcome
from service.runs.repository.unchanged import LastRun, changed_since, last_run_of, results_of_last
from service.store.bulk import Cell
from service.store.database import Database
from service.work import Actor, Work, reading


@dataclass(frozen=True, slots=True)
class _Unchanged:
    """The last run of the same plan, and who may have changed since."""

    last: LastRun
    changed: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads in short transactions, one per slice, so that nothing is held while it computes."""

    database: Database
    actor: Actor

    def world(self, plan: RunningPlan, company: str) -> World:
        return reading(self.database, self.actor, lambda work: world_of(work, plan, company))

    def unchanged(self, world: World) -> _Unchanged | None:
        """What spares reading people again whose results are stored; None where results of others are read too."""
        if not world.plan.is_kept or world.wanted.reads_prior:
            return None

        def find(work: Work) -> _Unchanged | None:
            last = last_run_of(work.session, world.plan)
            changed = None if last is None else changed_since(work.session, last, world.plan.known)
            return None if last is None or changed is None else _Unchanged(last, changed)

        return reading(self.database, self.actor, find)

    @uncollected()
    def members(self, world: World, slice_: RunningSlice) -> list[Member]:
        def read(work: Work) -> list[Member]:
            numbers = list(members_of(work.session, world.plan, slice_.first_id, slice_.last_id))
            return members_with_inputs(work, world, numbers)

        return reading(self.database, self.actor, read)

    def members_apart(
        self, world: World, slice_: RunningSlice, unchanged: _Unchanged
    ) -> tuple[list[Member], dict[int, StoredResult]]:
        """Those who have to be looked at, and the results of those about whom nothing was said since the last run."""

        def read(work: Work) -> tuple[list[Member], dict[int, StoredResult]]:
            people = (slice_.first_id, slice_.last_id)
            numbers = list(members_of(work.session, world.plan, *people))
            before = results_of_last(work.session, unchanged.last, world.shared_hash, people)
            same = {
                number: before[number] for number in numbers if number in before and number not in unchanged.changed
            }
            others = [number for number in numbers if number not in same]
            return members_with_inputs(work, world, others), same

        return reading(self.database, self.actor, read)

    def stored(self, world: World, wanted: Mapping[int, str]) -> dict[int, StoredResult]:
        plan = world.plan
        if not plan.is_kept or not wanted:
            return {}

        def find(work: Work) -> dict[int, StoredResult]:
            return stored_results(work.session, plan.plan_hash, plan.semantics, wanted)

        return reading(self.database, self.actor, find)


def compute_slices(
    database: Database,
    actor: Actor,
    plan: RunningPlan,
    slices: Sequence[RunningSlice],
    *,
    done: frozenset[int] = frozenset(),
    company: str = COMPANY,
) -> Iterator[SliceOutcome]:
    """The outcomes of the slices of one plan that are not `done`, in their order, each to be stored before the next
    one is asked for.

    Give all slices of the plan, those that are done too: where people depend on each other nobody is computed alone.
    `company` is the id of the participant whose facts and attributes are the company's. Raises PlanRefused for a plan
    that this engine does not take any more, and StoreBusy.
    """
    reader = _Reader(database, actor)
    world = reader.world(plan, company)
    if world.reads_people:
        yield from _together(reader, world, slices, done)
        return
    unchanged = reader.unchanged(world)
    for slice_ in slices:
        if slice_.number not in done:
            yield _alone(reader, world, slice_, unchanged)


@uncollected()
def _alone(reader: _Reader, world: World, slice_: RunningSlice, unchanged: _Unchanged | None) -> SliceOutcome:
    same: dict[int, StoredResult] = {}
    if unchanged is None:
        members = reader.members(world, slice_)
    else:
        members, same = reader.members_apart(world, slice_, unchanged)
    hashes = {member.number: input_hash(member.own_hash, world.shared_hash) for member in members}
    stored = reader.stored(world, hashes)
    fresh = [member for member in members if member.number not in stored]
    computed: list[Computed] = []
    if fresh:
        [computed] = evaluated(world.compiled, [_inputs(fresh)], world.around, world.period)
    shared = {world.shared_hash: world.shared_text} if fresh else {}
    rows = [
        (member.number, _cells(world, member, hashes[member.number], None, each))
        for member, each in zip(fresh, computed, strict=True)
    ]
    return _outcome(slice_, rows, {**same, **stored}, shared)


def _together(
    reader: _Reader, world: World, slices: Sequence[RunningSlice], done: frozenset[int]
) -> Iterator[SliceOutcome]:
    """People who depend on each other: everybody is read and computed before the first slice is handed out."""
    members = [reader.members(world, slice_) for slice_ in slices]
    listed = canonical([[member.number, member.own_hash] for chunk in members for member in chunk])
    population = sha256(listed)
    shared = {world.shared_hash: world.shared_text, population: listed}
    chunks = [_inputs(chunk) for chunk in members if chunk]
    results = evaluated(world.compiled, chunks, world.around, world.period)
    for slice_, chunk in zip(slices, members, strict=True):
        computed = next(results) if chunk else []
        if slice_.number in done:
            continue
        hashes = {member.number: input_hash(member.own_hash, world.shared_hash, population) for member in chunk}
        stored = reader.stored(world, hashes)
        rows = [
            (member.number, _cells(world, member, hashes[member.number], population, each))
            for member, each in zip(chunk, computed, strict=True)
            if member.number not in stored
        ]
        yield _outcome(slice_, rows, stored, shared if rows else {})


def input_hash(own_hash: str, shared_hash: str, population_hash: str | None = None) -> str:
    """What identifies everything that a result was computed from, beside the plan."""
    return sha256("\n".join(part for part in (own_hash, shared_hash, population_hash) if part is not None))


def _inputs(members: Sequence[Member]) -> list[Input]:
    return [Input(member.participant, member.problems) for member in members]


def _cells(world: World, member: Member, hash_: str, population: str | None, computed: Computed) -> tuple[Cell, ...]:
    """The cells of CONTENT_COLUMNS."""
    plan = world.plan
    return (
        plan.plan_hash,
        hash_,
        plan.semantics,
        member.facts_hash,
        world.shared_hash,
        population,
        computed.digest,
        computed.outcome,
        computed.total_minor,
        computed.currency,
        member.text,
        computed.text,
    )


def _outcome(
    slice_: RunningSlice,
    rows: Sequence[tuple[int, tuple[Cell, ...]]],
    stored: Mapping[int, StoredResult],
    shared: Mapping[str, str],
) -> SliceOutcome:
    """Counts, totals and the digest over new results and those that are there already."""
    found = [(number, cells[6], cells[7], cells[8], cells[9]) for number, cells in rows]
    found += [
        (each.participant, each.result_hash, each.outcome, each.total_minor, each.currency) for each in stored.values()
    ]
    found.sort(key=itemgetter(0))
    names = Counter(str(outcome) for _, _, outcome, _, _ in found)
    totals: Counter[str] = Counter()
    for _, _, _, total, currency in found:
        if isinstance(total, int):
            totals[str(currency)] += total
    return SliceOutcome(
        slice_number=slice_.number,
        paid=names["paid"],
        zero=names["zero"],
        blocked=names["blocked"],
        totals=dict(totals),
        digest=sha256(canonical([[number, digest] for number, digest, *_ in found])),
        shared=shared,
        results=rows,
        reused=sorted((each.participant, each.id) for each in stored.values()),
    )
