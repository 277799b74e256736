"""The slices of a plan of a run, computed one after the other: read, evaluated, and compared with what is stored."""

from collections.abc import Iterator, Sequence

from service.runs.compute.against_booked import against_booked, standing_of
from service.runs.compute.evaluate import Computed, evaluated
from service.runs.compute.outcome import cells_of, input_hash, inputs_of, outcome_of
from service.runs.compute.reader import Reader, Unchanged
from service.runs.compute.texts import canonical, sha256
from service.runs.compute.uncollected import uncollected
from service.runs.compute.world import COMPANY, World
from service.runs.repository.known_results import StoredResult
from service.runs.repository.running import RunningPlan, RunningSlice
from service.runs.repository.slices import SliceOutcome
from service.store.database import Database
from service.work import Actor


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
    reader = Reader(database, actor)
    world = reader.world(plan, company)
    if world.reads_people:
        frozen = standing_of(reader, world, slices)
        if frozen is None:
            yield from _together(reader, world, slices, done)
        else:
            yield from against_booked(frozen, slices, done)
        return
    unchanged = reader.unchanged(world)
    for slice_ in slices:
        if slice_.number not in done:
            yield _alone(reader, world, slice_, unchanged)


@uncollected()
def _alone(reader: Reader, world: World, slice_: RunningSlice, unchanged: Unchanged | None) -> SliceOutcome:
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
        [computed] = evaluated(world.compiled, [inputs_of(fresh)], world.around, world.period)
    shared = {world.shared_hash: world.shared_text} if fresh else {}
    rows = [
        (member.number, cells_of(world, member, hashes[member.number], None, each))
        for member, each in zip(fresh, computed, strict=True)
    ]
    return outcome_of(slice_, rows, {**same, **stored}, shared)


def _together(
    reader: Reader, world: World, slices: Sequence[RunningSlice], done: frozenset[int]
) -> Iterator[SliceOutcome]:
    """People who depend on each other: everybody is read and computed before the first slice is handed out."""
    members = [reader.members(world, slice_) for slice_ in slices]
    listed = canonical([[member.number, member.own_hash] for chunk in members for member in chunk])
    population = sha256(listed)
    shared = {world.shared_hash: world.shared_text, population: listed}
    chunks = [inputs_of(chunk) for chunk in members if chunk]
    results = evaluated(world.compiled, chunks, world.around, world.period)
    for slice_, chunk in zip(slices, members, strict=True):
        computed = next(results) if chunk else []
        if slice_.number in done:
            continue
        hashes = {member.number: input_hash(member.own_hash, world.shared_hash, population) for member in chunk}
        stored = reader.stored(world, hashes)
        rows = [
            (member.number, cells_of(world, member, hashes[member.number], population, each))
            for member, each in zip(chunk, computed, strict=True)
            if member.number not in stored
        ]
        yield outcome_of(slice_, rows, stored, shared if rows else {})
