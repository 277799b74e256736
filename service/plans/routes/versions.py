"""`/v1/plans/{key}/versions/{number}/…`: putting a version in force, and ending it."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Body, Response

from service.access.allowed import allowed
from service.access.stored import StoredOnce
from service.plans.examples import RETIREMENTS
from service.plans.routes.answers import OK, Shown, made
from service.plans.routes.parameters import Number, PlanKey
from service.plans.schemas import RetireCall, VersionLine
from service.plans.use_cases.publish import publish, retire
from service.plans.use_cases.read import summary_of, version_text
from service.plans.use_cases.ready import look_ahead
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.operations import listed, problem_answers
from service.work import Work

router = APIRouter(
    prefix="/v1/plans/{key}/versions/{number}", tags=["plans"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX
)


@router.post(
    "/publish",
    operation_id="publish_plan_version",
    summary="Publish a version",
    response_description="The version, now in force for its days.",
    response_model=VersionLine,
    responses=problem_answers(404, 409, 422),
    dependencies=[allowed("plans:publish")],
)
def publish_version(stored: StoredOnce, key: PlanKey, number: Number) -> Response:
    """Puts an approved version in force for the days that were approved.

    A version that is in force before ends where this one starts; one that this one covers whole is retired; with
    another overlap nothing changes (409).
    """
    look_ahead(stored.read(lambda work: version_text(work, key, number)))
    return _done(stored, "publish_plan_version", key, number, lambda work: publish(work, key, number))


@router.post(
    "/retire",
    operation_id="retire_plan_version",
    summary="Retire a version",
    response_description="The version with its last days.",
    response_model=VersionLine,
    responses=problem_answers(400, 404, 409, 413, 415, 422),
    dependencies=[allowed("plans:publish")],
)
def retire_version(
    stored: StoredOnce,
    key: PlanKey,
    number: Number,
    body: Annotated[RetireCall, Body(openapi_examples=listed(RETIREMENTS))],
) -> Response:
    """Ends a published version on a day, by default today, or gives up one that has not begun.

    The days on which it was in force stay, so that what was paid for them can be found and computed again.
    """
    return _done(
        stored,
        "retire_plan_version",
        key,
        number,
        lambda work: retire(work, key, number, body.effective_until, body.reason),
    )


def _done(stored: StoredOnce, operation: str, key: str, number: int, step: Callable[[Work], None]) -> Response:
    """Takes the step once, and shows the version as it is then."""

    def effect(work: Work) -> str:
        step(work)
        return f"{key}/{number}"

    def show(work: Work, _made: str) -> Shown:
        return summary_of(work, key, number)

    return made(stored.create(operation, effect, show), OK)
