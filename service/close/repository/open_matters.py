"""What waits around a period: facts that are not complete, disputes, adjustments and bookings without a decision."""

from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from service.store.tables import (
    AdjustmentRequest,
    Approval,
    BookingRequest,
    Dispute,
    DisputeEvent,
    FactKey,
    FactsComplete,
    Run,
    WaitingEnd,
    WaitingFact,
)
from service.work import Work


def completeness_of(work: Work, period_id: int) -> dict[str, Any]:
    """Which facts were said to be complete for a period or not to be, and how many facts wait for somebody."""
    later = aliased(FactsComplete)
    over = exists().where(
        col(later.period_id) == col(FactsComplete.period_id),
        col(later.key_id) == col(FactsComplete.key_id),
        col(later.seq) > col(FactsComplete.seq),
    )
    query = (
        select(col(FactKey.key), col(FactsComplete.state))
        .join(FactKey, col(FactKey.id) == col(FactsComplete.key_id))
        .where(col(FactsComplete.period_id) == period_id, ~over)
        .order_by(col(FactKey.key))
    )
    said = list(work.session.connection().execute(query))
    waiting = (
        select(func.count())
        .select_from(WaitingFact)
        .where(~exists().where(col(WaitingEnd.seq) == col(WaitingFact.seq)))
    )
    return {
        "complete": [key for key, state in said if state == "complete"],
        "incomplete": [key for key, state in said if state == "incomplete"],
        "waiting": work.session.scalars(waiting).one(),
    }


def open_disputes(work: Work, period_id: int, pay_group: str) -> int:
    """How many disputes about results of this period have not ended."""
    later = aliased(DisputeEvent)
    last = ~exists().where(
        col(later.dispute_id) == col(DisputeEvent.dispute_id), col(later.number) > col(DisputeEvent.number)
    )
    query = (
        select(func.count())
        .select_from(DisputeEvent)
        .join(Dispute, col(Dispute.id) == col(DisputeEvent.dispute_id))
        .join(Run, col(Run.id) == col(Dispute.run_id))
        .where(
            col(Run.period_id) == period_id,
            col(Run.pay_group) == pay_group,
            col(DisputeEvent.to_state).in_(("open", "answered")),
            last,
        )
    )
    return work.session.scalars(query).one()


def open_adjustments(work: Work, period_id: int, pay_group: str) -> int:
    """How many requests for adjustments of this period wait for a decision and have not expired."""
    query = (
        select(func.count())
        .select_from(AdjustmentRequest)
        .where(
            col(AdjustmentRequest.period_id) == period_id,
            col(AdjustmentRequest.pay_group) == pay_group,
            col(AdjustmentRequest.expires_on) >= work.now.date().isoformat(),
            ~exists().where(col(Approval.request_id) == col(AdjustmentRequest.request_id)),
        )
    )
    return work.session.scalars(query).one()


def open_booking_request(work: Work, period_id: int, pay_group: str) -> str | None:
    """The newest request to book a run of this period that waits for a decision."""
    query = (
        select(func.max(col(BookingRequest.request_id)))
        .where(col(BookingRequest.period_id) == period_id, col(BookingRequest.pay_group) == pay_group)
        .where(~exists().where(col(Approval.request_id) == col(BookingRequest.request_id)))
    )
    found: int | None = work.session.scalars(query).one()
    return None if found is None else str(found)
