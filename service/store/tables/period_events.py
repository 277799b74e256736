"""How far each period is for each group that is paid together."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from service.store.columns import SERIAL, Code, Moment
from service.store.tables.base import Row
from service.store.tables.chain import chain_of

_STEPS = (
    ">open",
    "open>calculated",
    "calculated>calculated",
    "calculated>open",
    "calculated>approved",
    "approved>open",
    "approved>locked",
    "locked>open",
    "locked>paid",
)


class PeriodEvent(Row, table=True):
    """What happened to a period in one pay group, in one line of numbered steps; its state is the last one.

    It is approved by a booking of a final run and paid by a payment, each of exactly this period and group; opening a
    locked period carries the approval of exactly this unlocking of this lock.
    """

    __tablename__: ClassVar[str] = "period_event"
    __table_args__ = (
        *chain_of("period_event", ("period_id", "pay_group"), _STEPS),
        ForeignKeyConstraint(
            ["request_id", "period_id", "pay_group", "previous_number"],
            [
                "period_unlock.request_id",
                "period_unlock.period_id",
                "period_unlock.pay_group",
                "period_unlock.after_number",
            ],
            name="fk_period_event_unlock",
        ),
        ForeignKeyConstraint(
            ["approval_id", "request_id", "verdict"], ["approval.id", "approval.request_id", "approval.verdict"]
        ),
        CheckConstraint(
            "(COALESCE(from_state, '') = 'locked' AND to_state = 'open') = (approval_id IS NOT NULL"
            " AND request_id IS NOT NULL AND verdict IS NOT NULL)",
            name="unlocked",
        ),
        CheckConstraint("verdict IS NULL OR verdict = 'approved'", name="verdict"),
        ForeignKeyConstraint(
            ["booking_id", "period_id", "pay_group", "booking_kind"],
            ["booking.id", "booking.period_id", "booking.pay_group", "booking.kind"],
        ),
        CheckConstraint(
            "(to_state = 'approved') = (booking_id IS NOT NULL) AND (booking_id IS NULL) = (booking_kind IS NULL)",
            name="booked",
        ),
        CheckConstraint("booking_kind IS NULL OR booking_kind = 'final'", name="booking_kind"),
        ForeignKeyConstraint(
            ["payment_id", "period_id", "pay_group", "payment_kind"],
            ["payment.id", "payment.period_id", "payment.pay_group", "payment.kind"],
        ),
        CheckConstraint(
            "(to_state = 'paid') = (payment_id IS NOT NULL) AND (payment_id IS NULL) = (payment_kind IS NULL)",
            name="paid",
        ),
        CheckConstraint("payment_kind IS NULL OR payment_kind = 'regular'", name="payment_kind"),
        UniqueConstraint("approval_id"),
        UniqueConstraint("booking_id"),
        UniqueConstraint("payment_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    period_id: int = Field(foreign_key="period.id", sa_type=SERIAL)
    pay_group: str = Field(sa_type=Code)
    number: int
    previous_number: int | None = Field(default=None, nullable=True)
    from_state: str | None = Field(default=None, sa_type=Code, nullable=True)
    to_state: str = Field(sa_type=Code)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)
    request_id: int | None = Field(default=None, sa_type=SERIAL, nullable=True)
    approval_id: int | None = Field(default=None, sa_type=SERIAL, nullable=True)
    verdict: str | None = Field(default=None, sa_type=Code, nullable=True)
    booking_id: int | None = Field(default=None, sa_type=SERIAL, nullable=True)
    booking_kind: str | None = Field(default=None, sa_type=Code, nullable=True)
    payment_id: int | None = Field(default=None, sa_type=SERIAL, nullable=True)
    payment_kind: str | None = Field(default=None, sa_type=Code, nullable=True)
