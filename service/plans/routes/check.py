"""`/v1/plans/check`: checking plan documents."""

from fastapi import APIRouter, Response

from service.access.allowed import allowed
from service.plans.examples import EXAMPLES
from service.plans.schemas import PlanCheckAnswer
from service.plans.use_cases.check import check_plan_document
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute, JsonObject
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import json_body, problem_answers

router = APIRouter(
    prefix="/v1/plans",
    tags=["plans"],
    route_class=ExactRoute,
    dependencies=[allowed("calculate")],
    max_body_size=BODY_BYTES_MAX,
)


@router.post(
    "/check",
    operation_id="check_plan",
    summary="Check a plan",
    response_description="What the check found, also for a plan that is not valid.",
    response_model=PlanCheckAnswer,
    responses=problem_answers(400, 413, 415, 422),
    openapi_extra=json_body("PlanOrCheckCall", EXAMPLES),
)
def check(document: JsonObject) -> Response:
    """Finds every problem of a plan, warns of what is probably not meant, and runs the plan's own examples.

    Send the plan document itself, or `{"plan": …, "sample": …}` to size the warnings for a person you choose.
    Paths in the answer point into the plan document.
    """
    return JsonAnswer(json_bytes(check_plan_document(document)))
