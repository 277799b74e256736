"""`/v1/plans/{key}/draft`: the one draft of a plan."""

from fastapi import APIRouter, Response

from service.access.allowed import allowed
from service.access.stored import Stored
from service.plans.examples import DRAFTS
from service.plans.routes.answers import CREATED, OK, drafted
from service.plans.routes.parameters import PlanKey
from service.plans.schemas import DraftAnswer, DraftLine
from service.plans.use_cases.drafts import delete_draft, get_draft, write_draft
from service.plans.use_cases.shown import shown_draft
from service.web.body_limits import BODY_BYTES_MAX
from service.web.conditions import Condition, etag
from service.web.exact_request import ExactRoute, JsonDocument
from service.web.json_answer import JsonAnswer
from service.web.json_text import with_text
from service.web.operations import json_body, problem_answers

router = APIRouter(prefix="/v1/plans/{key}/draft", tags=["plans"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX)


@router.get(
    "",
    operation_id="get_plan_draft",
    summary="Get a draft",
    response_description="The draft with its document; its ETag is needed to change it.",
    response_model=DraftAnswer,
    responses=problem_answers(404, 422),
    dependencies=[allowed("plans:read")],
)
def get(stored: Stored, key: PlanKey) -> Response:
    """Gives the draft of a plan as it was written."""
    draft = stored.read(lambda work: get_draft(work, key))
    answer = JsonAnswer(with_text(shown_draft(draft), "document", draft.text))
    answer.headers.update(etag(draft.content_hash))
    return answer


@router.put(
    "",
    operation_id="put_plan_draft",
    summary="Write a draft",
    response_description="The draft as it is now; a new one is 201.",
    response_model=DraftLine,
    responses={
        CREATED: {"model": DraftLine, "description": "A new draft."},
        **problem_answers(400, 412, 413, 415, 422, 428),
    },
    openapi_extra=json_body("Plan", DRAFTS),
    dependencies=[allowed("plans:write")],
)
def put(stored: Stored, key: PlanKey, document: JsonDocument, seen: Condition) -> Response:
    """Writes the draft of a plan, and makes the plan if there is none of this key.

    A draft may still have problems: `/v1/plans/check` finds them. Where there is a draft, If-Match must name it.
    """
    draft, is_new = stored.write(lambda work: write_draft(work, key, document, seen))
    return drafted(draft, CREATED if is_new else OK)


@router.delete(
    "",
    operation_id="delete_plan_draft",
    summary="Delete a draft",
    response_description="The draft is gone.",
    status_code=204,
    responses=problem_answers(404, 412, 422, 428),
    dependencies=[allowed("plans:write")],
)
def delete(stored: Stored, key: PlanKey, seen: Condition) -> Response:
    """Takes a draft away; versions of the plan stay."""
    stored.write(lambda work: delete_draft(work, key, seen))
    return Response(status_code=204)
