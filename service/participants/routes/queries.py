"""Query parameters that several operations share."""

from datetime import UTC, date, datetime
from typing import Annotated, Final

from fastapi import Depends, Query

from rules import Problem
from service.errors import RequestRefused
from service.participants.use_cases.reading import Page
from service.web.wire import DayIn

_CURSOR_CHARACTERS_MAX: Final = 1_000


def _page(
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = 50,
    cursor: Annotated[str | None, Query(max_length=_CURSOR_CHARACTERS_MAX, description="Where to go on.")] = None,
) -> Page:
    return Page(limit, cursor)


def _day(
    on: Annotated[DayIn | None, Query(description="As of this day; today by default.")] = None,
) -> date | None:
    return None if on is None else date.fromisoformat(on)


def _moment(
    known_at: Annotated[
        str | None,
        Query(
            pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?Z$",
            description="As it was known at this moment, in UTC: 2026-03-31T12:00:00Z.",
        ),
    ] = None,
) -> datetime | None:
    if known_at is None:
        return None
    try:
        return datetime.fromisoformat(known_at).astimezone(UTC)
    except ValueError:
        raise RequestRefused(
            Problem("request.bad_value", "query known_at", "Write a moment that there is: 2026-03-31T12:00:00Z.")
        ) from None


PageAsked = Annotated[Page, Depends(_page)]
DayAsked = Annotated[date | None, Depends(_day)]
MomentAsked = Annotated[datetime | None, Depends(_moment)]
