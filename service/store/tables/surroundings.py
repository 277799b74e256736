"""What runs read beside people and facts: exchange rates and days that are no work days, dated and only growing."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from service.store.columns import SERIAL, Code, Moment
from service.store.tables.base import Row


class ExchangeRate(Row, table=True):
    """One unit of `from_currency` is `mantissa` / 10^`scale` units of `to_currency` on a day; the last word counts."""

    __tablename__: ClassVar[str] = "exchange_rate"
    __table_args__ = (
        CheckConstraint("mantissa > 0", name="positive"),
        CheckConstraint("scale >= 0 AND scale <= 12", name="scale"),
        CheckConstraint("from_currency <> to_currency", name="pair"),
        Index(None, "from_currency", "to_currency", "day"),
    )

    seq: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    from_currency: str = Field(sa_type=Code)
    to_currency: str = Field(sa_type=Code)
    day: str = Field(sa_type=Code)
    mantissa: int = Field(sa_type=SERIAL)
    scale: int
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)


class Holiday(Row, table=True):
    """That a day of a calendar is a holiday, or, said later, an ordinary day again."""

    __tablename__: ClassVar[str] = "holiday"
    __table_args__ = (
        CheckConstraint("state IN ('holiday', 'ordinary')", name="state"),
        Index(None, "calendar_key", "day"),
    )

    seq: int | None = Field(default=None, primary_key=True, sa_type=SERIAL)
    calendar_key: str = Field(foreign_key="calendar.key", sa_type=Code)
    day: str = Field(sa_type=Code)
    state: str = Field(sa_type=Code)
    by_id: int = Field(foreign_key="principal.id", sa_type=SERIAL)
    at: datetime = Field(sa_type=Moment)
