"""`/v1/principals/{id}/identities`: persons who sign in with an identity provider."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from service.access.allowed import allowed
from service.access.stored import Stored, StoredOnce
from service.principals.examples import IDENTITY
from service.principals.schemas import IdentityCall, Issuer, PrincipalAnswer, Subject
from service.principals.use_cases import principals
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import problem_answers
from service.work import Work

router = APIRouter(
    prefix="/v1/principals/{id}/identities",
    tags=["principals"],
    route_class=ExactRoute,
    max_body_size=BODY_BYTES_MAX,
)


@router.post(
    "",
    status_code=201,
    operation_id="create_identity",
    summary="Let a person sign in",
    response_description="The principal with the identity.",
    response_model=PrincipalAnswer,
    responses=problem_answers(400, 404, 409, 413, 415, 422),
    dependencies=[allowed("access:write")],
)
def create_identity(stored: StoredOnce, id: str, call: Annotated[IdentityCall, IDENTITY]) -> Response:
    """From now on tokens of the identity provider for this subject are this person's."""

    def effect(work: Work) -> str:
        principals.add_identity(work, id, call.issuer, call.subject)
        return id

    made = stored.create("create_identity", effect, principals.show)
    return JsonAnswer(json_bytes(made.shown), status=201, headers=made.headers)


@router.delete(
    "",
    operation_id="delete_identity",
    summary="End a sign-in",
    response_description="The principal without the identity.",
    response_model=PrincipalAnswer,
    responses=problem_answers(404, 422),
    dependencies=[allowed("access:write")],
)
def delete_identity(
    stored: Stored,
    id: str,
    issuer: Annotated[Issuer, Query(description="The `iss` of the tokens.")],
    subject: Annotated[Subject, Query(description="The `sub` of the tokens.")],
) -> Response:
    """From now on tokens for this subject are nobody's."""

    def drop(work: Work) -> dict[str, object]:
        principals.drop_identity(work, id, issuer, subject)
        return principals.show(work, id)

    return JsonAnswer(json_bytes(stored.write(drop)))
