"""Holidays of calendars as rows that only grow: of each day, the row with the largest number counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select

from service.store.locks import Lock, lock_shared
from service.store.sequences import draw_keys
from service.store.tables import Holiday
from service.work import Work

DayState = Literal["holiday", "ordinary"]
HOLIDAY: Final = "holiday"


@dataclass(frozen=True, slots=True)
class KnownHoliday:
    """A day that is no work day, and when that was said."""

    day: str
    at: datetime


def share_inputs(work: Work) -> None:
    """Taken before anything is looked up or written: no run begins between a day's number and its commit."""
    lock_shared(work.session, Lock.RUN_INPUTS)


def holidays_known(work: Work, calendar: str, holiday_seq: int) -> Sequence[str]:
    """The holidays of a calendar, in order, as they were when `holiday_seq` was the last number."""
    return [known.day for known in _holidays(work, calendar, col(Holiday.seq) <= holiday_seq)]


def holidays_after(
    work: Work, calendar: str, start: str | None, until: str | None, limit: int
) -> Sequence[KnownHoliday]:
    """Days that are holidays now, in order, from `start` to the day before `until`."""
    conditions: list[ColumnElement[bool]] = []
    if start is not None:
        conditions.append(col(Holiday.day) >= start)
    if until is not None:
        conditions.append(col(Holiday.day) < until)
    return _holidays(work, calendar, *conditions, limit=limit)


def states_of(work: Work, calendar: str, days: Sequence[str]) -> dict[str, str]:
    """What was said last of each of these days, where anything was."""
    rows = work.session.exec(select(Holiday).where(col(Holiday.seq).in_(_last(calendar, col(Holiday.day).in_(days)))))
    return {row.day: row.state for row in rows}


def add_days(work: Work, calendar: str, days: Sequence[str], state: DayState) -> tuple[int, int]:
    """Say something of these days; the first and the last of the new numbers."""
    numbers = draw_keys(work.session, Holiday, len(days))
    said = {"calendar_key": calendar, "state": state, "by_id": work.actor.principal_id, "at": work.now}
    work.add_many(Holiday, [{"seq": seq, "day": day, **said} for seq, day in zip(numbers, days, strict=True)])
    return numbers[0], numbers[-1]


def _last(calendar: str, *conditions: ColumnElement[bool]) -> "ColumnElement[int]":
    last = select(func.max(Holiday.seq)).where(col(Holiday.calendar_key) == calendar, *conditions)
    return last.group_by(col(Holiday.day)).scalar_subquery()


def _holidays(
    work: Work, calendar: str, *conditions: ColumnElement[bool], limit: int | None = None
) -> Sequence[KnownHoliday]:
    query = (
        select(Holiday)
        .where(col(Holiday.seq).in_(_last(calendar, *conditions)), col(Holiday.state) == HOLIDAY)
        .order_by(col(Holiday.day))
    )
    rows = work.session.exec(query if limit is None else query.limit(limit)).all()
    return [KnownHoliday(row.day, row.at) for row in rows]
