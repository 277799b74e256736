"""What was booked for people in a period: the bookings that count, and the stored results behind them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, select
from sqlmodel import col

from service.store.tables import Booking, Deferral, PayPeriod, PlanVersion, Result, RunPlan, RunResult, SharedInput
from service.work import Work

_AT_ONCE: Final = 10_000


@dataclass(frozen=True, slots=True)
class StandingBooking:
    """One booking that counts: the newest final one up to a revision, or a correction after it."""

    id: int
    revision: int
    kind: str
    pay_group: str
    run_id: int
    request_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class BookedResult:
    """A stored result with the plan version and the documents that it was computed from."""

    participant_id: int
    run_id: int
    plan_key: str
    version: int
    plan: str
    result_hash: str
    document: str
    input: str
    shared: str


def groups_with(work: Work, period_id: int) -> Sequence[str]:
    """The pay groups of a period in which something was booked."""
    query = select(col(Booking.pay_group)).where(col(Booking.period_id) == period_id).distinct()
    return sorted(work.session.connection().execute(query).scalars())


def standing_bookings(
    work: Work, period_id: int, pay_group: str, revision: int | None = None
) -> Sequence[StandingBooking]:
    """The bookings that say what a period pays, oldest first: the newest final one, and corrections after it.

    `revision` asks what was true up to that one; nothing before the first booking.
    """
    query = (
        select(Booking)
        .where(col(Booking.period_id) == period_id, col(Booking.pay_group) == pay_group)
        .order_by(col(Booking.revision))
    )
    if revision is not None:
        query = query.where(col(Booking.revision) <= revision)
    standing: list[StandingBooking] = []
    for row in work.session.scalars(query):
        assert row.id is not None
        booking = StandingBooking(row.id, row.revision, row.kind, row.pay_group, row.run_id, row.request_id, row.at)
        standing = [booking] if row.kind == "final" else [*standing, booking]
    return standing


def results_of(work: Work, bookings: Sequence[StandingBooking], participant_id: int) -> Sequence[BookedResult]:
    """The results of one person that count, by plan and its version: those of the last booking that computed them.

    Where a correction defers the person, what was booked before stays.
    """
    columns = (col(Result.document), col(Result.input), col(SharedInput.document), col(PlanVersion.document))
    found: dict[tuple[str, int], BookedResult] = {}
    for booking in bookings:
        query = _of_run(booking.run_id, *columns).where(col(RunResult.participant_id) == participant_id)
        rows = work.session.connection().execute(query).all()
        stays = stays_booked(booking, _deferred_by(work, booking, participant_id), {key for key, _ in found})
        again = {plan_key for _, plan_key, *_ in rows} - stays
        found = {place: result for place, result in found.items() if place[0] not in again}
        for number, key, version, digest, document, given, shared, plan in rows:
            if key in again:
                found[key, version] = BookedResult(
                    number, booking.run_id, key, version, plan, digest, document, given, shared
                )
    return [found[place] for place in sorted(found)]


def result_hashes(work: Work, booking: StandingBooking) -> Iterator[tuple[int, str, int, str]]:
    """(participant, plan, version, hash) of every result of a booked run, in this order."""
    query = _of_run(booking.run_id).order_by(
        col(RunResult.participant_id), col(RunPlan.plan_key), col(PlanVersion.number)
    )
    options = {"stream_results": True, "max_row_buffer": _AT_ONCE}
    found = work.session.connection().execute(query, execution_options=options)
    return ((number, key, version, digest) for number, key, version, digest in found)


def deferred_plans(work: Work, bookings: Sequence[StandingBooking], participant_id: int) -> frozenset[str]:
    """The plans whose pay did not come with the booking that counts, and was not computed again since."""
    waiting: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    for booking in bookings:
        deferred = _deferred_by(work, booking, participant_id)
        stays = stays_booked(booking, deferred, known)
        computed = _of_run(booking.run_id).where(col(RunResult.participant_id) == participant_id)
        again = {plan_key for _, plan_key, *_ in work.session.connection().execute(computed)}
        waiting = (waiting - (again - stays)) | (deferred - stays)
        known |= again
    return waiting


def stays_booked(booking: StandingBooking, deferred: Collection[str], known: Collection[str]) -> frozenset[str]:
    """The plans of one person that a booking leaves as they were booked before, paid or not.

    These are the `deferred` ones of a correction of which a result is `known`; a final booking begins anew.
    """
    return frozenset(deferred).intersection(known) if booking.kind == "correction" else frozenset()


def deferrals_of(work: Work, booking: StandingBooking) -> Sequence[tuple[int, str]]:
    """(participant, plan) of everybody whose pay by a plan did not come with a booking."""
    query = select(col(Deferral.participant_id), col(Deferral.plan_key)).where(
        col(Deferral.request_id) == booking.request_id
    )
    return [(number, key) for number, key in work.session.connection().execute(query)]


def periods_before(work: Work, calendar: str, start: str, count: int) -> Sequence[tuple[int, str]]:
    """(number, key) of the last periods of a calendar before a day, oldest first."""
    query = (
        select(col(PayPeriod.id), col(PayPeriod.key))
        .where(col(PayPeriod.calendar_key) == calendar, col(PayPeriod.start_day) < start)
        .order_by(col(PayPeriod.start_day).desc())
        .limit(count)
    )
    return [(number, key) for number, key in work.session.connection().execute(query) if number is not None][::-1]


def _deferred_by(work: Work, booking: StandingBooking, participant_id: int) -> frozenset[str]:
    """The plans by which a booking does not pay one person."""
    query = select(col(Deferral.plan_key)).where(
        col(Deferral.request_id) == booking.request_id, col(Deferral.participant_id) == participant_id
    )
    return frozenset(work.session.connection().execute(query).scalars())


def _of_run(run_id: int, *more: Any) -> Select[*tuple[Any, ...]]:
    """Participant, plan, version and hash of a run's results, and `more` of them."""
    columns = (col(RunResult.participant_id), col(RunPlan.plan_key), col(PlanVersion.number), col(Result.result_hash))
    return (
        select(*columns, *more)
        .join(
            RunPlan,
            (col(RunPlan.run_id) == col(RunResult.run_id)) & (col(RunPlan.number) == col(RunResult.plan_number)),
        )
        .join(PlanVersion, col(PlanVersion.id) == col(RunPlan.version_id))
        .join(Result, col(Result.id) == col(RunResult.result_id))
        .join(SharedInput, col(SharedInput.hash) == col(Result.shared_hash))
        .where(col(RunResult.run_id) == run_id)
    )
