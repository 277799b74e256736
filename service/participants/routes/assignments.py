"""Looking at `/v1/assignments`: who is in which plan, with which personal levels, weights and inputs."""

from typing import Annotated

from fastapi import Path, Query, Response

from service.access.allowed import allowed
from service.access.stored import Stored
from service.participants.routes.answers import answered, router_at
from service.participants.routes.queries import DayAsked, PageAsked
from service.participants.schemas.assignments import AssignmentList, AssignmentOut
from service.participants.use_cases.assignment_views import (
    AssignmentsAsked,
    get_assignment,
    list_assignments,
    list_revisions,
)
from service.participants.use_cases.sight import sight_of
from service.web.operations import problem_answers

router = router_at("/v1/assignments")
Number = Annotated[int, Path(alias="id", ge=1, lt=2**63, description="The assignment's id.", examples=[12])]


@router.get(
    "",
    operation_id="list_assignments",
    summary="List assignments",
    response_description="One page of the list.",
    response_model=AssignmentList,
    responses=problem_answers(422),
    dependencies=[allowed("people:read")],
)
def list_all(
    stored: Stored,
    *,
    page: PageAsked,
    on: DayAsked,
    participant: Annotated[
        str | None, Query(min_length=1, max_length=128, description="Only those of this participant.")
    ] = None,
    plan: Annotated[str | None, Query(min_length=1, max_length=48, description="Only those to this plan.")] = None,
) -> Response:
    """Lists the assignments that count, those of one day with `on`; withdrawn ones are left out.

    A manager is shown those of one day, and of the team of that day; a participant his own.
    """
    sight, asked = sight_of(stored.caller), AssignmentsAsked(participant, plan, on)
    return answered(stored, "list_assignments", lambda work: list_assignments(work, sight, asked, page))


@router.get(
    "/{id}",
    operation_id="get_assignment",
    summary="Get an assignment",
    response_description="Its last revision; the header ETag names it.",
    response_model=AssignmentOut,
    responses=problem_answers(404, 422),
    dependencies=[allowed("people:read")],
)
def get(stored: Stored, number: Number, on: DayAsked) -> Response:
    """Shows the last revision of an assignment, also of a withdrawn one."""
    sight = sight_of(stored.caller)
    return answered(stored, "get_assignment", lambda work: get_assignment(work, sight, number, on))


@router.get(
    "/{id}/revisions",
    operation_id="list_assignment_revisions",
    summary="List the revisions of an assignment",
    response_description="One page of the list, the oldest first.",
    response_model=AssignmentList,
    responses=problem_answers(404, 422),
    dependencies=[allowed("people:read")],
)
def revisions(stored: Stored, number: Number, page: PageAsked) -> Response:
    """Lists what an assignment said over time; the last revision counts."""
    sight = sight_of(stored.caller)
    return answered(stored, "list_assignment_revisions", lambda work: list_revisions(work, sight, number, page))
