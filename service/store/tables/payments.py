"""What payroll receives, once; the files it was given; what it said; and the statements that people were shown."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from service.store.columns import SERIAL, WITHOUT_ROW_NUMBERS, Code, Moment
from service.store.tables.base import Row


class Payment(Row, table=True):
    """A batch for payroll from the bookings of a locked period: number 1, then one for each later release of holds
    or leaver. `totals` are control totals per currency as canonical JSON."""

    __tablename__: ClassVar[str] = "payment"
    __table_args__ = (
        CheckConstraint("kind IN ('regular', 'off_cycle')", name="kind"),
        UniqueConstraint("period_id", "pay_group", "number"),
        UniqueConstraint("id", "period_id", "pay_group", "kind"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    period_id: int = Field(foreign_key="period.id", sa_type=SERIAL)
    pay_group: str = Field(sa_type=Code)
    number: int
    kind: str = Field(sa_type=Code)
    booking_id: int = Field(foreign_key="booking.id", sa_type=SERIAL)
    lines: int
    totals: str = Field(sa_type=Code)
    content_hash: str = Field(sa_type=Code)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)


class PaymentLine(Row, table=True):
    """One amount for one person. `origin` names the line that it pays, and the database lets each be paid once."""

    __tablename__: ClassVar[str] = "payment_line"
    __table_args__ = (
        UniqueConstraint("origin"),
        Index(None, "participant_id", "paid_period_id"),
        WITHOUT_ROW_NUMBERS,
    )

    payment_id: int = Field(primary_key=True, foreign_key="payment.id", sa_type=SERIAL)
    number: int = Field(primary_key=True, sa_type=SERIAL)
    origin: str = Field(sa_type=Code)
    participant_id: int = Field(foreign_key="participant.id", sa_type=SERIAL)
    plan_key: str | None = Field(default=None, sa_type=Code, nullable=True)
    component: str | None = Field(default=None, sa_type=Code, nullable=True)
    earning_code: str | None = Field(default=None, sa_type=Code, nullable=True)
    cost_centre: str | None = Field(default=None, sa_type=Code, nullable=True)
    earned_period_id: int = Field(foreign_key="period.id", sa_type=SERIAL)
    paid_period_id: int = Field(foreign_key="period.id", sa_type=SERIAL)
    amount_minor: int = Field(sa_type=SERIAL)
    currency: str = Field(sa_type=Code)
    block_id: int = Field(foreign_key="audit_block.id", sa_type=SERIAL)


class ExportMapping(Row, table=True):
    """How a file for payroll is laid out, by name; each change is a new version (canonical JSON)."""

    __tablename__: ClassVar[str] = "export_mapping"
    __table_args__ = (UniqueConstraint("name", "version"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    name: str = Field(sa_type=Code)
    version: int
    document: str = Field(sa_type=Code)
    content_hash: str = Field(sa_type=Code)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)


class PaymentExport(Row, table=True):
    """That a file was made of a payment: its format and the SHA-256 of its bytes, which stay when it is erased."""

    __tablename__: ClassVar[str] = "payment_export"
    __table_args__ = (UniqueConstraint("payment_id", "format", "mapping_id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    payment_id: int = Field(foreign_key="payment.id", sa_type=SERIAL)
    format: str = Field(sa_type=Code)
    mapping_id: int | None = Field(default=None, foreign_key="export_mapping.id", sa_type=SERIAL, nullable=True)
    file_name: str = Field(sa_type=Code)
    manifest: str = Field(sa_type=Code)
    sha256: str = Field(sa_type=Code)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)


class PaymentFile(Row, table=True):
    """The bytes of an export, which name people: they can be erased."""

    __tablename__: ClassVar[str] = "payment_file"

    export_id: int = Field(primary_key=True, foreign_key="payment_export.id", sa_type=SERIAL)
    content: bytes = Field(sa_type=LargeBinary)


class PaymentReceipt(Row, table=True):
    """What payroll said of a payment: taken as a whole, in part, or not (canonical JSON by line)."""

    __tablename__: ClassVar[str] = "payment_receipt"
    __table_args__ = (
        CheckConstraint("state IN ('accepted', 'rejected', 'partly')", name="state"),
        Index(None, "payment_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    payment_id: int = Field(foreign_key="payment.id", sa_type=SERIAL)
    state: str = Field(sa_type=Code)
    reference: str | None = Field(default=None, sa_type=Code, nullable=True)
    document: str = Field(sa_type=Code)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)


class StatementIssue(Row, table=True):
    """That a participant was shown a statement of a period, by its revision and hash; it is rendered on demand."""

    __tablename__: ClassVar[str] = "statement_issue"
    __table_args__ = (UniqueConstraint("participant_id", "period_id", "pay_group", "revision"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    participant_id: int = Field(foreign_key="participant.id", sa_type=SERIAL)
    period_id: int = Field(foreign_key="period.id", sa_type=SERIAL)
    pay_group: str = Field(sa_type=Code)
    revision: int
    booking_id: int = Field(foreign_key="booking.id", sa_type=SERIAL)
    content_hash: str = Field(sa_type=Code)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)
