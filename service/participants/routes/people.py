"""Looking at `/v1/participants`: people and teams that can be paid."""

from typing import Annotated

from fastapi import Path, Query, Response

from service.access.allowed import allowed
from service.access.stored import Stored
from service.participants.routes.answers import answered, router_at
from service.participants.routes.queries import DayAsked, MomentAsked, PageAsked
from service.participants.schemas.people import HistoryList, ParticipantList, ParticipantOut
from service.participants.use_cases.reading import (
    AskedFor,
    get_participant,
    list_history,
    list_participants,
    list_team,
)
from service.participants.use_cases.sight import sight_of
from service.web.operations import problem_answers

router = router_at("/v1/participants")

ExternalId = Annotated[str, Path(max_length=128, description="The participant's id.", examples=["E17"])]


@router.get(
    "",
    operation_id="list_participants",
    summary="List participants",
    response_description="One page of the list.",
    response_model=ParticipantList,
    responses=problem_answers(422),
    dependencies=[allowed("people:read")],
)
def list_people(
    stored: Stored,
    *,
    page: PageAsked,
    on: DayAsked,
    team: Annotated[str | None, Query(max_length=64, description="Only those of this team.")] = None,
    manager: Annotated[
        str | None, Query(max_length=128, description="Only those who report to the participant of this id.")
    ] = None,
    status: Annotated[str | None, Query(max_length=64, description="Only those with this status.")] = None,
) -> Response:
    """Lists participants in the order of their ids, with what is true of them on a day.

    A manager is shown the team of that day, a participant only himself.
    """
    given = {"team": team, "status": status}
    asked = AskedFor(on, {key: text for key, text in given.items() if text is not None}, manager)
    sight = sight_of(stored.caller)
    return answered(stored, "list_participants", lambda work: list_participants(work, sight, asked, page))


@router.get(
    "/{external_id}",
    operation_id="get_participant",
    summary="Get a participant",
    response_description="The participant as of the day.",
    response_model=ParticipantOut,
    responses=problem_answers(404, 422),
    dependencies=[allowed("people:read")],
)
def get(stored: Stored, external_id: ExternalId, on: DayAsked, known_at: MomentAsked) -> Response:
    """Shows a participant with what is true on a day, as it is known now or was known at an earlier moment."""
    sight = sight_of(stored.caller)
    return answered(stored, "get_participant", lambda work: get_participant(work, sight, external_id, on, known_at))


@router.get(
    "/{external_id}/attributes",
    operation_id="list_participant_attributes",
    summary="List what was said of a participant",
    response_description="One page of the history.",
    response_model=HistoryList,
    responses=problem_answers(404, 422),
    dependencies=[allowed("people:read")],
)
def history(
    stored: Stored,
    external_id: ExternalId,
    *,
    page: PageAsked,
    on: DayAsked,
    known_at: MomentAsked,
    key: Annotated[str | None, Query(max_length=64, description="Only this attribute.")] = None,
) -> Response:
    """Lists every statement about a participant in the order in which it was made; the last one of a day counts.

    With `on` only what was said of that day. A manager is always shown one day, that of the team.
    """
    sight = sight_of(stored.caller)
    return answered(
        stored,
        "list_participant_attributes",
        lambda work: list_history(work, sight, external_id, key=key, on=on, known_at=known_at, page=page),
    )


@router.get(
    "/{external_id}/team",
    operation_id="list_participant_team",
    summary="List everybody below a participant",
    response_description="One page of the team.",
    response_model=ParticipantList,
    responses=problem_answers(404, 422),
    dependencies=[allowed("people:read")],
)
def team(stored: Stored, external_id: ExternalId, page: PageAsked, on: DayAsked) -> Response:
    """Lists those who report to a participant on a day, those who report to them, and so on."""
    sight = sight_of(stored.caller)
    return answered(stored, "list_participant_team", lambda work: list_team(work, sight, external_id, on, page))
