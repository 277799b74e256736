"""Results of runs over HTTP. Every read is written down before the answer leaves."""

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Response

from service.access.allowed import allowed
from service.access.stored import Store, Stored
from service.participants.use_cases.sight import sight_of
from service.runs.routes.parts import Cursor, Limit, RunId, runs_router
from service.runs.schemas import KEY_MAX, Outcome, ResultList, ResultOut
from service.runs.use_cases.results import RESULT_ID, AskedFor, Results, list_results, result_bytes, the_result
from service.web.json_answer import JsonAnswer
from service.web.operations import problem_answers
from service.work import Work, record_reading

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
def get_one(stored: Stored, result_id: ResultId) -> Response:
    """Gives one result as it is stored."""
    sight = sight_of(stored.caller)

    def question(work: Work) -> Results:
        head, result = the_result(work, sight, result_id)
        return Results(result_bytes(head, result), f"result/{result_id}", 1)

    return _logged(stored, "get_result", stored.read(question))


def _logged(stored: Store, operation: str, found: Results) -> Response:
    if found.people:
        stored.write(lambda work: record_reading(work, operation, found.subject, found.people))
    return JsonAnswer(found.body)
