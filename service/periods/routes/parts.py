"""What the operations on periods share: where they are, and their parameters."""

from typing import Annotated

from fastapi import APIRouter, Path

from service.periods.schemas import KEY_MAX
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute

CalendarKey = Annotated[str, Path(max_length=KEY_MAX, description="Key of the calendar.", examples=["monthly"])]
PeriodKey = Annotated[str, Path(max_length=16, description="Key of the period.", examples=["2026-03"])]
PayGroup = Annotated[
    str, Path(max_length=64, description="Who is paid together; `all` for those without a group.", examples=["all"])
]


def period_router() -> APIRouter:
    """A router for some of the operations."""
    return APIRouter(prefix="/v1/periods", tags=["periods"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX)
