"""Calendars: written once, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from service.store.tables import Calendar
from service.work import Work


@dataclass(frozen=True, slots=True)
class StoredCalendar:
    """A calendar: its document as JSON text, and that text's hash."""

    key: str
    text: str
    content_hash: str
    created_at: datetime


def find_calendar(work: Work, key: str) -> StoredCalendar | None:
    """The calendar of a key, if there is one."""
    row = work.session.get(Calendar, key)
    return None if row is None else _stored(row)


def add_calendar(work: Work, key: str, text: str, content_hash: str) -> None:
    """A new calendar."""
    work.add(Calendar(key=key, document=text, content_hash=content_hash, created_at=work.now))


def calendars_after(work: Work, after: str, limit: int) -> Sequence[StoredCalendar]:
    """Calendars whose key comes after this one, in their order."""
    query = select(Calendar).where(col(Calendar.key) > after).order_by(col(Calendar.key)).limit(limit)
    return [_stored(row) for row in work.session.exec(query).all()]


def _stored(row: Calendar) -> StoredCalendar:
    return StoredCalendar(row.key, row.document, row.content_hash, row.created_at)
