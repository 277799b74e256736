"""Cancelling runs, and trying again."""

from collections.abc import Callable
from typing import Any, Final

from fastapi import Response

from service.access.allowed import allowed
from service.access.caller import Caller
from service.access.stored import Store, StoredOnce
from service.runs.routes.parts import RunId, runs_router
from service.runs.schemas import RunOut
from service.runs.use_cases.ending import cancel_run, retry_run
from service.runs.use_cases.reading import get_run
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import problem_answers
from service.work import Work

router = runs_router()
_CHANGED: Final[dict[str, Any]] = {
    "response_description": "The run as it is now.",
    "response_model": RunOut,
    "responses": problem_answers(404, 409, 422),
    "dependencies": [allowed("runs:write")],
}


@router.post("/{id}/cancel", operation_id="cancel_run", summary="Cancel a run", **_CHANGED)
def cancel(stored: StoredOnce, run_id: RunId) -> Response:
    """Nothing more is computed; results that are stored stay. One that counts as pay also needs `periods:write`."""
    return _changed(stored, "cancel_run", run_id, cancel_run)


@router.post("/{id}/retry", operation_id="retry_run", summary="Try a failed run again", **_CHANGED)
def retry(stored: StoredOnce, run_id: RunId) -> Response:
    """Goes on where it failed. One that counts as pay also needs `periods:write`."""
    return _changed(stored, "retry_run", run_id, retry_run)


def _changed(stored: Store, operation: str, run_id: int, change: Callable[[Work, Caller, int], None]) -> Response:
    def effect(work: Work) -> str:
        change(work, stored.caller, run_id)
        return str(run_id)

    made = stored.create(operation, effect, lambda work, _: get_run(work, run_id))
    answer = JsonAnswer(json_bytes(made.shown))
    answer.headers.update(made.headers)
    return answer
