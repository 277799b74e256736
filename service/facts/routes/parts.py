"""What the operations on facts share: their router and their parameters."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query

from service.facts.use_cases.page import Page
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute

_CURSOR_MAX: Final = 200


def facts_router(prefix: str) -> APIRouter:
    """A router for some of the operations."""
    return APIRouter(prefix=prefix, tags=["facts"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX)


def _page(
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = 50,
    cursor: Annotated[str | None, Query(max_length=_CURSOR_MAX, description="Where to go on.")] = None,
) -> Page:
    return Page(limit, cursor)


PageAsked = Annotated[Page, Depends(_page)]
WaitingId = Annotated[
    str, Path(pattern=r"^[0-9]{1,18}$", description="The id of a fact in quarantine.", examples=["7"])
]
CalendarKey = Annotated[str, Path(max_length=48, description="Key of the calendar.", examples=["monthly"])]
PeriodKey = Annotated[str, Path(max_length=16, description="Key of the period.", examples=["2026-03"])]
