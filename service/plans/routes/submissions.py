"""Documents that become versions: of a draft, or of an old version anew."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Body, Response

from service.access.allowed import allowed
from service.access.stored import Store, StoredOnce
from service.plans.examples import SUBMISSIONS
from service.plans.routes.answers import CREATED, Shown, made
from service.plans.routes.parameters import Number, PlanKey
from service.plans.schemas import RollBackCall, SubmitCall, VersionLine
from service.plans.use_cases.read import draft_text, summary_of, version_text
from service.plans.use_cases.ready import look_ahead
from service.plans.use_cases.submit import Asked, roll_back, submit_draft
from service.web.body_limits import BODY_BYTES_MAX
from service.web.conditions import Condition
from service.web.exact_request import ExactRoute
from service.web.operations import listed, problem_answers
from service.work import Work

router = APIRouter(prefix="/v1/plans/{key}", tags=["plans"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX)


@router.post(
    "/draft/submit",
    operation_id="submit_plan_draft",
    summary="Submit a draft",
    response_description="The new version, which waits for a second person.",
    status_code=CREATED,
    response_model=VersionLine,
    responses=problem_answers(400, 404, 409, 412, 413, 415, 422, 428),
    dependencies=[allowed("plans:write")],
)
def submit(
    stored: StoredOnce,
    key: PlanKey,
    body: Annotated[SubmitCall, Body(openapi_examples=listed(SUBMISSIONS))],
    seen: Condition,
) -> Response:
    """Makes a version of the draft, for the days given, and asks a second person to approve exactly that.

    Refused with every problem where the document has any, where an example does not come out, or where there is none.
    """
    asked = Asked(body.effective_from, body.effective_until, body.note)
    look_ahead(stored.read(lambda work: draft_text(work, key)))
    return _submitted(stored, "submit_plan_draft", key, lambda work: submit_draft(work, key, seen, asked))


@router.post(
    "/versions/{number}/roll-back",
    operation_id="roll_back_plan",
    summary="Roll back to a version",
    response_description="The new version with the old document, which waits for a second person.",
    status_code=CREATED,
    response_model=VersionLine,
    responses=problem_answers(400, 404, 409, 413, 415, 422),
    dependencies=[allowed("plans:write")],
)
def roll_back_to(
    stored: StoredOnce,
    key: PlanKey,
    number: Number,
    body: Annotated[RollBackCall, Body(openapi_examples=listed(SUBMISSIONS))],
) -> Response:
    """Submits the document of an old version anew; history stays as it was."""
    asked = Asked(body.effective_from, body.effective_until, body.note)
    look_ahead(stored.read(lambda work: version_text(work, key, number)))
    return _submitted(stored, "roll_back_plan", key, lambda work: roll_back(work, key, number, asked))


def _submitted(stored: Store, operation: str, key: str, enter: Callable[[Work], int]) -> Response:
    """Submits once, and shows the version as it is then."""

    def effect(work: Work) -> str:
        return str(enter(work))

    def show(work: Work, number: str) -> Shown:
        return summary_of(work, key, int(number))

    return made(stored.create(operation, effect, show))
