"""`/v1/principals/{id}/roles`: what persons and systems may do."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from service.access.allowed import allowed
from service.access.stored import Stored, StoredOnce
from service.principals.examples import ROLE
from service.principals.schemas import RoleAskedAnswer, RoleCall, RoleChangeList
from service.principals.use_cases import role_changes
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import problem_answers

router = APIRouter(
    prefix="/v1/principals/{id}/roles", tags=["principals"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX
)


@router.get(
    "",
    operation_id="list_role_changes",
    summary="List changes of roles",
    response_description="One page of the list.",
    response_model=RoleChangeList,
    responses=problem_answers(404, 422),
    dependencies=[allowed("access:read")],
)
def list_role_changes(
    stored: Stored,
    id: str,
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = 50,
    cursor: Annotated[str | None, Query(max_length=200, description="Where to go on.")] = None,
) -> Response:
    """Lists every role that was given to a principal or taken away, and on what basis."""
    return JsonAnswer(json_bytes(stored.read(lambda work: role_changes.list_role_changes(work, id, limit, cursor))))


@router.post(
    "",
    status_code=201,
    operation_id="ask_role_change",
    summary="Ask for a role to be given or taken",
    response_description="The request, or in the bootstrap the change itself.",
    response_model=RoleAskedAnswer,
    responses=problem_answers(400, 404, 409, 413, 415, 422),
    dependencies=[allowed("access:write")],
)
def ask_role_change(stored: StoredOnce, id: str, call: Annotated[RoleCall, ROLE]) -> Response:
    """Asks for a role to be given or taken; it takes effect when another person has approved it.

    Until a second person who can approve has signed in once, it takes effect at once and is audited as `bootstrap`.
    """
    made = stored.create(
        "ask_role_change",
        lambda work: role_changes.ask_role_change(work, id, call.role, call.change, call.note),
        role_changes.show_asked,
    )
    return JsonAnswer(json_bytes(made.shown), status=201, headers=made.headers)
