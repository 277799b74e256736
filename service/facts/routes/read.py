"""`GET /v1/facts`: what was told of a participant."""

from datetime import datetime
from typing import Annotated

from fastapi import Query, Response

from rules import Problem
from service.access.allowed import allowed
from service.access.stored import Stored
from service.errors import RequestRefused
from service.facts.routes.parts import PageAsked, facts_router
from service.facts.schemas.reading import FactList
from service.facts.use_cases.history import HistoryAsked, list_facts
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.moments import read_moment
from service.web.operations import problem_answers
from service.web.wire import DayIn

router = facts_router("/v1/facts")


@router.get(
    "",
    operation_id="list_facts",
    summary="List the facts of a participant",
    response_description="One page of the list.",
    response_model=FactList,
    responses=problem_answers(404, 422),
    dependencies=[allowed("facts:read")],
)
def list_all(
    stored: Stored,
    page: PageAsked,
    *,
    participant: Annotated[str, Query(min_length=1, max_length=128, description="Id of the participant.")],
    key: Annotated[str | None, Query(max_length=48, description="Of one key only.")] = None,
    from_: Annotated[DayIn | None, Query(alias="from", description="Of this day and later.")] = None,
    until: Annotated[DayIn | None, Query(description="Of days before this one.")] = None,
    as_of: Annotated[
        str | None,
        Query(
            pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?Z$",
            description="What had been received by this moment, in UTC: 2026-04-05T00:00:00Z.",
        ),
    ] = None,
) -> Response:
    """Lists every revision of what was told, in the order in which it came, and whether a later one counts instead."""
    asked = HistoryAsked(participant, key, from_, until, _moment(as_of))
    return JsonAnswer(json_bytes(stored.read(lambda work: list_facts(work, asked, page))))


def _moment(as_of: str | None) -> datetime | None:
    try:
        return None if as_of is None else read_moment(as_of)
    except ValueError:
        message = "Write a moment that there is: 2026-03-31T12:00:00Z."
        raise RequestRefused(Problem("request.bad_value", "query as_of", message)) from None
