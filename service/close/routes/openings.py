"""`/v1/openings`: values to start with in the middle of a year."""

from fastapi import APIRouter, Response

from service.access.allowed import allowed
from service.access.stored import StoredOnce
from service.close.schemas import OPENINGS, OpeningsAskedAnswer, OpeningsCall
from service.close.use_cases.opening import ask_openings, openings_shown
from service.web.body_limits import UPLOAD_BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import json_body, problem_answers

router = APIRouter(prefix="/v1/openings", tags=["close"], route_class=ExactRoute, max_body_size=UPLOAD_BODY_BYTES_MAX)


@router.post(
    "",
    status_code=202,
    operation_id="ask_openings",
    summary="Ask for opening values",
    response_description="The request, which another person has to decide.",
    response_model=OpeningsAskedAnswer,
    responses=problem_answers(400, 404, 409, 413, 415, 422),
    openapi_extra=json_body(OpeningsCall, OPENINGS),
    dependencies=[allowed("close:write")],
)
def ask_for(stored: StoredOnce, call: OpeningsCall) -> Response:
    """Asks for closings of accounts and for what was paid this year, before the first period that is computed here."""
    said = call.model_dump()
    made = stored.create(
        "ask_openings",
        lambda work: str(ask_openings(work, said)),
        lambda work, request_id: openings_shown(work, int(request_id)),
    )
    answer = JsonAnswer(json_bytes(made.shown))
    answer.status_code = 202
    answer.headers.update({**made.headers, "Location": f"/v1/approvals/{made.resource}"})
    return answer
