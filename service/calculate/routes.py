"""`/v1/calculate`: the main job."""

from datetime import date

from fastapi import APIRouter, Request, Response

from service.access.allowed import allowed
from service.access.stored import store_of
from service.calculate.answers import CalculateAnswer
from service.calculate.examples import EXAMPLES
from service.calculate.plan_source import StoredPlans
from service.calculate.schemas import CalculateCall
from service.calculate.use_cases import calculate_call
from service.plans.use_cases.for_calls import plan_for_call
from service.web.body_limits import CALCULATE_BODY_BYTES_MAX
from service.web.exact_request import ExactRoute, JsonObject
from service.web.json_answer import JsonAnswer
from service.web.operations import json_body, problem_answers

router = APIRouter(
    prefix="/v1/calculate",
    tags=["calculate"],
    route_class=ExactRoute,
    dependencies=[allowed("calculate")],
    max_body_size=CALCULATE_BODY_BYTES_MAX,
)


@router.post(
    "",
    operation_id="calculate_bonuses",
    summary="Calculate bonuses",
    response_description="One result for each participant, in the order of the call.",
    response_model=CalculateAnswer,
    responses=problem_answers(400, 404, 413, 415, 422),
    openapi_extra=json_body(CalculateCall, EXAMPLES),
)
def calculate(request: Request, call: JsonObject) -> Response:
    """Computes every participant's bonus by the plan; nothing is stored.

    The plan is a document, or is named by key: a version of the store, else a shipped plan. Without a version it is the
    one in force on the first day of the period, or today.

    A problem with one participant blocks that participant and nobody else: the result says why, and the call
    succeeds.
    Up to 10,000 participants a call, up to 100 with explanations.
    """
    return JsonAnswer(calculate_call(call, request.app.state.plans, _stored_plans(request)))


def _stored_plans(request: Request) -> StoredPlans:
    """The plans of the store, which is asked only when a call names a plan by key."""

    def find(key: str, number: int | None, day: date | None) -> tuple[str, int] | None:
        store = store_of(request)
        return None if store is None else store.read(lambda work: plan_for_call(work, key, number, day))

    return find
