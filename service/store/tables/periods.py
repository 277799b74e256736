"""Calendars, their periods, and the requests to open a locked one again."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from service.store.columns import SERIAL, WITHOUT_ROW_NUMBERS, Code, Moment
from service.store.tables.approvals import asked_as
from service.store.tables.base import Row


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
