"""`/v1/approvals`: what waits for a second person, and that person's decision."""

from typing import Annotated, Final

from fastapi import APIRouter, Body, Path, Query, Response

from service.access.allowed import allowed
from service.access.stored import Store, Stored, StoredOnce
from service.approvals.examples import APPROVALS, REFUSALS
from service.approvals.schemas import ApprovalAnswer, ApprovalList, ApproveCall, RefuseCall
from service.approvals.use_cases import decide_request, get_approval, list_approvals
from service.two_person import State, Verdict
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import listed, problem_answers
from service.work import Work

_NUMBER_MAX: Final = 2**62
_OPERATIONS: Final[dict[Verdict, str]] = {"approved": "approve_request", "refused": "refuse_request"}

router = APIRouter(prefix="/v1/approvals", tags=["approvals"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX)

RequestId = Annotated[int, Path(alias="id", ge=1, le=_NUMBER_MAX, description="The request.", examples=[12])]


@router.get(
    "",
    operation_id="list_approvals",
    summary="List requests for approval",
    response_description="One page of the list.",
    response_model=ApprovalList,
    responses=problem_answers(422),
    dependencies=[allowed("approvals:read")],
)
def list_all(
    stored: Stored,
    state: Annotated[State | None, Query(description="Only those in this state.")] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = 50,
    cursor: Annotated[str | None, Query(max_length=200, description="Where to go on.")] = None,
) -> Response:
    """Lists what people asked for, and how it was decided."""
    return JsonAnswer(json_bytes(stored.read(lambda work: list_approvals(work, state, limit, cursor))))


@router.get(
    "/{id}",
    operation_id="get_approval",
    summary="Get a request for approval",
    response_description="The request, with what will change.",
    response_model=ApprovalAnswer,
    responses=problem_answers(404, 422),
    dependencies=[allowed("approvals:read")],
)
def get_one(stored: Stored, request_id: RequestId) -> Response:
    """Gives a request with what it will change, to be read before it is decided."""
    return JsonAnswer(json_bytes(stored.read(lambda work: get_approval(work, request_id, stored.caller.scopes))))


@router.post(
    "/{id}/approve",
    operation_id="approve_request",
    summary="Approve",
    response_description="The request, approved.",
    response_model=ApprovalAnswer,
    responses=problem_answers(400, 404, 409, 413, 415, 422),
    dependencies=[allowed("approvals:decide")],
)
def approve(
    stored: StoredOnce, request_id: RequestId, body: Annotated[ApproveCall, Body(openapi_examples=listed(APPROVALS))]
) -> Response:
    """Agrees to exactly the content whose hash is sent. Nobody approves what they asked for themselves."""
    return _decided(stored, request_id, body.content_hash, "approved", body.reason)


@router.post(
    "/{id}/refuse",
    operation_id="refuse_request",
    summary="Refuse",
    response_description="The request, refused.",
    response_model=ApprovalAnswer,
    responses=problem_answers(400, 404, 409, 413, 415, 422),
    dependencies=[allowed("approvals:decide")],
)
def refuse(
    stored: StoredOnce, request_id: RequestId, body: Annotated[RefuseCall, Body(openapi_examples=listed(REFUSALS))]
) -> Response:
    """Says no, with the reason; the author may mend it and ask anew."""
    return _decided(stored, request_id, body.content_hash, "refused", body.reason)


def _decided(stored: Store, request_id: int, content_hash: str, verdict: Verdict, reason: str | None) -> Response:
    def effect(work: Work) -> str:
        decide_request(work, request_id, content_hash, verdict, reason)
        return str(request_id)

    scopes = stored.caller.scopes
    created = stored.create(_OPERATIONS[verdict], effect, lambda work, made: get_approval(work, int(made), scopes))
    answer = JsonAnswer(json_bytes(created.shown))
    answer.headers.update(created.headers)
    return answer
