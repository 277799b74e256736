"""What a slice gives: the cells of new results, counts, totals and the digest over all of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import itemgetter

from service.runs.compute.evaluate import Computed, Input
from service.runs.compute.people import Member
from service.runs.compute.texts import canonical, sha256
from service.runs.compute.world import World
from service.runs.repository.known_results import StoredResult
from service.runs.repository.running import RunningSlice
from service.runs.repository.slices import SliceOutcome
from service.store.bulk import Cell


def input_hash(own_hash: str, shared_hash: str, population_hash: str | None = None) -> str:
    """What identifies everything that a result was computed from, beside the plan."""
    return sha256("\n".join(part for part in (own_hash, shared_hash, population_hash) if part is not None))


def inputs_of(members: Sequence[Member]) -> list[Input]:
    """The members as they are computed."""
    return [Input(member.participant, member.problems) for member in members]


def cells_of(world: World, member: Member, hash_: str, population: str | None, computed: Computed) -> tuple[Cell, ...]:
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


def outcome_of(
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
