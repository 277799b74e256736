"""What the operations on runs share: where they are, and their parameters."""

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query

from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute

_NUMBER_MAX: Final = 10**18 - 1
RunId = Annotated[int, Path(alias="id", ge=1, le=_NUMBER_MAX, description="The run.", examples=[12])]
Limit = Annotated[int, Query(ge=1, le=100, description="How many at most.")]
Cursor = Annotated[str | None, Query(max_length=200, description="Where to go on.")]


def runs_router(prefix: str = "/v1/runs") -> APIRouter:
    """A router for some of the operations."""
    return APIRouter(prefix=prefix, tags=["runs"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX)
