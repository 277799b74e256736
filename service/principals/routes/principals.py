"""`/v1/principals`: who can act."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from service.access.allowed import allowed
from service.access.stored import Stored, StoredOnce
from service.principals.examples import PARTICIPANT, PRINCIPAL
from service.principals.schemas import ParticipantLinkCall, PrincipalAnswer, PrincipalCall, PrincipalList
from service.principals.use_cases import principals
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import problem_answers
from service.work import Work

router = APIRouter(prefix="/v1/principals", tags=["principals"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX)


@router.get(
    "",
    operation_id="list_principals",
    summary="List persons and systems",
    response_description="One page of the list.",
    response_model=PrincipalList,
    responses=problem_answers(422),
    dependencies=[allowed("access:read")],
)
def list_principals(
    stored: Stored,
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = 50,
    cursor: Annotated[str | None, Query(max_length=200, description="Where to go on.")] = None,
) -> Response:
    """Lists everybody and everything that can act, with their roles; erased persons without a name."""
    return JsonAnswer(json_bytes(stored.read(lambda work: principals.list_shown(work, limit, cursor))))


@router.post(
    "",
    status_code=201,
    operation_id="create_principal",
    summary="Add a person or a system",
    response_description="The principal, without roles and keys.",
    response_model=PrincipalAnswer,
    responses=problem_answers(400, 409, 413, 415, 422),
    dependencies=[allowed("access:write")],
)
def create_principal(stored: StoredOnce, call: Annotated[PrincipalCall, PRINCIPAL]) -> Response:
    """Adds somebody or something that can act, as soon as it has a role and a key."""
    made = stored.create(
        "create_principal",
        lambda work: principals.add(work, call.kind, call.name, call.email),
        principals.show,
    )
    return JsonAnswer(json_bytes(made.shown), status=201, headers=made.headers)


@router.get(
    "/{id}",
    operation_id="get_principal",
    summary="Get a person or a system",
    response_description="The principal.",
    response_model=PrincipalAnswer,
    responses=problem_answers(404, 422),
    dependencies=[allowed("access:read")],
)
def get_principal(stored: Stored, id: str) -> Response:
    """Gives one principal with its roles."""
    return JsonAnswer(json_bytes(stored.read(lambda work: principals.show(work, id))))


@router.put(
    "/{id}/participant",
    operation_id="link_principal_participant",
    summary="Say which participant a person is",
    response_description="The principal.",
    response_model=PrincipalAnswer,
    responses=problem_answers(400, 404, 409, 413, 415, 422),
    dependencies=[allowed("access:write")],
)
def link_participant(stored: Stored, id: str, call: Annotated[ParticipantLinkCall, PARTICIPANT]) -> Response:
    """Links a person to the participant that they are, whose own figures the role participant lets them see.

    For a manager it says whose team is theirs.
    """

    def link(work: Work) -> dict[str, object]:
        principals.link_participant(work, id, call.participant)
        return principals.show(work, id)

    return JsonAnswer(json_bytes(stored.write(link)))


@router.post(
    "/{id}/erase",
    operation_id="erase_principal",
    summary="Erase what names a person",
    response_description="The principal without a name.",
    response_model=PrincipalAnswer,
    responses=problem_answers(404, 409, 422),
    dependencies=[allowed("people:erase")],
)
def erase_principal(stored: Stored, id: str) -> Response:
    """Forgets the name, the address and the identities of a person, and ends their keys. What they did stays.

    The participant that they are is erased apart.
    """

    def erase(work: Work) -> dict[str, object]:
        principals.erase(work, id)
        return principals.show(work, id)

    return JsonAnswer(json_bytes(stored.write(erase)))
