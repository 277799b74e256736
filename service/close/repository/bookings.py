"""Requests for the booking of a run, what they defer, and the bookings that were agreed to."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import col

from service.store.tables import Booking, BookingRequest, Deferral
from service.two_person import Decision
from service.work import Work


@dataclass(frozen=True, slots=True)
class AskedBooking:
    """A run that waits to be booked; `document` is what the second person agrees to, as canonical JSON."""

    request_id: int
    run_id: int
    run_hash: str
    period_id: int
    pay_group: str
    document: str


def add_booking_request(work: Work, asked: AskedBooking, deferred: Iterable[tuple[int, str]]) -> None:
    """The request that was just made, with the (participant, plan) that it defers."""
    work.add(
        BookingRequest(
            request_id=asked.request_id,
            run_id=asked.run_id,
            run_hash=asked.run_hash,
            period_id=asked.period_id,
            pay_group=asked.pay_group,
            document=asked.document,
        )
    )
    for participant_id, plan_key in sorted(deferred):
        work.add(Deferral(request_id=asked.request_id, participant_id=participant_id, plan_key=plan_key))


def booking_request(work: Work, request_id: int) -> AskedBooking | None:
    """What a request wants booked; None for requests of other kinds."""
    row = work.session.scalars(select(BookingRequest).where(col(BookingRequest.request_id) == request_id)).one_or_none()
    if row is None:
        return None
    return AskedBooking(row.request_id, row.run_id, row.run_hash, row.period_id, row.pay_group, row.document)


def add_booking(work: Work, asked: AskedBooking, kind: str, decision: Decision) -> tuple[int, int]:
    """The booking that was agreed to: its number and revision. Of two at once the database refuses one."""
    bookings = select(func.count()).where(
        col(Booking.period_id) == asked.period_id, col(Booking.pay_group) == asked.pay_group
    )
    revision = 1 + work.session.scalars(bookings).one()
    row = Booking(
        period_id=asked.period_id,
        pay_group=asked.pay_group,
        revision=revision,
        kind=kind,
        run_id=asked.run_id,
        request_id=decision.request_id,
        approval_id=decision.approval_id,
        by_id=work.actor.principal_id,
        at=work.now,
    )
    work.add(row)
    assert row.id is not None
    return row.id, revision
