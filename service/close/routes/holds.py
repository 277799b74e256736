"""`/v1/holds`: pay that waits."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from service.access.allowed import allowed
from service.access.stored import Stored, StoredOnce
from service.close.schemas import HOLDS, HoldCall, HoldList, HoldOut
from service.close.use_cases.holding import hold_pay, hold_shown, list_holds, release_hold
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import json_body, problem_answers

router = APIRouter(prefix="/v1/holds", tags=["close"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX)
_NUMBER_MAX = 10**18 - 1


@router.post(
    "",
    status_code=201,
    operation_id="create_hold",
    summary="Hold pay back",
    response_description="The hold.",
    response_model=HoldOut,
    responses=problem_answers(400, 404, 409, 413, 415, 422),
    openapi_extra=json_body(HoldCall, HOLDS),
    dependencies=[allowed("close:write")],
)
def create(stored: StoredOnce, call: HoldCall) -> Response:
    """Keeps pay out of payments until it is released; what is paid already cannot be held."""
    said = call.model_dump()
    made = stored.create(
        "create_hold", lambda work: str(hold_pay(work, said)), lambda work, hold_id: hold_shown(work, int(hold_id))
    )
    answer = JsonAnswer(json_bytes(made.shown))
    answer.status_code = 201
    answer.headers.update(made.headers)
    return answer


@router.get(
    "",
    operation_id="list_holds",
    summary="List the holds of a period",
    response_description="All of them, released ones too.",
    response_model=HoldList,
    responses=problem_answers(404, 422),
    dependencies=[allowed("close:read")],
)
def list_all(
    stored: Stored,
    *,
    calendar: Annotated[str, Query(max_length=48, description="Key of the calendar.")],
    period: Annotated[str, Query(max_length=16, description="Key of the period.")],
    pay_group: Annotated[str, Query(max_length=64, description="Who is paid together.")] = "all",
) -> Response:
    """Lists who is held back in a period, and what of them."""
    return JsonAnswer(json_bytes(stored.read(lambda work: list_holds(work, (calendar, period, pay_group)))))


@router.post(
    "/{id}/release",
    operation_id="release_hold",
    summary="Release a hold",
    response_description="The hold as it was.",
    response_model=HoldOut,
    responses=problem_answers(404, 409, 422),
    dependencies=[allowed("close:write")],
)
def release(
    stored: StoredOnce,
    hold_id: Annotated[int, Path(alias="id", ge=1, le=_NUMBER_MAX, description="The hold.", examples=[3])],
) -> Response:
    """What was kept back is paid with the next payment."""
    made = stored.create(
        "release_hold", lambda work: str(release_hold(work, hold_id)), lambda work, made: hold_shown(work, int(made))
    )
    answer = JsonAnswer(json_bytes(made.shown))
    answer.headers.update(made.headers)
    return answer
