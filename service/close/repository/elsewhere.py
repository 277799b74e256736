"""Whom another pay group pays for the same period: somebody moved from one group to the other in between."""

from sqlalchemy import func, select
from sqlmodel import col

from service.close.repository.booked import deferred_in
from service.close.repository.runs import RunHead
from service.periods.repository.steps import last_step
from service.store.tables import Booking, RunPlan, RunResult
from service.work import Work

_STANDS = frozenset({"approved", "locked", "paid"})


def paid_elsewhere(work: Work, head: RunHead) -> frozenset[tuple[int, str]]:
    """(participant, plan) of this run with a result in what counts as the pay of another group in the same period.

    What counts is the newest booking, also that of a correction; whoever is deferred there is not paid there yet. A
    group that was opened again is looked at when its own pay is booked anew.
    """
    newest = (
        select(col(Booking.pay_group), func.max(col(Booking.revision)).label("revision"))
        .where(col(Booking.period_id) == head.period_id, col(Booking.pay_group) != head.pay_group)
        .group_by(col(Booking.pay_group))
        .subquery()
    )
    bookings = select(Booking).join(
        newest, (col(Booking.pay_group) == newest.c.pay_group) & (col(Booking.revision) == newest.c.revision)
    )
    found: set[tuple[int, str]] = set()
    for booking in work.session.scalars(bookings.where(col(Booking.period_id) == head.period_id)).all():
        last = last_step(work, head.period_id, booking.pay_group)
        if last is not None and last.state in _STANDS:
            found |= _in_both(work, head.id, booking.run_id) - deferred_in(work, booking.request_id)
    return frozenset(found)


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
