"""Results of runs over HTTP. Every read is written down before the answer leaves."""

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Response

from service.access.allowed import allowed
from service.access.stored import Store, Stored
from service.participants.use_cases.sight import sight_of
from service.runs.repository.progress import RunHead
from service.runs.repository.results import StoredResult
from service.runs.routes.parts import Cursor, Limit, RunId, runs_router
from service.runs.schemas import KEY_MAX, Outcome, ReplayAnswer, ResultList, ResultOut
from service.runs.use_cases.replaying import explain_result, replay_result
from service.runs.use_cases.results import RESULT_ID, AskedFor, Results, list_results, result_bytes, the_result
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import problem_answers
from service.work import record_reading

_of_runs = runs_router()
_results = runs_router("/v1/results")
ROUTERS: Final[tuple[APIRouter, ...]] = (_of_runs, _results)

ResultId = Annotated[
    str,
    Path(alias="id", pattern=RESULT_ID, description="The result: `<run>-<plan>-<participant>`.", examples=["12-1-7"]),
]


@_of_runs.get(
    "/{id}/results",
    operation_id="list_run_results",
    summary="List the results of a run",
    response_description="One page of the list.",
    response_model=ResultList,
    responses=problem_answers(404, 422),
    dependencies=[allowed("pay:read")],
)
def list_all(
    stored: Stored,
    run_id: RunId,
    *,
    outcome: Annotated[Outcome | None, Query(description="Only those with this outcome.")] = None,
    participant: Annotated[str | None, Query(max_length=128, description="Only those of this participant.")] = None,
    plan: Annotated[str | None, Query(max_length=KEY_MAX, description="Only those of this plan.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Lists results in the order of plans and participants.

    A manager sees the team as it stood on the last day of the period, a participant only himself; both only in final
    and correction runs that are finished.
    """
    asked, sight = AskedFor(outcome, participant, plan), sight_of(stored.caller)
    found = stored.read(lambda work: list_results(work, sight, run_id, asked, limit=limit, cursor=cursor))
    return _logged(stored, "list_run_results", found)


@_results.get(
    "/{id}",
    operation_id="get_result",
    summary="Get a result",
    response_description="The result.",
    response_model=ResultOut,
    responses=problem_answers(404, 422),
    dependencies=[allowed("pay:read")],
)
def get_one(
    stored: Stored,
    result_id: ResultId,
    *,
    explain: Annotated[bool, Query(description="Every step too, found by computing the result again.")] = False,
) -> Response:
    """Gives one result as it is stored, with `explain` also how it came about."""
    head, result = _found(stored, result_id)
    more = explain_result(stored.database, stored.actor, result) if explain else {}
    return _logged(stored, "get_result", Results(result_bytes(head, result, more), f"result/{result_id}", 1))


@_results.post(
    "/{id}/replay",
    operation_id="replay_result",
    summary="Compute a result again",
    response_description="Whether it comes out the same.",
    response_model=ReplayAnswer,
    responses=problem_answers(404, 422),
    dependencies=[allowed("pay:read")],
)
def replay(stored: Stored, result_id: ResultId) -> Response:
    """Computes a result again from its stored plan and inputs alone, reading no other table; stores nothing."""
    _, result = _found(stored, result_id)
    body = json_bytes(replay_result(stored.database, stored.actor, result))
    return _logged(stored, "replay_result", Results(body, f"result/{result_id}", 1))


def _found(stored: Store, result_id: str) -> tuple[RunHead, StoredResult]:
    sight = sight_of(stored.caller)
    return stored.read(lambda work: the_result(work, sight, result_id))


def _logged(stored: Store, operation: str, found: Results) -> Response:
    if found.people:
        stored.write(lambda work: record_reading(work, operation, found.subject, found.people))
    return JsonAnswer(found.body)
