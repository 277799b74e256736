"""Changing `/v1/assignments`: assigning, changing what was seen, withdrawing."""

from collections.abc import Callable
from typing import Final

from fastapi import Response

from service.access.allowed import allowed
from service.access.stored import Store, Stored, StoredOnce
from service.participants.examples import ASSIGN, ASSIGN_AGAIN, ASSIGNMENT_PROBLEMS
from service.participants.routes.answers import CREATED, answer, logged, router_at
from service.participants.routes.assignments import Number
from service.participants.schemas.assignments import AssignmentOut
from service.participants.use_cases.assignment_views import show_assignment
from service.participants.use_cases.assignments import (
    change_assignment,
    create_assignment,
    withdraw_assignment,
)
from service.participants.use_cases.sight import sight_of
from service.participants.use_cases.writing import number_in
from service.web.conditions import Condition
from service.web.exact_request import JsonObject
from service.web.operations import json_body, problem_answers
from service.work import Work

router = router_at("/v1/assignments")
_CHANGES: Final = problem_answers(400, 404, 409, 412, 413, 415, 422, 428, shown=ASSIGNMENT_PROBLEMS)


@router.post(
    "",
    operation_id="create_assignment",
    summary="Assign a participant to a plan",
    response_description="The assignment.",
    status_code=201,
    response_model=AssignmentOut,
    responses=problem_answers(400, 409, 413, 415, 422, shown=ASSIGNMENT_PROBLEMS),
    openapi_extra=json_body("AssignmentIn", ASSIGN),
    dependencies=[allowed("people:write")],
)
def create(stored: StoredOnce, body: JsonObject) -> Response:
    """Assigns a participant to a plan from a day on; a participant is in one plan once at a time.

    Personal levels, weights and inputs are checked against the plan where there is one already: the version that is
    published for these days, or the newest one that waits for approval.
    """
    sight, operation = sight_of(stored.caller), "create_assignment"
    created = stored.create(
        operation,
        lambda work: create_assignment(work, body),
        lambda work, resource: logged(work, operation, show_assignment(work, sight, number_in(resource))),
    )
    return answer(created.shown, created.headers, CREATED)


@router.put(
    "/{id}",
    operation_id="put_assignment",
    summary="Change an assignment",
    response_description="The new revision; the header ETag names it.",
    response_model=AssignmentOut,
    responses=_CHANGES,
    openapi_extra=json_body("AssignmentChangeIn", ASSIGN_AGAIN),
    dependencies=[allowed("people:write")],
)
def put(stored: Stored, number: Number, body: JsonObject, seen: Condition) -> Response:
    """Replaces what the assignment says by a new revision; send the ETag that you have seen as If-Match.

    Money inputs that the key may not read stay as they are unless they are given.
    """
    sight = sight_of(stored.caller)
    return _changed(stored, "put_assignment", lambda work: change_assignment(work, sight, number, body, seen.hashes))


@router.post(
    "/{id}/withdraw",
    operation_id="withdraw_assignment",
    summary="Withdraw an assignment",
    response_description="The last revision, which says that it was withdrawn.",
    response_model=AssignmentOut,
    responses=problem_answers(404, 409, 412, 422, 428, shown=ASSIGNMENT_PROBLEMS),
    dependencies=[allowed("people:write")],
)
def withdraw(stored: Stored, number: Number, seen: Condition) -> Response:
    """Takes an assignment back as if it had never counted; its revisions stay readable. It has no body.

    To end an assignment on a day, give it `effective_until` instead.
    """
    return _changed(stored, "withdraw_assignment", lambda work: withdraw_assignment(work, number, seen.hashes))


def _changed(stored: Store, operation: str, change: Callable[[Work], int]) -> Response:
    sight = sight_of(stored.caller)
    return answer(stored.write(lambda work: logged(work, operation, show_assignment(work, sight, change(work)))))
