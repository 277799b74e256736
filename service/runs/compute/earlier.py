"""What earlier periods hand to the people of a slice: booked results, and before those the opening values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rules import Booked, Opening, prior_of
from service.runs.compute.shared import Json
from service.runs.compute.world import World
from service.runs.repository.known_people import Term
from service.runs.repository.known_prior import booked_results_of, bookings_before, openings_of
from service.work import Work


@dataclass(frozen=True, slots=True)
class Earlier:
    """The `prior` of one participant, without facts."""

    prior: Json


@dataclass(slots=True)
class _Left:
    """What was found for one participant: results by first day of their period, and those that were deferred."""

    results: dict[str, list[Booked]] = field(default_factory=dict)
    deferred: dict[str, list[Booked]] = field(default_factory=dict)
    balances: dict[str, str] = field(default_factory=dict)
    paid: dict[str, str] = field(default_factory=dict)
    opened: str = ""


def earlier_of(
    work: Work, world: World, numbers: Sequence[int], terms: Mapping[int, Sequence[Term]]
) -> dict[int, Earlier]:
    """By participant what booked periods left. Nobody who has neither results nor opening values is in it."""
    plan, year = world.plan, world.wanted.year_start.isoformat()
    left = {number: _Left() for number in numbers}
    for said in openings_of(work.session, plan.known, plan, numbers):
        if said.participant in left:
            mine = left[said.participant]
            mine.opened = said.before
            if said.kind == "balance":
                mine.balances[said.key] = said.value
            elif said.before > year:
                mine.paid[said.key] = said.value
    _add_booked(work, world, left, year)
    return {
        number: Earlier(
            prior_of(
                world.compiled.plan,
                world.wanted,
                [each for start in sorted(mine.results) for each in mine.results[start]],
                Opening(mine.balances, mine.paid),
                is_paid_known=_is_complete(world, mine, terms[number], year),
            )
        )
        for number, mine in left.items()
    }


def _add_booked(work: Work, world: World, left: Mapping[int, _Left], year: str) -> None:
    """Booked results, the newest period first, until everybody has what is needed.

    Where somebody is deferred, the search goes on in the same period: what a correction leaves out stays as it was
    booked before, and another pay group may have paid. Only if nothing is found, the period paid nothing yet.
    """
    needs_year = world.wanted.all_paid or bool(world.wanted.paid)
    for booked in bookings_before(work.session, world.plan):
        in_year = booked.start >= year
        waiting = [
            number
            for number, mine in left.items()
            if booked.start >= mine.opened
            and booked.start not in mine.results
            and ((in_year and needs_year) or not any(each.counts for found in mine.results.values() for each in found))
        ]
        if not waiting:
            continue
        for found in booked_results_of(work.session, booked, world.plan.plan_key, waiting):
            mine = left[found.participant]
            results = mine.deferred if found.is_deferred else mine.results
            results.setdefault(booked.start, []).append(Booked(found.document, in_year, found.is_deferred))
    for mine in left.values():
        mine.results = mine.deferred | mine.results


def _is_complete(world: World, mine: _Left, terms: Sequence[Term], year: str) -> bool:
    """Whether every earlier period of the year in which the person was in the plan is booked, or lies before what an
    opening says."""
    first = max(year, mine.opened)
    for start, end in world.periods:
        was_in = any(term.start < end and (term.end is None or term.end > start) for term in terms)
        if start >= first and was_in and start not in mine.results:
            return False
    return True
