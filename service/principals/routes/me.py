"""`/v1/me`: the caller."""

from typing import Annotated

from fastapi import APIRouter, Response

from service.access.allowed import allowed
from service.access.scopes import ANYBODY
from service.access.stored import Stored, StoredOnce
from service.principals.examples import RENEWAL
from service.principals.routes.new_key import new_key_answer
from service.principals.schemas import KeyRenewalCall, MeAnswer, NewKeyAnswer
from service.principals.use_cases import keys, me
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import problem_answers

router = APIRouter(
    prefix="/v1/me",
    tags=["principals"],
    route_class=ExactRoute,
    dependencies=[allowed(ANYBODY)],
    max_body_size=BODY_BYTES_MAX,
)


@router.get(
    "",
    operation_id="get_me",
    summary="Who am I",
    response_description="The caller.",
    response_model=MeAnswer,
    responses=problem_answers(422),
)
def get_me(stored: Stored) -> Response:
    """Says who calls, in which roles, and what this key or token may do."""
    return JsonAnswer(json_bytes(stored.read(lambda work: me.show_me(work, stored.caller))))


@router.post(
    "/rotate-key",
    status_code=201,
    operation_id="rotate_own_key",
    summary="Renew the key of this call",
    response_description="The new key. Its text is shown this once.",
    response_model=NewKeyAnswer,
    responses=problem_answers(400, 409, 413, 415, 422),
)
def rotate_own_key(stored: StoredOnce, call: Annotated[KeyRenewalCall, RENEWAL]) -> Response:
    """Makes a key like the one that this call came with, which stays good for some hours beside it.

    Whoever got a key from somebody else should do this first: afterwards nobody else knows it.
    """
    return new_key_answer(
        stored,
        "rotate_own_key",
        lambda work: me.renew_own_key(work, stored.caller, call.old_valid_hours),
        lambda work, key_id: keys.show(work, str(stored.caller.principal_id), key_id),
    )
