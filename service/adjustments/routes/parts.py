"""What the operations on adjustments share: their router."""

from fastapi import APIRouter

from service.web.body_limits import UPLOAD_BODY_BYTES_MAX
from service.web.exact_request import ExactRoute


def adjustments_router() -> APIRouter:
    """A router for some of the operations; lists of 10,000 rows arrive there."""
    return APIRouter(
        prefix="/v1/adjustments", tags=["close"], route_class=ExactRoute, max_body_size=UPLOAD_BODY_BYTES_MAX
    )
