"""Periods that are locked or paid."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from service.store.tables import PayPeriod, PeriodEvent
from service.work import Work

_CLOSED: Final = ("locked", "paid")


@dataclass(frozen=True, slots=True)
class LockedPeriod:
    """The days `start` to the day before `end` of a period that is closed for a pay group."""

    start: str
    end: str
    pay_group: str

    def holds(self, day: str) -> bool:
        """Whether the day lies in it."""
        return self.start <= day < self.end

    @property
    def last_day(self) -> str:
        """The last day that lies in it."""
        return (date.fromisoformat(self.end) - timedelta(1)).isoformat()


def locked_periods(work: Work, first_day: str, last_day: str) -> list[LockedPeriod]:
    """Periods with one of these days that are locked or paid, for each group for which they are."""
    later = aliased(PeriodEvent)
    newest = (
        select(func.max(col(later.number)))
        .where(col(later.period_id) == col(PeriodEvent.period_id), col(later.pay_group) == col(PeriodEvent.pay_group))
        .scalar_subquery()
    )
    query: Select[*tuple[Any, ...]] = (
        select(col(PayPeriod.start_day), col(PayPeriod.end_day), col(PeriodEvent.pay_group))
        .join(PeriodEvent, col(PeriodEvent.period_id) == col(PayPeriod.id))
        .where(
            col(PayPeriod.start_day) <= last_day,
            col(PayPeriod.end_day) > first_day,
            col(PeriodEvent.number) == newest,
            col(PeriodEvent.to_state).in_(_CLOSED),
        )
    )
    return [LockedPeriod(*row) for row in work.session.connection().execute(query)]
