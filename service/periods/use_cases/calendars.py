"""Calendars, and the periods that they make."""

from datetime import date
from typing import Any

from rules import NamedPeriod, PeriodRule, Problem, parse_fiscal_start, periods_between
from service.errors import Conflict, NotFound
from service.files.exact_json import loads
from service.periods.repository.calendars import StoredCalendar, add_calendar, calendars_after, find_calendar
from service.periods.repository.periods import add_periods, span_of
from service.periods.use_cases.content import canonical_text, content_hash
from service.web.cursor import make_cursor, read_cursor
from service.web.moments import moment_text
from service.work import Work

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Document = dict[str, Any]
"""A calendar as its body says it, every part there."""


def create_calendar(work: Work, document: Document) -> StoredCalendar:
    """A new calendar, which never changes; raises CallRefused for parts that do not fit, and Conflict."""
    _rule(document)
    if find_calendar(work, document["key"]) is not None:
        message = "There is a calendar of this key. Calendars do not change; choose another key."
        raise Conflict(Problem("calendar.exists", "/key", message))
    identity = content_hash(document)
    add_calendar(work, document["key"], canonical_text(document), identity)
    work.changed("calendar.created", f"calendar/{document['key']}", after=identity)
    return get_calendar(work, document["key"])


def get_calendar(work: Work, key: str) -> StoredCalendar:
    """The calendar; raises NotFound."""
    calendar = find_calendar(work, key)
    if calendar is None:
        message = "There is no such calendar; GET /v1/calendars lists them."
        raise NotFound(Problem("calendar.not_found", "path key", message))
    return calendar


def list_calendars(work: Work, limit: int, cursor: str | None) -> dict[str, object]:
    """One page of calendars, by key; raises RequestRefused for a cursor that no page gave out."""
    found = calendars_after(work, "" if cursor is None else read_cursor(cursor), limit + 1)
    has_more = len(found) > limit
    return {
        "data": [calendar_shown(calendar) for calendar in found[:limit]],
        "has_more": has_more,
        "next_cursor": make_cursor(found[limit - 1].key) if has_more else None,
    }


def generate_periods(work: Work, key: str, start: date, until: date) -> dict[str, object]:
    """The periods of a calendar that have a day from `start` to the day before `until`, made where they are not there.

    What would lie between them and those that are there is made too: a calendar never has a gap. Raises NotFound and
    CallRefused.
    """
    calendar = get_calendar(work, key)
    rule = _rule(_document(calendar))
    wanted = periods_between(rule, start, until)
    missing = _missing(work, key, rule, wanted)
    created = add_periods(work, key, missing)
    if created:
        days = [named.period for named in missing]
        first, last = min(each.start for each in days), max(each.end for each in days)
        work.changed("calendar.periods_made", f"calendar/{key}/{first}..{last}")
    span = span_of(work, key)
    assert span is not None
    return {
        "calendar": key,
        "created": created,
        "keys": [named.key for named in wanted],
        "from": span.start.isoformat(),
        "until": span.end.isoformat(),
    }


def _missing(work: Work, key: str, rule: PeriodRule, wanted: tuple[NamedPeriod, ...]) -> list[NamedPeriod]:
    """What is to be made, each next to something that is there once its turn comes."""
    start, end = wanted[0].period.start, wanted[-1].period.end
    there = span_of(work, key)
    if there is None:
        return list(wanted)
    before = periods_between(rule, start, there.start) if start < there.start else ()
    after = periods_between(rule, there.end, end) if end > there.end else ()
    return [*reversed(before), *after]


def calendar_shown(calendar: StoredCalendar) -> dict[str, object]:
    """A calendar as answers show it."""
    return {**_document(calendar), "hash": calendar.content_hash, "created_at": moment_text(calendar.created_at)}


def _document(calendar: StoredCalendar) -> Document:
    document = loads(calendar.text.encode())
    assert isinstance(document, dict)
    return document


def _rule(document: Document) -> PeriodRule:
    return PeriodRule(
        frequency=document["frequency"],
        fiscal_start=parse_fiscal_start(document["fiscal_year_start"], "/fiscal_year_start"),
        pattern=document["pattern"],
        week_start=WEEKDAYS.index(document["week_start"]),
        year_begins=document["year_begins"],
        year_named=document["year_named"],
    )
