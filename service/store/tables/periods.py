"""Calendars, their periods, and the state of each period for each group that is paid together."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from service.store.columns import SERIAL, WITHOUT_ROW_NUMBERS, Code, Moment
from service.store.tables.approvals import asked_as
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


class Calendar(Row, table=True):
    """A sequence of periods: its key, how long they are, and how the fiscal year lies (canonical JSON)."""

    __tablename__: ClassVar[str] = "calendar"
    __table_args__ = WITHOUT_ROW_NUMBERS

    key: str = Field(primary_key=True, sa_type=Code)
    document: str = Field(sa_type=Code)
    content_hash: str = Field(sa_type=Code)
    created_at: datetime = Field(sa_type=Moment)


class PayPeriod(Row, table=True):
    """One period of a calendar: first day, and the day after the last."""

    __tablename__: ClassVar[str] = "period"
    __table_args__ = (
        UniqueConstraint("calendar_key", "key"),
        UniqueConstraint("calendar_key", "start_day"),
        UniqueConstraint("calendar_key", "end_day"),
        CheckConstraint("end_day > start_day", name="days"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    calendar_key: str = Field(foreign_key="calendar.key", sa_type=Code)
    key: str = Field(sa_type=Code)
    start_day: str = Field(sa_type=Code)
    end_day: str = Field(sa_type=Code)


class PeriodUnlock(Row, table=True):
    """A locked period that somebody asks to open again; it waits for the approval of `request_id`."""

    __tablename__: ClassVar[str] = "period_unlock"
    __table_args__ = (
        UniqueConstraint("request_id", "period_id", "pay_group", "after_number"),
        *asked_as("period_unlock"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    request_id: int = Field(unique=True, sa_type=SERIAL)
    request_kind: str = Field(default="period_unlock", sa_type=Code)
    period_id: int = Field(foreign_key="period.id", sa_type=SERIAL)
    pay_group: str = Field(sa_type=Code)
    after_number: int


class PeriodEvent(Row, table=True):
    """What happened to a period in one pay group, in one line of numbered steps; its state is the last one.

    Opening a locked period carries the approval of exactly this unlocking of this lock.
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
        UniqueConstraint("approval_id"),
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
