"""`/v1/participants/{external_id}/progress`: from period to period, on one scale."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from rules import PROGRESS_BAND, parse_decimal
from service.access.allowed import allowed
from service.access.stored import Stored
from service.participants.use_cases.sight import sight_of
from service.progress.schemas import ProgressOut
from service.progress.use_cases import Asked, read_periods, shown
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import problem_answers
from service.work import record_reading

router = APIRouter(prefix="/v1/participants", tags=["runs"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX)

_BAND = r"^[0-9]{1,3}(\.[0-9]{1,12})?$"


@router.get(
    "/{external_id}/progress",
    operation_id="get_participant_progress",
    summary="Show somebody's progress",
    response_description="Every plan, period by period.",
    response_model=ProgressOut,
    responses=problem_answers(404, 409, 422),
    dependencies=[allowed("pay:read")],
)
def progress(
    stored: Stored,
    external_id: Annotated[str, Path(max_length=128, description="The participant's id.", examples=["E17"])],
    calendar: Annotated[str, Query(max_length=48, description="Key of the calendar.", examples=["monthly"])],
    until: Annotated[str, Query(max_length=16, description="Key of the last period.", examples=["2026-03"])],
    *,
    periods: Annotated[int, Query(ge=1, le=36, description="How many periods at most.")] = 12,
    band: Annotated[
        str | None, Query(pattern=_BAND, description="A change of not more than this is stable; absent: 0.05.")
    ] = None,
) -> Response:
    """Shows how the coefficient and the index of every KPI moved, from booked results, or from those that were computed
    last where nothing is booked.

    Where levels, weights or the rules of the matrix changed, earlier actuals are scored again by the later matrix;
    values of two scales are never compared.
    """
    asked, sight = Asked(external_id, calendar, until, periods), sight_of(stored.caller)
    read = stored.read(lambda work: read_periods(work, sight, asked))
    answer = shown(read, PROGRESS_BAND if band is None else parse_decimal(band))
    stored.write(lambda work: record_reading(work, "get_participant_progress", f"progress/{read.participant_id}", 1))
    return JsonAnswer(json_bytes(answer))
