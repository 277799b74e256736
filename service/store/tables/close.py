"""The end of a period: which run counts and who agreed, who waits, what is held, what a correction carries over."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from service.store.columns import SERIAL, Code, Moment
from service.store.tables.approvals import asked_as
from service.store.tables.base import Row

_DECIDED = ["approval.id", "approval.request_id", "approval.verdict"]


class BookingRequest(Row, table=True):
    """A final or correction run that waits for approval as the pay of its period.

    `document` is what the second person agrees to, as canonical JSON: the hash of all results, who is deferred and
    why, which warnings were confirmed, the variances that were signed off.
    """

    __tablename__: ClassVar[str] = "booking_request"
    __table_args__ = (
        *asked_as("run"),
        ForeignKeyConstraint(["run_id", "period_id", "pay_group"], ["run.id", "run.period_id", "run.pay_group"]),
        ForeignKeyConstraint(
            ["run_id", "run_state", "run_hash"], ["run_event.run_id", "run_event.to_state", "run_event.content_hash"]
        ),
        CheckConstraint("run_state = 'finished'", name="run_finished"),
        UniqueConstraint("request_id", "run_id", "period_id", "pay_group"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    request_id: int = Field(unique=True, sa_type=SERIAL)
    request_kind: str = Field(default="run", sa_type=Code)
    run_id: int = Field(sa_type=SERIAL)
    run_state: str = Field(default="finished", sa_type=Code)
    run_hash: str = Field(sa_type=Code)
    period_id: int = Field(sa_type=SERIAL)
    pay_group: str = Field(sa_type=Code)
    document: str = Field(sa_type=Code)


class Deferral(Row, table=True):
    """Somebody whose pay by one plan does not come with the booking of this request, but later as a correction."""

    __tablename__: ClassVar[str] = "deferral"
    __table_args__ = (UniqueConstraint("request_id", "participant_id", "plan_key"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    request_id: int = Field(foreign_key="booking_request.request_id", sa_type=SERIAL)
    participant_id: int = Field(foreign_key="participant.id", index=True, sa_type=SERIAL)
    plan_key: str = Field(sa_type=Code)


class Booking(Row, table=True):
    """Which run counts as the pay of a period and pay group, by its revision: 1, and one more after each unlock or
    correction. It exists only with the approval of a second person."""

    __tablename__: ClassVar[str] = "booking"
    __table_args__ = (
        ForeignKeyConstraint(
            ["request_id", "run_id", "period_id", "pay_group"],
            [
                "booking_request.request_id",
                "booking_request.run_id",
                "booking_request.period_id",
                "booking_request.pay_group",
            ],
        ),
        ForeignKeyConstraint(["approval_id", "request_id", "verdict"], _DECIDED),
        CheckConstraint("verdict = 'approved'", name="verdict"),
        CheckConstraint("kind IN ('final', 'correction')", name="kind"),
        UniqueConstraint("period_id", "pay_group", "revision"),
        UniqueConstraint("id", "period_id", "pay_group", "kind"),
        UniqueConstraint("approval_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    period_id: int = Field(sa_type=SERIAL)
    pay_group: str = Field(sa_type=Code)
    revision: int
    kind: str = Field(sa_type=Code)
    run_id: int = Field(sa_type=SERIAL)
    request_id: int = Field(unique=True, sa_type=SERIAL)
    approval_id: int = Field(sa_type=SERIAL)
    verdict: str = Field(default="approved", sa_type=Code)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)


class CarriedLine(Row, table=True):
    """One line that a correction carries into an open period: the reversal of what was booked, or what takes its
    place. Earned in one period, paid in another; minor units."""

    __tablename__: ClassVar[str] = "carried_line"
    __table_args__ = (
        CheckConstraint("kind IN ('reversal', 'new')", name="kind"),
        UniqueConstraint("booking_id", "participant_id", "plan_key", "component", "earned_period_id", "kind"),
        Index(None, "paid_period_id", "pay_group"),
        Index(None, "participant_id", "earned_period_id"),
    )

    seq: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    booking_id: int = Field(foreign_key="booking.id", sa_type=SERIAL)
    participant_id: int = Field(foreign_key="participant.id", sa_type=SERIAL)
    plan_key: str = Field(sa_type=Code)
    component: str = Field(sa_type=Code)
    earning_code: str | None = Field(default=None, sa_type=Code, nullable=True)
    earned_period_id: int = Field(foreign_key="period.id", sa_type=SERIAL)
    paid_period_id: int = Field(foreign_key="period.id", sa_type=SERIAL)
    pay_group: str = Field(sa_type=Code)
    kind: str = Field(sa_type=Code)
    amount_minor: int = Field(sa_type=SERIAL)
    currency: str = Field(sa_type=Code)
    block_id: int = Field(foreign_key="audit_block.id", sa_type=SERIAL)


class Hold(Row, table=True):
    """Pay that is not handed to payroll yet: of a person in a period, or one component, or one row of it."""

    __tablename__: ClassVar[str] = "hold"
    __table_args__ = (Index(None, "period_id", "pay_group"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    participant_id: int = Field(foreign_key="participant.id", index=True, sa_type=SERIAL)
    period_id: int = Field(foreign_key="period.id", sa_type=SERIAL)
    pay_group: str = Field(sa_type=Code)
    plan_key: str | None = Field(default=None, sa_type=Code, nullable=True)
    component: str | None = Field(default=None, sa_type=Code, nullable=True)
    row_ref: str | None = Field(default=None, sa_type=Code, nullable=True)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)


class HoldEnd(Row, table=True):
    """That a hold is over: what it kept back is paid with the next payment."""

    __tablename__: ClassVar[str] = "hold_end"

    hold_id: int = Field(primary_key=True, foreign_key="hold.id", sa_type=SERIAL)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)


class OpeningRequest(Row, table=True):
    """Values that were true before the first stored period, as they were sent; they count once somebody approves."""

    __tablename__: ClassVar[str] = "opening_request"
    __table_args__ = asked_as("opening")

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    request_id: int = Field(unique=True, sa_type=SERIAL)
    request_kind: str = Field(default="opening", sa_type=Code)
    before_period_id: int = Field(foreign_key="period.id", sa_type=SERIAL)
    rows: int


class OpeningValue(Row, table=True):
    """One value to start with: the closing of a balance, or what a component has paid since the year began."""

    __tablename__: ClassVar[str] = "opening_value"
    __table_args__ = (
        CheckConstraint("kind IN ('balance', 'paid')", name="kind"),
        CheckConstraint("scale >= 0 AND scale <= 12", name="scale"),
        UniqueConstraint("request_id", "participant_id", "plan_key", "kind", "key"),
        Index(None, "participant_id", "plan_key"),
    )

    seq: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    request_id: int = Field(foreign_key="opening_request.request_id", sa_type=SERIAL)
    participant_id: int = Field(foreign_key="participant.id", sa_type=SERIAL)
    plan_key: str = Field(sa_type=Code)
    kind: str = Field(sa_type=Code)
    key: str = Field(sa_type=Code)
    mantissa: int = Field(sa_type=SERIAL)
    scale: int


class OpeningEffect(Row, table=True):
    """That the values of a request count, by the yes of a second person."""

    __tablename__: ClassVar[str] = "opening_effect"
    __table_args__ = (
        ForeignKeyConstraint(["approval_id", "request_id", "verdict"], _DECIDED),
        CheckConstraint("verdict = 'approved'", name="verdict"),
        UniqueConstraint("approval_id"),
    )

    seq: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    request_id: int = Field(unique=True, foreign_key="opening_request.request_id", sa_type=SERIAL)
    approval_id: int = Field(sa_type=SERIAL)
    verdict: str = Field(default="approved", sa_type=Code)
    at: datetime = Field(sa_type=Moment)
