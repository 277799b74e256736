"""What the operations on KPIs share: where they are, their parameters, and a KPI as an answer."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from service.kpi_library import LibraryKpi
from service.kpis.use_cases.reading import shown
from service.web.body_limits import BODY_BYTES_MAX
from service.web.conditions import etag
from service.web.exact_request import ExactRoute
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes, with_text

Key = Annotated[str, Path(max_length=48, description="Key of the KPI.", examples=["win_rate"])]
Version = Annotated[int, Path(ge=1, le=10**9, description="Number of the version.", examples=[1])]
Limit = Annotated[int, Query(ge=1, le=100, description="How many at most.")]
Cursor = Annotated[str | None, Query(max_length=200, description="Where to go on.")]


def kpi_router() -> APIRouter:
    """A router for some of the operations."""
    return APIRouter(prefix="/v1/kpis", tags=["kpis"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX)


def kpi_answer(kpi: LibraryKpi, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """A version of a KPI with its definition."""
    answer = JsonAnswer(with_text(shown(kpi), "definition", kpi.text))
    answer.status_code = status
    answer.headers.update({**etag(kpi.content_hash), **(headers or {})})
    return answer


def shown_answer(found: dict[str, object]) -> Response:
    """Anything else that is shown."""
    return JsonAnswer(json_bytes(found))
