"""Every query of adjustments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlmodel import col

from service.access.scopes import Reach
from service.participants.repository.reach import within_reach
from service.store.sequences import draw_keys
from service.store.tables import Adjustment, AdjustmentEffect, AdjustmentRequest, Approval, Note, PayPeriod, Row
from service.work import Work


@dataclass(frozen=True, slots=True)
class NewAdjustment:
    """A signed amount in minor units for somebody, with why."""

    participant_id: int
    amount_minor: int
    currency: str
    reason: str
    earning_code: str | None = None
    plan_key: str | None = None
    component: str | None = None


@dataclass(frozen=True, slots=True)
class StoredAdjustment:
    """An adjustment with the request that it is part of; `verdict` is None while nobody decided."""

    id: int
    request_id: int
    participant_id: int
    plan_key: str | None
    component: str | None
    earning_code: str | None
    amount_minor: int
    currency: str
    period_id: int
    calendar: str
    period: str
    pay_group: str
    expires_on: str
    verdict: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class AskedAdjustments:
    """A request for adjustments: the period that pays them, and until when they can be agreed to."""

    request_id: int
    period_id: int
    pay_group: str
    expires_on: str
    rows: int


@dataclass(frozen=True, slots=True)
class AdjustmentSearch:
    """Which adjustments: those of people within reach of `me` on a day, of a period, participant or state."""

    reach: Reach
    me: int | None
    day: date
    period_id: int | None = None
    participant_id: int | None = None
    request_id: int | None = None
    state: str | None = None


def add_adjustments(work: Work, asked: AskedAdjustments, rows: Sequence[NewAdjustment]) -> list[int]:
    """The request that was just made with its rows, by number; each reason is a note that can be erased."""
    work.add(
        AdjustmentRequest(
            request_id=asked.request_id,
            period_id=asked.period_id,
            pay_group=asked.pay_group,
            expires_on=asked.expires_on,
            rows=asked.rows,
        )
    )
    ids = list(draw_keys(work.session, Adjustment, len(rows)))
    work.add_many(
        Adjustment,
        [
            {
                "id": id_,
                "request_id": asked.request_id,
                "participant_id": row.participant_id,
                "plan_key": row.plan_key,
                "component": row.component,
                "earning_code": row.earning_code,
                "amount_minor": row.amount_minor,
                "currency": row.currency,
            }
            for id_, row in zip(ids, rows, strict=True)
        ],
    )
    notes = [
        {
            "subject": _subject(row.participant_id, id_),
            "text": row.reason,
            "by_id": work.actor.principal_id,
            "at": work.now,
        }
        for id_, row in zip(ids, rows, strict=True)
    ]
    work.add_many(Note, notes)
    return ids


def asked_adjustments(work: Work, request_id: int) -> AskedAdjustments | None:
    """The request of this number; None for requests of other kinds."""
    query = select(AdjustmentRequest).where(col(AdjustmentRequest.request_id) == request_id)
    row = work.session.scalars(query).one_or_none()
    if row is None:
        return None
    return AskedAdjustments(row.request_id, row.period_id, row.pay_group, row.expires_on, row.rows)


def rows_of_request(work: Work, request_id: int) -> list[Adjustment]:
    """The adjustments of a request, in their order."""
    query = select(Adjustment).where(col(Adjustment.request_id) == request_id).order_by(col(Adjustment.id))
    return list(work.session.scalars(query))


def add_effect(work: Work, request_id: int, approval_id: int) -> None:
    """That the adjustments of a request count; the database refuses it for a locked period."""
    work.add(AdjustmentEffect(request_id=request_id, approval_id=approval_id, at=work.now))


def adjustments_after(work: Work, search: AdjustmentSearch, after: int, limit: int) -> list[StoredAdjustment]:
    """Adjustments that fit with larger numbers than `after`, in order."""
    query = _adjustments().where(col(Adjustment.id) > after, *_conditions(search)).order_by(col(Adjustment.id))
    rows = list(work.session.connection().execute(query.limit(limit)))
    reasons = _reasons(work, rows)
    return [StoredAdjustment(*(*row, reasons.get(_subject(row.participant_id, row.id)))) for row in rows]


def _adjustments() -> Select[*tuple[Any, ...]]:
    columns: list[Any] = [
        col(Adjustment.id),
        col(Adjustment.request_id),
        col(Adjustment.participant_id),
        col(Adjustment.plan_key),
        col(Adjustment.component),
        col(Adjustment.earning_code),
        col(Adjustment.amount_minor),
        col(Adjustment.currency),
        col(AdjustmentRequest.period_id),
        col(PayPeriod.calendar_key),
        col(PayPeriod.key),
        col(AdjustmentRequest.pay_group),
        col(AdjustmentRequest.expires_on),
        col(Approval.verdict),
    ]
    return (
        select(*columns)
        .join(AdjustmentRequest, col(AdjustmentRequest.request_id) == col(Adjustment.request_id))
        .join(PayPeriod, col(PayPeriod.id) == col(AdjustmentRequest.period_id))
        .join(Approval, col(Approval.request_id) == col(Adjustment.request_id), isouter=True)
    )


def _conditions(search: AdjustmentSearch) -> list[ColumnElement[bool]]:
    number: ColumnElement[int] = Row.metadata.tables["adjustment"].c.participant_id
    found: list[ColumnElement[bool]] = [within_reach(number, search.reach, search.me, search.day)]
    if search.reach is not Reach.EVERYBODY:
        # What two persons have not agreed to is no pay, and nobody's to see but of those who close the period.
        found.append(col(Approval.verdict) == "approved")
    if search.period_id is not None:
        found.append(col(AdjustmentRequest.period_id) == search.period_id)
    if search.participant_id is not None:
        found.append(col(Adjustment.participant_id) == search.participant_id)
    if search.request_id is not None:
        found.append(col(Adjustment.request_id) == search.request_id)
    today = search.day.isoformat()
    if search.state in ("open", "expired"):
        found.append(col(Approval.verdict).is_(None))
        expires = col(AdjustmentRequest.expires_on)
        found.append(expires >= today if search.state == "open" else expires < today)
    elif search.state is not None:
        found.append(col(Approval.verdict) == search.state)
    return found


def _reasons(work: Work, rows: Sequence[Any]) -> dict[str, str]:
    subjects = [_subject(row.participant_id, row.id) for row in rows]
    query = select(col(Note.subject), col(Note.text)).where(col(Note.subject).in_(subjects))
    return {subject: text for subject, text in work.session.connection().execute(query)}


def _subject(participant_id: int, adjustment_id: int) -> str:
    return f"participant/{participant_id}/adjustment/{adjustment_id}"
