"""`/v1/plans/{key}/versions/{number}/clone`: a version as the beginning of another plan."""

from typing import Annotated

from fastapi import APIRouter, Body, Response

from service.access.allowed import allowed
from service.access.stored import StoredOnce
from service.plans.examples import CLONES
from service.plans.routes.answers import CREATED, drafted
from service.plans.routes.parameters import Number, PlanKey
from service.plans.schemas import CloneCall, DraftLine
from service.plans.use_cases.copies import clone
from service.plans.use_cases.drafts import get_draft
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.operations import listed, problem_answers
from service.work import Work

router = APIRouter(
    prefix="/v1/plans/{key}/versions/{number}", tags=["plans"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX
)


@router.post(
    "/clone",
    operation_id="clone_plan_version",
    summary="Clone a version",
    response_description="The new draft.",
    status_code=CREATED,
    response_model=DraftLine,
    responses=problem_answers(400, 404, 409, 413, 415, 422),
    dependencies=[allowed("plans:write")],
)
def clone_version(
    stored: StoredOnce, key: PlanKey, number: Number, body: Annotated[CloneCall, Body(openapi_examples=listed(CLONES))]
) -> Response:
    """Copies a version, or a plan of `/v1/catalog` that the store does not know, into a draft under the key given."""

    def effect(work: Work) -> str:
        return clone(work, key, number, body.key).plan_key

    created = stored.create("clone_plan_version", effect, get_draft)
    return drafted(created.shown, CREATED, created.headers)
