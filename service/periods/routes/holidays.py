"""Holidays of a calendar over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from service.access.allowed import allowed
from service.access.stored import Stored, StoredOnce
from service.periods.schemas import HOLIDAYS, KEY_MAX, DaysSaidAnswer, HolidayList, HolidaysCall
from service.periods.use_cases.holidays import days_said, list_holidays, say_days
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import json_body, problem_answers
from service.web.wire import DayIn

router = APIRouter(
    prefix="/v1/calendars/{key}/holidays", tags=["periods"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX
)

Key = Annotated[str, Path(max_length=KEY_MAX, description="Key of the calendar.", examples=["monthly"])]


@router.post(
    "",
    operation_id="add_holidays",
    summary="Say which days are holidays",
    response_description="How many days changed.",
    response_model=DaysSaidAnswer,
    responses=problem_answers(400, 404, 413, 415, 422),
    openapi_extra=json_body(HolidaysCall, HOLIDAYS),
    dependencies=[allowed("facts:write")],
)
def add(stored: StoredOnce, key: Key, call: HolidaysCall) -> Response:
    """Says that up to 1,000 days are holidays, or ordinary days again. The last word counts for runs that start later;
    earlier runs keep what they knew."""
    made = stored.create(
        "add_holidays",
        lambda work: say_days(work, key, call.days, call.state),
        lambda _work, resource: days_said(resource),
    )
    return JsonAnswer(json_bytes(made.shown), headers=made.headers)


@router.get(
    "",
    operation_id="list_holidays",
    summary="List the holidays of a calendar",
    response_description="One page of the list.",
    response_model=HolidayList,
    responses=problem_answers(404, 422),
    dependencies=[allowed("facts:read")],
)
def list_all(
    stored: Stored,
    key: Key,
    *,
    from_: Annotated[DayIn | None, Query(alias="from", description="From this day on.")] = None,
    until: Annotated[DayIn | None, Query(description="Before this day.")] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = 50,
    cursor: Annotated[str | None, Query(max_length=200, description="Where to go on.")] = None,
) -> Response:
    """Lists the days that are holidays now."""
    shown = stored.read(lambda work: list_holidays(work, key, (from_, until), limit, cursor))
    return JsonAnswer(json_bytes(shown))
