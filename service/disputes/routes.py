"""`/v1/disputes`: doubts about a number of a result."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from service.access.allowed import allowed
from service.access.stored import Store, Stored, StoredOnce
from service.clock import now
from service.disputes import schemas as shapes
from service.disputes import use_cases as doing
from service.disputes.repository import DisputeSearch
from service.disputes.what_if import what_if
from service.participants.use_cases.sight import sight_of
from service.runs.compute.replay import PlanOfRun, explain
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import json_body, problem_answers
from service.work import Actor, Work, record_reading

router = APIRouter(prefix="/v1/disputes", tags=["close"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX)
_NUMBER_MAX = 10**18 - 1
DisputeId = Annotated[int, Path(alias="id", ge=1, le=_NUMBER_MAX, description="The dispute.", examples=[3])]
_STEP = problem_answers(400, 404, 409, 413, 415, 422)


@router.post(
    "",
    status_code=201,
    operation_id="open_dispute",
    summary="Dispute a number",
    response_description="The dispute.",
    response_model=shapes.DisputeAnswer,
    responses=problem_answers(400, 404, 413, 415, 422),
    openapi_extra=json_body(shapes.DisputeCall, shapes.DISPUTES),
    dependencies=[allowed("disputes:write")],
)
def open_one(stored: StoredOnce, call: shapes.DisputeCall) -> Response:
    """Says that a number of a result is wrong: of one's own, or of somebody whose pay one may read."""
    said = call.model_dump()
    sight = sight_of(stored.caller)
    run_id, plan, participant = map(int, call.result.split("-"))
    found = explain(stored.database, Actor(stored.caller.principal_id), PlanOfRun(run_id, plan), participant)
    trace = None if found is None else found[1]
    return _made(stored, "open_dispute", lambda work: doing.open_dispute(work, sight, said, trace), 201)


@router.get(
    "",
    operation_id="list_disputes",
    summary="List disputes",
    response_description="One page of the list.",
    response_model=shapes.DisputeList,
    responses=problem_answers(422),
    dependencies=[allowed("disputes:write")],
)
def list_all(
    stored: Stored,
    *,
    state: Annotated[shapes.DisputeState | None, Query(description="Only those in this state.")] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = 50,
    cursor: Annotated[str | None, Query(max_length=200, description="Where to go on.")] = None,
) -> Response:
    """Lists disputes about those whose pay one may read: everybody, the team of today, or oneself."""
    search, page = _search(stored, state), doing.Page(limit, cursor)
    body, people = stored.read(lambda work: doing.list_disputes(work, search, page))
    if people:
        stored.write(lambda work: record_reading(work, "list_disputes", "disputes", people))
    return JsonAnswer(json_bytes(body))


@router.get(
    "/{id}",
    operation_id="get_dispute",
    summary="Get a dispute",
    response_description="The dispute with everything that was said.",
    response_model=shapes.DisputeDetails,
    responses=problem_answers(404, 422),
    dependencies=[allowed("disputes:write")],
)
def get_one(stored: Stored, dispute_id: DisputeId) -> Response:
    """Gives one dispute, with what the money would be if the claimed value were right."""
    search = _search(stored)
    body = stored.read(lambda work: doing.get_dispute(work, search, dispute_id))
    body["what_if"] = what_if(stored.database, Actor(stored.caller.principal_id), body)
    stored.write(lambda work: record_reading(work, "get_dispute", f"dispute/{dispute_id}", 1))
    return JsonAnswer(json_bytes(body))


@router.post(
    "/{id}/withdraw",
    operation_id="withdraw_dispute",
    summary="Take a dispute back",
    response_description="The dispute.",
    response_model=shapes.DisputeAnswer,
    responses=problem_answers(404, 409, 422),
    dependencies=[allowed("disputes:write")],
)
def withdraw(stored: StoredOnce, dispute_id: DisputeId) -> Response:
    """The number stays as it is."""
    search = _search(stored)
    return _stepped(
        stored, "withdraw_dispute", dispute_id, lambda work: doing.withdraw_dispute(work, search, dispute_id)
    )


@router.post(
    "/{id}/answer",
    operation_id="answer_dispute",
    summary="Answer a dispute",
    response_description="The dispute.",
    response_model=shapes.DisputeAnswer,
    responses=_STEP,
    openapi_extra=json_body(shapes.AnswerCall, shapes.REPLIES),
    dependencies=[allowed("disputes:answer")],
)
def answer(stored: StoredOnce, dispute_id: DisputeId, call: shapes.AnswerCall) -> Response:
    """Says something to it before it is decided."""
    return _stepped(
        stored, "answer_dispute", dispute_id, lambda work: doing.answer_dispute(work, dispute_id, call.text)
    )


@router.post(
    "/{id}/refuse",
    operation_id="refuse_dispute",
    summary="Refuse a dispute",
    response_description="The dispute.",
    response_model=shapes.DisputeAnswer,
    responses=_STEP,
    openapi_extra=json_body(shapes.RefusalCall, shapes.NOES),
    dependencies=[allowed("disputes:answer")],
)
def refuse(stored: StoredOnce, dispute_id: DisputeId, call: shapes.RefusalCall) -> Response:
    """The number stays as it is, for the reason given."""
    return _stepped(
        stored, "refuse_dispute", dispute_id, lambda work: doing.refuse_dispute(work, dispute_id, call.reason)
    )


@router.post(
    "/{id}/adjust",
    operation_id="adjust_dispute",
    summary="Ask for the adjustment that ends a dispute",
    response_description="The dispute, with the request that another person has to decide.",
    response_model=shapes.DisputeAnswer,
    responses=_STEP,
    openapi_extra=json_body(shapes.AdjustCall, shapes.ADJUSTS),
    dependencies=[allowed("disputes:answer")],
)
def adjust(stored: StoredOnce, dispute_id: DisputeId, call: shapes.AdjustCall) -> Response:
    """The dispute ends as adjusted once another person agrees to the adjustment."""
    said = call.model_dump()
    return _stepped(stored, "adjust_dispute", dispute_id, lambda work: doing.adjust_dispute(work, dispute_id, said))


def _search(stored: Store, state: str | None = None) -> DisputeSearch:
    sight = sight_of(stored.caller)
    return DisputeSearch(sight.pay, sight.me, now().date(), state)


def _stepped(stored: Store, operation: str, dispute_id: int, step: Callable[[Work], None]) -> Response:
    def effect(work: Work) -> int:
        step(work)
        return dispute_id

    return _made(stored, operation, effect, 200)


def _made(stored: Store, operation: str, effect: Callable[[Work], int], status: int) -> Response:
    search = _search(stored)
    made = stored.create(
        operation, lambda work: str(effect(work)), lambda work, number: doing.get_dispute(work, search, int(number))
    )
    found = JsonAnswer(json_bytes(made.shown))
    found.status_code = status
    found.headers.update(made.headers)
    return found
