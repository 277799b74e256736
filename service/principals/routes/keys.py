"""`/v1/principals/{id}/keys`: keys of persons and systems."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from service.access.allowed import allowed
from service.access.stored import Stored, StoredOnce
from service.principals.examples import KEY, RENEWAL
from service.principals.routes.new_key import new_key_answer
from service.principals.schemas import KeyAnswer, KeyCall, KeyList, KeyRenewalCall, NewKeyAnswer
from service.principals.use_cases import keys
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.moments import read_moment
from service.web.operations import problem_answers

router = APIRouter(
    prefix="/v1/principals/{id}/keys", tags=["principals"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX
)


@router.get(
    "",
    operation_id="list_keys",
    summary="List keys",
    response_description="One page of the list.",
    response_model=KeyList,
    responses=problem_answers(404, 422),
    dependencies=[allowed("access:read")],
)
def list_keys(
    stored: Stored,
    id: str,
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = 50,
    cursor: Annotated[str | None, Query(max_length=200, description="Where to go on.")] = None,
) -> Response:
    """Lists the keys of a principal without their texts, the ended ones too."""
    return JsonAnswer(json_bytes(stored.read(lambda work: keys.list_shown(work, id, limit, cursor))))


@router.post(
    "",
    status_code=201,
    operation_id="create_key",
    summary="Make a key",
    response_description="The key. Its text is shown this once.",
    response_model=NewKeyAnswer,
    responses=problem_answers(400, 404, 409, 413, 415, 422),
    dependencies=[allowed("access:write")],
)
def create_key(stored: StoredOnce, id: str, call: Annotated[KeyCall, KEY]) -> Response:
    """Makes a key that may do what the principal's roles bring, or less.

    Nobody makes a key for another person who asks for or decides what needs two persons: that would be both of them.
    """
    until = None if call.expires_at is None else read_moment(call.expires_at)
    return new_key_answer(
        stored,
        "create_key",
        lambda work: keys.make(work, stored.caller, id, keys.KeyAsked(call.scopes, until)),
        lambda work, key_id: keys.show(work, id, key_id),
    )


@router.post(
    "/{key_id}/rotate",
    status_code=201,
    operation_id="rotate_key",
    summary="Renew a key",
    response_description="The new key. Its text is shown this once.",
    response_model=NewKeyAnswer,
    responses=problem_answers(400, 404, 409, 413, 415, 422),
    dependencies=[allowed("access:write")],
)
def rotate_key(stored: StoredOnce, id: str, key_id: str, call: Annotated[KeyRenewalCall, RENEWAL]) -> Response:
    """Makes a key with the label and scopes of an old one, which stays good for some hours beside it."""
    return new_key_answer(
        stored,
        "rotate_key",
        lambda work: keys.renew(work, stored.caller, id, key_id, call.old_valid_hours),
        lambda work, new_id: keys.show(work, id, new_id),
    )


@router.post(
    "/{key_id}/revoke",
    operation_id="revoke_key",
    summary="End a key",
    response_description="The key, which is no longer accepted.",
    response_model=KeyAnswer,
    responses=problem_answers(404, 422),
    dependencies=[allowed("access:write")],
)
def revoke_key(stored: Stored, id: str, key_id: str) -> Response:
    """Ends a key at once and for ever."""
    return JsonAnswer(json_bytes(stored.write(lambda work: keys.revoke(work, id, key_id))))
