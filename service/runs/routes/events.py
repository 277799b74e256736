"""How far a run is, as it goes: server-sent events."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any, Final

from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from service.access.allowed import allowed
from service.access.still import refuse_if_gone
from service.access.stored import Store, Stored
from service.errors import ServiceError, StoreBusy
from service.runs.repository.runs import ENDED
from service.runs.routes.parts import RunId, runs_router
from service.runs.use_cases.reading import get_run
from service.web.json_text import json_bytes
from service.web.operations import problem_answers
from service.work import Work

router = runs_router()

_EVERY_SECONDS: Final = 1.0
_HEARTBEAT_SECONDS: Final = 15.0
_EVENTS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "Events `progress` and `end`, each with the run as get_run gives it.",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}


@router.get(
    "/{id}/events",
    operation_id="watch_run",
    summary="Watch a run",
    response_class=StreamingResponse,
    responses={**_EVENTS, **problem_answers(404, 422)},
    dependencies=[allowed("runs:read")],
)
async def watch(stored: Stored, run_id: RunId) -> StreamingResponse:
    """Sends the run whenever something changed, until it has ended; comments keep the connection open meanwhile.

    Whoever is cut off asks again: the first event says everything.
    """
    first = await run_in_threadpool(_look, stored, run_id)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(stored, run_id, first), media_type="text/event-stream", headers=headers)


async def _events(stored: Store, run_id: int, run: dict[str, object]) -> AsyncIterator[bytes]:
    """Short reads now and then: nothing is open between them."""
    sent, sent_at = b"", 0.0
    while True:
        has_ended = run["state"] in ENDED
        shown = _without_time(run)
        if shown != sent or has_ended:
            yield b"event: " + (b"end" if has_ended else b"progress") + b"\ndata: " + json_bytes(run) + b"\n\n"
            sent, sent_at = shown, time.monotonic()
        elif time.monotonic() - sent_at >= _HEARTBEAT_SECONDS:
            yield b": still there\n\n"
            sent_at = time.monotonic()
        if has_ended:
            return
        await asyncio.sleep(_EVERY_SECONDS)
        try:
            run = await run_in_threadpool(_look, stored, run_id)
        except StoreBusy:
            continue
        except ServiceError:
            # The key was revoked, or the scope went: nothing more is said.
            return


def _look(stored: Store, run_id: int) -> dict[str, object]:
    def question(work: Work) -> dict[str, object]:
        refuse_if_gone(work, stored.caller, stored.scope)
        return get_run(work, run_id)

    return stored.read(question)


def _without_time(run: dict[str, object]) -> bytes:
    """What tells whether anything happened: rate and time to go change by themselves."""
    return json_bytes([run["state"], run["counts"], run["steps"]])
