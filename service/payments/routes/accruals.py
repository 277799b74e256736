"""`/v1/accruals`: what open periods will probably cost."""

from typing import Final

from fastapi import APIRouter, Response

from service.access.allowed import allowed
from service.access.stored import Stored
from service.payments.use_cases.accruals import accruals_of
from service.periods.routes.parts import CalendarKey, PeriodKey
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.file_request import CSV_MEDIA
from service.web.operations import problem_answers

_BINARY: Final = {"schema": {"type": "string", "format": "binary"}}

router = APIRouter(prefix="/v1/accruals", tags=["payments"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX)


@router.get(
    "/{calendar}/{key}",
    operation_id="get_accruals",
    summary="Get the accruals of a period",
    response_class=Response,
    responses={
        200: {"description": "The amounts.", "content": {CSV_MEDIA: _BINARY}},
        **problem_answers(404, 422),
    },
    dependencies=[allowed("payments:read")],
)
def get_one(stored: Stored, calendar: CalendarKey, key: PeriodKey) -> Response:
    """Gives amounts by plan, component, cost centre, earned period and currency as CSV, for finance: those of every pay
    group's newest finished run, with what corrections and adjustments bring to the period. Nobody is named."""
    content = stored.read(lambda work: accruals_of(work, calendar, key))
    headers = {"Content-Disposition": f'attachment; filename="accruals-{key}.csv"', "Cache-Control": "no-store"}
    return Response(content, media_type=CSV_MEDIA, headers=headers)
