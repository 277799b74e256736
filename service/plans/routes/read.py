"""`/v1/plans`: reading what is stored."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Response

from service.access.allowed import allowed
from service.access.stored import Stored
from service.plans.routes.parameters import Cursor, Limit, Number, PlanKey
from service.plans.schemas import ComparisonAnswer, PlanLine, PlanList, VersionAnswer, VersionList
from service.plans.use_cases.read import compare, get_plan, get_version, list_plans, list_versions
from service.web.body_limits import BODY_BYTES_MAX
from service.web.conditions import etag
from service.web.exact_request import ExactRoute
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes, with_text
from service.web.operations import problem_answers
from service.web.wire import DayIn

router = APIRouter(
    prefix="/v1/plans",
    tags=["plans"],
    route_class=ExactRoute,
    dependencies=[allowed("plans:read")],
    max_body_size=BODY_BYTES_MAX,
)

Side = Annotated[str, Query(max_length=9, description="A number of a version, or `draft`.", examples=["1"])]


@router.get(
    "",
    operation_id="list_plans",
    summary="List plans",
    response_description="One page of the list.",
    response_model=PlanList,
    responses=problem_answers(422),
)
def list_all(stored: Stored, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Lists the plans of the store with their drafts, their newest versions and the versions in force today."""
    return JsonAnswer(json_bytes(stored.read(lambda work: list_plans(work, limit, cursor))))


@router.get("/check", include_in_schema=False)
def get_check() -> Response:
    """The address of the check takes POST only; without this it would be that of a plan called `check`."""
    raise HTTPException(405, headers={"Allow": "POST"})


@router.get(
    "/{key}",
    operation_id="get_plan",
    summary="Get a plan on a day",
    response_description="What there is of the plan, and which version is in force.",
    response_model=PlanLine,
    responses=problem_answers(404, 422),
)
def get_one(
    stored: Stored,
    key: PlanKey,
    on: Annotated[DayIn | None, Query(description="The day; today without it.", examples=["2026-03-01"])] = None,
) -> Response:
    """Says which version of a plan is in force on a day, and what else there is of it."""
    return JsonAnswer(json_bytes(stored.read(lambda work: get_plan(work, key, on))))


@router.get(
    "/{key}/versions",
    operation_id="list_plan_versions",
    summary="List a plan's versions",
    response_description="One page of the list, the newest first.",
    response_model=VersionList,
    responses=problem_answers(404, 422),
)
def list_of_plan(stored: Stored, key: PlanKey, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Lists the versions of a plan with their states and days."""
    return JsonAnswer(json_bytes(stored.read(lambda work: list_versions(work, key, limit, cursor))))


@router.get(
    "/{key}/versions/{number}",
    operation_id="get_plan_version",
    summary="Get a plan version",
    response_description="The version with its document.",
    response_model=VersionAnswer,
    responses=problem_answers(404, 422),
)
def get_of_plan(stored: Stored, key: PlanKey, number: Number) -> Response:
    """Gives a version: its document as it was submitted, its state and days, and everything that happened to it."""
    version, text = stored.read(lambda work: get_version(work, key, number))
    answer = JsonAnswer(with_text(version, "document", text))
    answer.headers.update(etag(str(version["hash"])))
    return answer


@router.get(
    "/{key}/compare",
    operation_id="compare_plan_versions",
    summary="Compare two versions",
    response_description="Every difference, with a sentence for each.",
    response_model=ComparisonAnswer,
    responses=problem_answers(404, 422),
)
def compare_two(
    stored: Stored, key: PlanKey, from_: Annotated[str, Query(alias="from", max_length=9)], to: Side
) -> Response:
    """Says part by part what differs between two versions of a plan, or between a version and the draft."""
    return JsonAnswer(json_bytes(stored.read(lambda work: compare(work, key, from_, to))))
