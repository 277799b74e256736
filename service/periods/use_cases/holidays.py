"""Which days of a calendar are holidays."""

from collections.abc import Sequence
from datetime import date, timedelta

from service.periods.repository.holidays import DayState, add_days, holidays_after, share_inputs, states_of
from service.periods.use_cases.calendars import get_calendar
from service.web.cursor import bad_cursor, make_cursor, read_cursor
from service.web.moments import moment_text
from service.work import Work


def say_days(work: Work, calendar: str, days: Sequence[str], state: DayState) -> str:
    """Say that days are holidays, or ordinary days again; those that are so already stay as they are. Raises NotFound.

    Returns how many days changed and how many were so, as `days_said` reads it.
    """
    get_calendar(work, calendar)
    share_inputs(work)
    wanted = sorted(set(days))
    there = states_of(work, calendar, wanted)
    new = [day for day in wanted if there.get(day, "ordinary") != state]
    if new:
        first, last = add_days(work, calendar, new, state)
        work.changed(f"calendar.{state}s", f"calendar/{calendar}/holidays/{first}..{last}")
    return f"{len(new)} {len(wanted) - len(new)}"


def days_said(resource: str) -> dict[str, object]:
    """What came of it, as answers show it."""
    changed, known = map(int, resource.split())
    return {"changed": changed, "known": known}


def list_holidays(
    work: Work, calendar: str, days: tuple[str | None, str | None], limit: int, cursor: str | None
) -> dict[str, object]:
    """One page of a calendar's holidays, from the first of `days` to the day before the second; raises NotFound, and
    RequestRefused for a cursor that no page gave out."""
    get_calendar(work, calendar)
    start, until = days
    found = holidays_after(work, calendar, start if cursor is None else _next_day(cursor), until, limit + 1)
    has_more = len(found) > limit
    return {
        "data": [{"day": known.day, "at": moment_text(known.at)} for known in found[:limit]],
        "has_more": has_more,
        "next_cursor": make_cursor(found[limit - 1].day) if has_more else None,
    }


def _next_day(cursor: str) -> str:
    try:
        return (date.fromisoformat(read_cursor(cursor)) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        raise bad_cursor() from None
