"""`POST /v1/facts`: observations in."""

from fastapi import APIRouter, Response

from service.access.allowed import allowed
from service.access.stored import Stored
from service.facts.routes.body import FactsBody, FactsRoute, facts_body
from service.facts.schemas.sending import FactsReceivedOut
from service.facts.use_cases.sending import checked, send_facts
from service.web.body_limits import UPLOAD_BODY_BYTES_MAX
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import problem_answers

router = APIRouter(prefix="/v1/facts", tags=["facts"], route_class=FactsRoute, max_body_size=UPLOAD_BODY_BYTES_MAX)


@router.post(
    "",
    operation_id="send_facts",
    summary="Send facts",
    response_description="What became of them.",
    response_model=FactsReceivedOut,
    responses=problem_answers(400, 413, 415, 422),
    openapi_extra=facts_body(),
    dependencies=[allowed("facts:write")],
)
def send(stored: Stored, sent: FactsBody) -> Response:
    """Stores up to 10,000 facts, as JSON or as NDJSON. With one that is malformed nothing is stored.

    A fact is known by source, id and revision: sent again it is known and counts once, so a request may be repeated at
    will. Of one id the highest revision counts, whenever it comes; a correction may also move a fact to another person,
    key or day. What nobody can be named for waits, and is released later.
    """
    facts = checked(sent.facts, stored.database.time_zone, sent.base)
    return JsonAnswer(json_bytes(stored.write(lambda work: send_facts(work, facts, sent.base))))
