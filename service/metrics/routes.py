"""`/metrics`, as Prometheus reads it."""

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from service.access.allowed import allowed

router = APIRouter(include_in_schema=False, dependencies=[allowed("metrics:read")])


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """Requests, durations and the process in numbers; outside `/v1`, because it is about the service itself."""
    body = request.app.state.metrics.exposition()
    return Response(body, media_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})
