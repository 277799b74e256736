"""`/v1/participants/bulk`: many people at once, all or none."""

from typing import Annotated

from fastapi import Query, Response

from service.access.allowed import allowed
from service.access.stored import StoredOnce
from service.participants.examples import BULK
from service.participants.routes.answers import router_at
from service.participants.schemas.people import BulkOut
from service.participants.use_cases.writing import bulk_from_body, preview_from_body, saved_bulk
from service.web.body_limits import UPLOAD_BODY_BYTES_MAX
from service.web.exact_request import JsonObject
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import json_body, problem_answers

router = router_at(
    "/v1/participants/bulk", body_bytes_max=UPLOAD_BODY_BYTES_MAX, dependencies=[allowed("people:write")]
)


@router.post(
    "",
    operation_id="put_participants",
    summary="Create or change many participants",
    response_description="What the rows come to.",
    response_model=BulkOut,
    responses=problem_answers(400, 413, 415, 422),
    openapi_extra=json_body("ParticipantsIn", BULK),
)
def bulk(
    stored: StoredOnce,
    body: JsonObject,
    preview: Annotated[bool, Query(description="Only show what would come of it.")] = False,
) -> Response:
    """Creates and changes up to 10,000 participants; with one problem in any row nothing is saved.

    A preview answers 200 with every problem and what would be created and changed, and saves nothing.
    Managers may be created in the same request, in any order.
    """
    if preview:
        return JsonAnswer(json_bytes(stored.read(lambda work: preview_from_body(work, body))))
    created = stored.create(
        "put_participants",
        lambda work: bulk_from_body(work, body),
        lambda _work, resource: saved_bulk(resource),
    )
    answer = JsonAnswer(json_bytes(created.shown))
    answer.headers.update(created.headers)
    return answer
