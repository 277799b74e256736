"""`/v1/adjustments`: signed amounts beside results."""

from typing import Annotated

from fastapi import Query, Response

from service.access.allowed import allowed
from service.access.stored import Stored, StoredOnce
from service.adjustments.repository import AdjustmentSearch
from service.adjustments.routes.parts import adjustments_router
from service.adjustments.schemas import ADJUSTMENTS, AdjustmentList, AdjustmentsAskedAnswer, AdjustmentsCall, State
from service.adjustments.use_cases.adjusting import Page, ask_adjustments, list_adjustments, request_shown
from service.clock import now
from service.participants.use_cases.sight import sight_of
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import json_body, problem_answers
from service.work import record_reading

router = adjustments_router()


@router.post(
    "",
    status_code=202,
    operation_id="ask_adjustments",
    summary="Ask for adjustments",
    response_description="The request, which another person has to decide.",
    response_model=AdjustmentsAskedAnswer,
    responses=problem_answers(400, 404, 409, 413, 415, 422),
    openapi_extra=json_body(AdjustmentsCall, ADJUSTMENTS),
    dependencies=[allowed("close:write")],
)
def ask_for(stored: StoredOnce, call: AdjustmentsCall) -> Response:
    """Asks for signed amounts that a period pays beside its results: all rows or, with one problem, none."""
    said = call.model_dump()
    made = stored.create(
        "ask_adjustments",
        lambda work: str(ask_adjustments(work, said)),
        lambda work, request_id: request_shown(work, int(request_id)),
    )
    answer = JsonAnswer(json_bytes(made.shown))
    answer.status_code = 202
    answer.headers.update({**made.headers, "Location": f"/v1/approvals/{made.resource}"})
    return answer


@router.get(
    "",
    operation_id="list_adjustments",
    summary="List adjustments",
    response_description="One page of the list.",
    response_model=AdjustmentList,
    responses=problem_answers(404, 422),
    dependencies=[allowed("pay:read")],
)
def list_all(
    stored: Stored,
    *,
    participant: Annotated[str | None, Query(max_length=200, description="Of one participant only.")] = None,
    calendar: Annotated[str | None, Query(max_length=48, description="With `period`: of one period only.")] = None,
    period: Annotated[str | None, Query(max_length=16, description="The key of the period.")] = None,
    state: Annotated[State | None, Query(description="Only those in this state.")] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = 50,
    cursor: Annotated[str | None, Query(max_length=200, description="Where to go on.")] = None,
) -> Response:
    """Lists adjustments with their reasons: everybody's, or approved ones of the team of today or one's own."""
    sight = sight_of(stored.caller)
    search = AdjustmentSearch(sight.pay, sight.me, now().date(), state=state)
    place = None if calendar is None or period is None else (calendar, period)
    page = Page(limit, cursor)
    body, people = stored.read(lambda work: list_adjustments(work, search, participant, place, page))
    if people:
        stored.write(lambda work: record_reading(work, "list_adjustments", "adjustments", people))
    return JsonAnswer(json_bytes(body))
