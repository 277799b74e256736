"""A finished run, its booking and its payment as bare rows, for tests of what the database makes of them."""

from itertools import pairwise

from sqlmodel import col, select

from service.store.tables import Booking, BookingRequest, Knowledge, Payment, Run, RunEvent
from service.two_person import Decision, ask
from service.work import Work

HASH = "5" * 64


def knowledge(work: Work) -> int:
    """A moment at which nothing was known."""
    parts = ("fact", "complete", "attribute", "assignment", "rate", "holiday", "carried", "opening")
    row = Knowledge(at=work.now, **{f"{part}_seq": 0 for part in parts})
    work.add(row)
    assert row.id is not None
    return row.id


def run_of_nobody(
    work: Work, period_id: int, pay_group: str, kind: str = "final", *, corrects: int | None = None
) -> int:
    """A run of this kind that finished without any result, by number."""
    run = Run(
        kind=kind,
        period_id=period_id,
        pay_group=pay_group,
        knowledge_id=knowledge(work),
        corrects_id=corrects,
        semantics=1,
        engine="1",
        request="{}",
        by_id=work.actor.principal_id,
        at=work.now,
    )
    work.add(run)
    assert run.id is not None
    for number, (before, after) in enumerate(pairwise((None, "queued", "running", "finished")), start=1):
        work.add(
            RunEvent(
                run_id=run.id,
                number=number,
                previous_number=number - 1 if number > 1 else None,
                from_state=before,
                to_state=str(after),
                by_id=work.actor.principal_id,
                at=work.now,
                content_hash=HASH if after == "finished" else None,
            )
        )
    work.changed("run.finished", f"run/{run.id}", after=HASH)
    return run.id


def asked_for(work: Work, run_id: int, period_id: int, pay_group: str) -> int:
    """A request to book this run, by number."""
    request_id = ask(work, "run", f"run/{run_id}", HASH)
    row = BookingRequest(
        request_id=request_id, run_id=run_id, run_hash=HASH, period_id=period_id, pay_group=pay_group, document="{}"
    )
    work.add(row)
    return request_id


def booked(work: Work, decision: Decision, revision: int = 1, kind: str = "final") -> int:
    """The booking of the request that was decided, by number."""
    query = select(BookingRequest).where(col(BookingRequest.request_id) == decision.request_id)
    asked = work.session.exec(query).one()
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
    work.changed("run.booked", f"booking/{row.id}")
    return row.id


def paid(work: Work, booking_id: int, *, number: int = 1, kind: str = "regular") -> int:
    """A payment of nothing from this booking, by number."""
    booking = work.session.get(Booking, booking_id)
    assert booking is not None
    row = Payment(
        period_id=booking.period_id,
        pay_group=booking.pay_group,
        number=number,
        kind=kind,
        booking_id=booking_id,
        lines=0,
        totals="{}",
        content_hash=HASH,
        by_id=work.actor.principal_id,
        at=work.now,
    )
    work.add(row)
    assert row.id is not None
    work.changed("payment.made", f"payment/{row.id}")
    return row.id
