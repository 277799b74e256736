"""`/v1/audit`: what was done, and how far the audit goes."""

import re
from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BeforeValidator, WithJsonSchema

from service.access.allowed import allowed
from service.access.stored import Stored
from service.audit.repository import Wanted
from service.audit.schemas import AuditHead, AuditList
from service.audit.use_cases import list_entries, take_head
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.moments import read_moment
from service.web.operations import problem_answers

router = APIRouter(prefix="/v1/audit", tags=["audit"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX)

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)
_TEXT_MAX: Final = 300


def _moment(text: object) -> datetime:
    if not isinstance(text, str) or not _MOMENT.fullmatch(text):
        raise ValueError("a moment is written as 2026-03-01T10:00:00Z")
    return read_moment(text)


_Moment = Annotated[
    datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"}, mode="validation")
]


def _wanted(
    *,
    principal: Annotated[str | None, Query(pattern=r"^[0-9]{1,18}$", description="The id of who did it.")] = None,
    operation: Annotated[str | None, Query(max_length=_TEXT_MAX, description="Such as plan.submitted.")] = None,
    subject: Annotated[str | None, Query(max_length=_TEXT_MAX, description="Such as plan/b2b-sales-manager/3.")] = None,
    since: Annotated[_Moment | None, Query(description="From this moment on.")] = None,
    until: Annotated[_Moment | None, Query(description="Before this moment.")] = None,
    request_id: Annotated[str | None, Query(max_length=_TEXT_MAX, description="The X-Request-ID of a call.")] = None,
) -> Wanted:
    return Wanted(None if principal is None else int(principal), operation, subject, since, until, request_id)


@router.get(
    "",
    operation_id="list_audit",
    summary="List what was done",
    response_description="One page of the audit, the newest entry first.",
    response_model=AuditList,
    responses=problem_answers(403, 422, 503),
    dependencies=[allowed("audit:read")],
)
def list_audit(
    stored: Stored,
    wanted: Annotated[Wanted, Depends(_wanted)],
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = 50,
    cursor: Annotated[str | None, Query(max_length=200, description="Where to go on.")] = None,
) -> Response:
    """Lists the changes that fit every filter given. Each names who, when, what, and hashes of before and after."""
    return JsonAnswer(json_bytes(stored.read(lambda work: list_entries(work, wanted, limit, cursor))))


@router.get(
    "/head",
    operation_id="get_audit_head",
    summary="Get the head of the audit",
    response_description="The head, as `bonus audit verify --head` takes it.",
    response_model=AuditHead,
    responses=problem_answers(403, 422, 503),
    dependencies=[allowed("audit:read")],
)
def get_head(request: Request, stored: Stored) -> Response:
    """Gives the number and hash of the last entry, signed where the service has a key. Keep it somewhere else: against
    it every later cut and rewriting of the audit shows."""
    key_file = request.app.state.audit_key_file
    return JsonAnswer(json_bytes(stored.read(lambda work: take_head(work, key_file)).to_json()))
