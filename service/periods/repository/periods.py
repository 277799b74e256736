"""Periods: rows that never change; the database lets each begin only where another one ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, tuple_
from sqlmodel import col, select

from rules import NamedPeriod, Period
from service.store.tables import PayPeriod
from service.work import Work


@dataclass(frozen=True, slots=True)
class StoredPeriod:
    """One period of a calendar, from `start` to the day before `end`."""

    id: int
    calendar: str
    key: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class PeriodSearch:
    """Which periods are wanted: of one calendar, and those that have a day from `start` to the day before `until`."""

    calendar: str | None = None
    start: str | None = None
    until: str | None = None


def span_of(work: Work, calendar: str) -> Period | None:
    """From the first day of the calendar's periods to the day after their last; None while it has none."""
    query = select(func.min(PayPeriod.start_day), func.max(PayPeriod.end_day))
    first, last = work.session.exec(query.where(col(PayPeriod.calendar_key) == calendar)).one()
    ends: list[str | None] = [first, last]
    days = [date.fromisoformat(end) for end in ends if end is not None]
    return Period(*days) if days else None


def add_periods(work: Work, calendar: str, periods: Iterable[NamedPeriod]) -> int:
    """New periods, each next to one that is there; how many they were."""
    added = 0
    for named in periods:
        work.add(
            PayPeriod(
                calendar_key=calendar,
                key=named.key,
                start_day=named.period.start.isoformat(),
                end_day=named.period.end.isoformat(),
            )
        )
        added += 1
    return added


def find_period(work: Work, calendar: str, key: str) -> StoredPeriod | None:
    """The period of this key, if the calendar has it."""
    query = select(PayPeriod).where(col(PayPeriod.calendar_key) == calendar, col(PayPeriod.key) == key)
    row = work.session.exec(query).one_or_none()
    return None if row is None else _stored(row)


def period_of_id(work: Work, number: int) -> StoredPeriod:
    """The period of this number, which is known to be there."""
    return _stored(work.session.exec(select(PayPeriod).where(col(PayPeriod.id) == number)).one())


def periods_after(
    work: Work, search: PeriodSearch, after: tuple[str, str] | None, limit: int
) -> Sequence[StoredPeriod]:
    """Periods that fit, in the order of calendars and days, after the (calendar, first day) given."""
    query = select(PayPeriod).order_by(col(PayPeriod.calendar_key), col(PayPeriod.start_day)).limit(limit)
    if search.calendar is not None:
        query = query.where(col(PayPeriod.calendar_key) == search.calendar)
    if search.start is not None:
        query = query.where(col(PayPeriod.end_day) > search.start)
    if search.until is not None:
        query = query.where(col(PayPeriod.start_day) < search.until)
    if after is not None:
        query = query.where(tuple_(col(PayPeriod.calendar_key), col(PayPeriod.start_day)) > after)
    return [_stored(row) for row in work.session.exec(query).all()]


def _stored(row: PayPeriod) -> StoredPeriod:
    assert row.id is not None
    return StoredPeriod(row.id, row.calendar_key, row.key, row.start_day, row.end_day)
