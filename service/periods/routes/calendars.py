"""`/v1/calendars`: how the company divides time, and the periods that come of it."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from service.access.allowed import allowed
from service.access.stored import Stored, StoredOnce
from service.periods.schemas import (
    CALENDARS,
    KEY_MAX,
    SPANS,
    CalendarAnswer,
    CalendarCreateCall,
    CalendarList,
    PeriodsGenerateCall,
    PeriodsMadeAnswer,
)
from service.periods.use_cases.calendars import (
    calendar_shown,
    create_calendar,
    generate_periods,
    get_calendar,
    list_calendars,
)
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import json_body, problem_answers

router = APIRouter(prefix="/v1/calendars", tags=["periods"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX)

Key = Annotated[str, Path(max_length=KEY_MAX, description="Key of the calendar.", examples=["monthly"])]


@router.post(
    "",
    status_code=201,
    operation_id="create_calendar",
    summary="Create a calendar",
    response_description="The calendar.",
    response_model=CalendarAnswer,
    responses=problem_answers(400, 409, 413, 415, 422),
    openapi_extra=json_body(CalendarCreateCall, CALENDARS),
    dependencies=[allowed("periods:write")],
)
def create(stored: StoredOnce, call: CalendarCreateCall) -> Response:
    """Says how the company divides time. A calendar never changes, as periods that were paid lie in it."""
    made = stored.create(
        "create_calendar",
        lambda work: create_calendar(work, call.model_dump()).key,
        lambda work, key: calendar_shown(get_calendar(work, key)),
    )
    answer = JsonAnswer(json_bytes(made.shown))
    answer.status_code = 201
    answer.headers.update(made.headers)
    return answer


@router.get(
    "",
    operation_id="list_calendars",
    summary="List the calendars",
    response_description="One page of the list.",
    response_model=CalendarList,
    responses=problem_answers(422),
    dependencies=[allowed("periods:read")],
)
def list_all(
    stored: Stored,
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = 50,
    cursor: Annotated[str | None, Query(max_length=200, description="Where to go on.")] = None,
) -> Response:
    """Lists the calendars."""
    return JsonAnswer(json_bytes(stored.read(lambda work: list_calendars(work, limit, cursor))))


@router.get(
    "/{key}",
    operation_id="get_calendar",
    summary="Get a calendar",
    response_description="The calendar.",
    response_model=CalendarAnswer,
    responses=problem_answers(404, 422),
    dependencies=[allowed("periods:read")],
)
def get_one(stored: Stored, key: Key) -> Response:
    """Gives one calendar."""
    return JsonAnswer(json_bytes(stored.read(lambda work: calendar_shown(get_calendar(work, key)))))


@router.post(
    "/{key}/periods",
    operation_id="generate_periods",
    summary="Make the periods of a calendar",
    response_description="The periods that were asked for.",
    response_model=PeriodsMadeAnswer,
    responses=problem_answers(400, 404, 413, 415, 422),
    openapi_extra=json_body(PeriodsGenerateCall, SPANS),
    dependencies=[allowed("periods:write")],
)
def generate(stored: Stored, key: Key, call: PeriodsGenerateCall) -> Response:
    """Makes the periods that have a day between `from` and `until`, and what would lie between them and those that are
    there: a calendar never has a gap. Periods that are there stay; the same again makes nothing new."""
    start, until = date.fromisoformat(call.from_), date.fromisoformat(call.until)
    return JsonAnswer(json_bytes(stored.write(lambda work: generate_periods(work, key, start, until))))
