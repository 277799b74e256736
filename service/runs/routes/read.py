"""Looking at `/v1/runs`."""

from typing import Annotated

from fastapi import Query, Response

from service.access.allowed import allowed
from service.access.stored import Stored
from service.runs.repository.progress import RunSearch
from service.runs.routes.parts import Cursor, Limit, RunId, runs_router
from service.runs.schemas import KEY_MAX, PAY_GROUP_MAX, Kind, RunList, RunOut, RunState
from service.runs.use_cases.reading import get_run, list_runs
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import problem_answers

router = runs_router()


@router.get(
    "",
    operation_id="list_runs",
    summary="List runs",
    response_description="One page of the list.",
    response_model=RunList,
    responses=problem_answers(422),
    dependencies=[allowed("runs:read")],
)
def list_all(
    stored: Stored,
    *,
    calendar: Annotated[str | None, Query(max_length=KEY_MAX, description="Of one calendar only.")] = None,
    period: Annotated[str | None, Query(max_length=16, description="Of periods of this key only.")] = None,
    pay_group: Annotated[str | None, Query(max_length=PAY_GROUP_MAX, description="Of this group only.")] = None,
    kind: Annotated[Kind | None, Query(description="Of this kind only.")] = None,
    state: Annotated[RunState | None, Query(description="Only those in this state.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Lists runs, the newest first, with how far they are and what they add up to."""
    search = RunSearch(calendar, period, pay_group, kind, state)
    return JsonAnswer(json_bytes(stored.read(lambda work: list_runs(work, search, limit, cursor))))


@router.get(
    "/{id}",
    operation_id="get_run",
    summary="Get a run",
    response_description="The run.",
    response_model=RunOut,
    responses=problem_answers(404, 422),
    dependencies=[allowed("runs:read")],
)
def get_one(stored: Stored, run_id: RunId) -> Response:
    """Gives one run: what it is about, how far it is, and what it adds up to so far."""
    return JsonAnswer(json_bytes(stored.read(lambda work: get_run(work, run_id))))
