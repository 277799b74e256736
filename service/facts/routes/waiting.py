"""`/v1/facts/waiting`: facts of somebody, or of a key, that nobody knows."""

from typing import Annotated, Literal

from fastapi import Query, Response

from service.access.allowed import allowed
from service.access.stored import Created, Stored, StoredOnce
from service.facts.examples import DISMISS, RELEASE
from service.facts.routes.parts import PageAsked, WaitingId, facts_router
from service.facts.schemas.reading import DismissIn, ReleasedOut, ReleaseIn, WaitingList, WaitingOut
from service.facts.use_cases.reading_waiting import list_waiting, show_waiting
from service.facts.use_cases.waiting import dismiss, release_known, release_one, released_shown
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import json_body, problem_answers

State = Literal["open", "released", "dismissed"]
router = facts_router("/v1/facts/waiting")


@router.get(
    "",
    operation_id="list_waiting_facts",
    summary="List facts in quarantine",
    response_description="One page of the list.",
    response_model=WaitingList,
    responses=problem_answers(422),
    dependencies=[allowed("facts:read")],
)
def list_all(
    stored: Stored,
    page: PageAsked,
    state: Annotated[State, Query(description="Those that wait, or waited.")] = "open",
) -> Response:
    """Lists what was received and counts for nobody yet, in the order in which it came."""
    return JsonAnswer(json_bytes(stored.read(lambda work: list_waiting(work, state, page))))


@router.post(
    "/release",
    operation_id="release_known_facts",
    summary="Release all facts that can be named",
    response_description="How many were released, and how many wait still.",
    response_model=ReleasedOut,
    responses=problem_answers(422),
    dependencies=[allowed("facts:write")],
)
def release_all(stored: StoredOnce) -> Response:
    """Makes facts of those whose participant and key are known by now, up to 10,000 at a time."""
    return _answer(stored.create("release_known_facts", release_known, released_shown))


@router.post(
    "/{id}/release",
    operation_id="release_fact",
    summary="Release a fact from quarantine",
    response_description="The fact that waited, and what it became.",
    response_model=WaitingOut,
    responses=problem_answers(400, 404, 409, 413, 415, 422),
    openapi_extra=json_body(ReleaseIn, RELEASE),
    dependencies=[allowed("facts:write")],
)
def release(stored: StoredOnce, id: WaitingId, call: ReleaseIn) -> Response:
    """Makes a fact of one that waits, perhaps of another participant or key than was sent. It is known from now on."""
    seq = int(id)
    return _answer(
        stored.create("release_fact", lambda work: release_one(work, seq, call.participant, call.key), show_waiting)
    )


@router.post(
    "/{id}/dismiss",
    operation_id="dismiss_fact",
    summary="Dismiss a fact in quarantine",
    response_description="The fact that waited.",
    response_model=WaitingOut,
    responses=problem_answers(400, 404, 409, 413, 415, 422),
    openapi_extra=json_body(DismissIn, DISMISS),
    dependencies=[allowed("facts:write")],
)
def give_up(stored: StoredOnce, id: WaitingId, call: DismissIn) -> Response:
    """Gives up a fact that waits, and destroys what it says. Its id stays taken: sent again it is known."""
    seq = int(id)
    return _answer(stored.create("dismiss_fact", lambda work: dismiss(work, seq, call.reason), show_waiting))


def _answer(made: Created[dict[str, object]]) -> Response:
    answer = JsonAnswer(json_bytes(made.shown))
    answer.headers.update(made.headers)
    return answer
