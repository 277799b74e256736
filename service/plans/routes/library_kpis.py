"""`/v1/plans/{key}/draft/kpis`: taking KPIs of the library into a draft."""

from fastapi import APIRouter, Response

from service.access.allowed import allowed
from service.access.stored import Stored
from service.plans.examples import TAKEN_KPIS
from service.plans.routes.answers import OK, drafted
from service.plans.routes.parameters import PlanKey
from service.plans.schemas import DraftLine, TakeKpiCall
from service.plans.use_cases.from_library import Taking, take_kpi
from service.web.body_limits import BODY_BYTES_MAX
from service.web.conditions import Condition
from service.web.exact_request import ExactRoute
from service.web.operations import json_body, problem_answers

router = APIRouter(
    prefix="/v1/plans/{key}/draft/kpis", tags=["plans"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX
)


@router.post(
    "",
    operation_id="take_kpi",
    summary="Take a KPI of the library into a draft",
    response_description="The draft as it is now.",
    response_model=DraftLine,
    responses=problem_answers(400, 404, 409, 412, 413, 415, 422, 428),
    openapi_extra=json_body("TakeKpiCall", TAKEN_KPIS),
    dependencies=[allowed("plans:write")],
)
def take(stored: Stored, key: PlanKey, call: TakeKpiCall, seen: Condition) -> Response:
    """Adds the KPI and its facts to the draft, so that the plan says everything itself; `library` says which version it
    was. Facts that the plan reads otherwise are told, and nothing of what is there changes its meaning."""
    levels: dict[str, object] = {str(level): value for level, value in (call.levels or {}).items()}
    taking = Taking(call.kpi, call.version, call.weight, levels)
    return drafted(stored.write(lambda work: take_kpi(work, key, taking, seen)), OK)
