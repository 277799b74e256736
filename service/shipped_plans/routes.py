"""`/v1/catalog`: the plans that come with the engine."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from service.access.allowed import allowed
from service.shipped_plans.schemas import ShippedPlan, ShippedPlanList
from service.shipped_plans.use_cases import get_shipped_plan, list_shipped_plans
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import problem_answers

router = APIRouter(
    prefix="/v1/catalog",
    tags=["catalog"],
    route_class=ExactRoute,
    dependencies=[allowed("calculate")],
    max_body_size=BODY_BYTES_MAX,
)


@router.get(
    "",
    operation_id="list_shipped_plans",
    summary="List the shipped plans",
    response_description="One page of the list.",
    response_model=ShippedPlanList,
    responses=problem_answers(422),
)
def list_plans(
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = 50,
    cursor: Annotated[str | None, Query(max_length=200, description="Where to go on.")] = None,
) -> Response:
    """Lists the plans that `/v1/calculate` knows by key."""
    return JsonAnswer(json_bytes(list_shipped_plans(limit, cursor)))


@router.get(
    "/{key}",
    operation_id="get_shipped_plan",
    summary="Get a shipped plan",
    response_description="The plan and its hash.",
    response_model=ShippedPlan,
    responses=problem_answers(404, 422),
)
def get_plan(key: str) -> Response:
    """Gives the document of a shipped plan, to read it or to start one's own from it."""
    return JsonAnswer(json_bytes(get_shipped_plan(key)))
