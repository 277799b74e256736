"""What payroll said of payments; the last word counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from service.store.tables import PaymentReceipt
from service.work import Work


@dataclass(frozen=True, slots=True)
class StoredReceipt:
    """One answer of payroll; `document` names lines as canonical JSON."""

    id: int
    payment_id: int
    state: str
    reference: str | None
    document: str
    by_id: int
    at: datetime


def add_receipt(work: Work, payment_id: int, state: str, reference: str | None, document: str) -> int:
    """Keep what payroll said."""
    row = PaymentReceipt(
        payment_id=payment_id,
        state=state,
        reference=reference,
        document=document,
        by_id=work.actor.principal_id,
        at=work.now,
    )
    work.add(row)
    assert row.id is not None
    return row.id


def receipts_of(work: Work, payment_ids: Sequence[int]) -> list[StoredReceipt]:
    """Everything that payroll said of these payments, in order."""
    query = select(PaymentReceipt).where(col(PaymentReceipt.payment_id).in_(payment_ids))
    found = []
    for row in work.session.scalars(query.order_by(col(PaymentReceipt.id))):
        assert row.id is not None
        found.append(StoredReceipt(row.id, row.payment_id, row.state, row.reference, row.document, row.by_id, row.at))
    return found
