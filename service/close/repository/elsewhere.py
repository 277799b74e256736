"""Whom another pay group or calendar pays for the same days: somebody moved from one to the other in between."""

from itertools import groupby

from sqlalchemy import select
from sqlmodel import col

from service.close.repository.booked import deferred_in
from service.close.repository.runs import RunHead
from service.periods.repository.steps import last_step
from service.store.tables import Booking, PayPeriod, RunPlan, RunResult
from service.work import Work

_STANDS = frozenset({"approved", "locked", "paid"})


def paid_elsewhere(work: Work, head: RunHead) -> frozenset[tuple[int, str]]:
    """(participant, plan) of this run with pay that stands in another group or calendar, for a period that has days in
    common.

    Whoever is deferred in a final run is not paid there yet; for whom a correction defers, what was booked before
    stands. A group that was opened again is looked at when its own pay is booked anew.
    """
    found: set[tuple[int, str]] = set()
    for (period_id, pay_group), bookings in groupby(_bookings(work, head), key=lambda each: (each[0], each[1])):
        last = last_step(work, period_id, pay_group)
        if last is None or last.state not in _STANDS:
            continue
        standing: set[tuple[int, str]] = set()
        for _, _, kind, run_id, request_id in bookings:
            deferred, booked = deferred_in(work, request_id), _in_both(work, head.id, run_id)
            kept = standing & deferred if kind == "correction" else set()
            standing = (booked - deferred) | kept
        found |= standing
    return frozenset(found)


def _bookings(work: Work, head: RunHead) -> list[tuple[int, str, str, int, int]]:
    """(period, pay group, kind, run, request) of all bookings beside the run's own place, in their order."""
    here = select(PayPeriod).where(col(PayPeriod.id) == head.period_id).subquery()
    query = (
        select(
            col(Booking.period_id),
            col(Booking.pay_group),
            col(Booking.kind),
            col(Booking.run_id),
            col(Booking.request_id),
        )
        .join(PayPeriod, col(PayPeriod.id) == col(Booking.period_id))
        .where(
            col(PayPeriod.start_day) < here.c.end_day,
            col(PayPeriod.end_day) > here.c.start_day,
            (col(Booking.period_id) != head.period_id) | (col(Booking.pay_group) != head.pay_group),
        )
        .order_by(col(Booking.period_id), col(Booking.pay_group), col(Booking.revision))
    )
    rows = work.session.connection().execute(query)
    return [(number, group, kind, run, request) for number, group, kind, run, request in rows]


def _in_both(work: Work, run_id: int, other_id: int) -> set[tuple[int, str]]:
    """The (participant, plan) that have a result in both runs."""
    places = [
        select(col(RunResult.participant_id), col(RunPlan.plan_key))
        .join(
            RunPlan,
            (col(RunPlan.run_id) == col(RunResult.run_id)) & (col(RunPlan.number) == col(RunResult.plan_number)),
        )
        .where(col(RunResult.run_id) == number)
        for number in (run_id, other_id)
    ]
    query = places[0].intersect(places[1])
    return {(number, key) for number, key in work.session.connection().execute(query)}
