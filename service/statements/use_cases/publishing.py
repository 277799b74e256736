"""Publishing: from then on the participants see their statements, and what they said is known by its hash."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from rules import Problem
from service.errors import Conflict
from service.periods.repository.periods import StoredPeriod
from service.periods.repository.steps import last_step
from service.periods.use_cases.reading import must_know_group, the_period
from service.statements.content.hash import Cells, Said, statement_hash
from service.statements.repository.beside import adjustments_in, carried_on_by, paid_in
from service.statements.repository.booked import (
    StandingBooking,
    deferrals_of,
    result_hashes,
    standing_bookings,
    stays_booked,
)
from service.statements.repository.issues import add_issues, newest_hashes, published_with
from service.statements.use_cases.gathering import adjusted, carried
from service.work import Work

_AGREED: Final = frozenset({"approved", "locked", "paid"})


def publish_statements(work: Work, calendar: str, key: str, pay_group: str) -> str:
    """Publish the statements of the newest booking, of everybody about whom it says something new; its number.

    Raises NotFound for a place that is not there and Conflict while its pay is not booked.
    """
    period = the_period(work, calendar, key)
    must_know_group(work, period, pay_group)
    bookings = standing_bookings(work, period.id, pay_group)
    step = last_step(work, period.id, pay_group)
    if not bookings or step is None or step.state not in _AGREED:
        message = "Nothing is booked for this period and pay group, so there is nothing to publish; book a run first."
        raise Conflict(Problem("statement.not_booked", "", message))
    booking, known = bookings[-1], newest_hashes(work, period.id, pay_group)
    hashes = _hashes(work, period, bookings)
    new = [(number, digest) for number, digest in hashes if _is_new(known.get(number), booking.revision, digest)]
    add_issues(work, (period.id, pay_group, booking.revision, booking.id), new)
    work.changed("statements.published", f"booking/{booking.id}")
    return str(booking.id)


def show_published(work: Work, booking_id: str) -> dict[str, Any]:
    """How many statements a booking gave, and how many of earlier ones still stand."""
    published = published_with(work, int(booking_id))
    return {
        "calendar": published.calendar,
        "period": published.period,
        "pay_group": published.pay_group,
        "revision": published.revision,
        "published": published.new,
        "unchanged": published.people - published.new,
    }


def _is_new(known: tuple[int, str] | None, revision: int, digest: str) -> bool:
    """Whether nothing was published yet, or something else, by an earlier revision."""
    return known is None or (known[0] < revision and known[1] != digest)


@dataclass(slots=True)
class _Person:
    results: dict[tuple[str, int], str] = field(default_factory=dict)
    deferred: set[str] = field(default_factory=set)
    adjustments: list[Cells] = field(default_factory=list)
    corrections: list[Cells] = field(default_factory=list)
    carried_on: list[Cells] = field(default_factory=list)


def _hashes(work: Work, period: StoredPeriod, bookings: Sequence[StandingBooking]) -> Iterator[tuple[int, str]]:
    """(participant, hash) of every statement, by participant: the same hash as that of its content."""
    people: dict[int, _Person] = defaultdict(_Person)
    for booking in bookings:
        _lay_over(work, booking, people)
    group, ids = bookings[-1].pay_group, [booking.id for booking in bookings]
    for adjustment in adjustments_in(work, period.id, group):
        people[adjustment.participant_id].adjustments.append(adjusted(adjustment).said)
    for line in paid_in(work, period.id, group):
        people[line.participant_id].corrections.append(carried(line).said)
    for line in carried_on_by(work, period.id, ids):
        people[line.participant_id].carried_on.append(carried(line).said)
    place = (period.calendar, period.key, group)
    for number in sorted(people):
        person = people[number]
        results = tuple((plan, version, digest) for (plan, version), digest in sorted(person.results.items()))
        deferred = tuple(sorted(person.deferred & {plan for plan, _ in person.results}))
        lines = (tuple(person.adjustments), tuple(person.corrections), tuple(person.carried_on))
        yield number, statement_hash(Said(place, results, deferred, *lines))


def _lay_over(work: Work, booking: StandingBooking, people: dict[int, _Person]) -> None:
    """The results of a booking in the place of what the ones before gave for the same plans, unless it defers them."""
    again: set[tuple[int, str]] = set()
    stays: set[tuple[int, str]] = set()
    deferrals = deferrals_of(work, booking)
    for number, plan in deferrals:
        known = {key for key, _ in people[number].results}
        stays.update((number, key) for key in stays_booked(booking, (plan,), known))
    for number, plan, version, digest in result_hashes(work, booking):
        person = people[number]
        if (number, plan) in stays:
            continue
        if (number, plan) not in again:
            again.add((number, plan))
            person.results = {place: known for place, known in person.results.items() if place[0] != plan}
            person.deferred.discard(plan)
        person.results[plan, version] = digest
    for number, plan in deferrals:
        if (number, plan) not in stays:
            people[number].deferred.add(plan)
