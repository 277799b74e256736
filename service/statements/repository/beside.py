"""What stands beside the results of a period: approved adjustments, and lines that corrections carried."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from service.store.tables import Adjustment, AdjustmentEffect, AdjustmentRequest, CarriedLine, Note, PayPeriod
from service.work import Work


@dataclass(frozen=True, slots=True)
class StoredAdjustment:
    """An approved amount in minor units; `reason` is None once its note was erased."""

    participant_id: int
    plan_key: str | None
    component: str | None
    amount_minor: int
    currency: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class StoredCarried:
    """A carried line in minor units, with the keys of its periods."""

    participant_id: int
    kind: str
    plan_key: str
    component: str
    earned: str
    paid: str
    amount_minor: int
    currency: str


def adjustments_in(
    work: Work, period_id: int, pay_group: str, participant_id: int | None = None
) -> Sequence[StoredAdjustment]:
    """The approved adjustments of a period, of everybody or of one, in the order in which they were asked for."""
    query = (
        select(Adjustment)
        .join(AdjustmentEffect, col(AdjustmentEffect.request_id) == col(Adjustment.request_id))
        .join(AdjustmentRequest, col(AdjustmentRequest.request_id) == col(Adjustment.request_id))
        .where(col(AdjustmentRequest.period_id) == period_id, col(AdjustmentRequest.pay_group) == pay_group)
        .order_by(col(Adjustment.id))
    )
    if participant_id is not None:
        query = query.where(col(Adjustment.participant_id) == participant_id)
    rows = work.session.scalars(query).all()
    reasons = {} if participant_id is None else _notes(work, [f"adjustment/{row.id}" for row in rows])
    return [
        StoredAdjustment(
            row.participant_id,
            row.plan_key,
            row.component,
            row.amount_minor,
            row.currency,
            reasons.get(f"adjustment/{row.id}"),
        )
        for row in rows
    ]


def paid_in(work: Work, period_id: int, pay_group: str, participant_id: int | None = None) -> Sequence[StoredCarried]:
    """The lines that were earned earlier and are paid with a period, of everybody or of one."""
    query = _carried(participant_id).where(
        col(CarriedLine.paid_period_id) == period_id, col(CarriedLine.pay_group) == pay_group
    )
    return [StoredCarried(*row) for row in work.session.connection().execute(query)]


def carried_on_by(
    work: Work, period_id: int, booking_ids: Collection[int], participant_id: int | None = None
) -> Sequence[StoredCarried]:
    """The lines that these bookings of a period carried into later ones, of everybody or of one."""
    query = _carried(participant_id).where(
        col(CarriedLine.earned_period_id) == period_id,
        col(CarriedLine.paid_period_id) != period_id,
        col(CarriedLine.booking_id).in_(sorted(booking_ids)),
    )
    return [StoredCarried(*row) for row in work.session.connection().execute(query)]


def _carried(participant_id: int | None) -> Select[*tuple[Any, ...]]:
    earned, paid = aliased(PayPeriod), aliased(PayPeriod)
    query = (
        select(
            col(CarriedLine.participant_id),
            col(CarriedLine.kind),
            col(CarriedLine.plan_key),
            col(CarriedLine.component),
            col(earned.key),
            col(paid.key),
            col(CarriedLine.amount_minor),
            col(CarriedLine.currency),
        )
        .join(earned, col(earned.id) == col(CarriedLine.earned_period_id))
        .join(paid, col(paid.id) == col(CarriedLine.paid_period_id))
        .order_by(col(CarriedLine.seq))
    )
    return query if participant_id is None else query.where(col(CarriedLine.participant_id) == participant_id)


def _notes(work: Work, subjects: Collection[str]) -> dict[str, str]:
    query = select(col(Note.subject), col(Note.text)).where(col(Note.subject).in_(sorted(subjects)))
    return {subject: text for subject, text in work.session.connection().execute(query)}
