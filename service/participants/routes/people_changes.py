"""Changing `/v1/participants`: creating, changing and erasing people."""

from fastapi import Response

from service.access.allowed import allowed
from service.access.stored import Stored, StoredOnce
from service.participants.examples import CHANGE, CREATE, ERASE
from service.participants.routes.answers import CREATED, answer, logged, router_at
from service.participants.routes.people import ExternalId
from service.participants.schemas.people import ParticipantOut
from service.participants.use_cases.erase import erase_from_body
from service.participants.use_cases.reading import show_participant
from service.participants.use_cases.sight import sight_of
from service.participants.use_cases.writing import create_from_body, number_in, put_from_body
from service.web.exact_request import JsonObject
from service.web.operations import json_body, problem_answers

router = router_at("/v1/participants")


@router.post(
    "",
    operation_id="create_participant",
    summary="Create a participant",
    response_description="The participant as of today.",
    status_code=201,
    response_model=ParticipantOut,
    responses=problem_answers(400, 409, 413, 415, 422),
    openapi_extra=json_body("ParticipantIn", CREATE),
    dependencies=[allowed("people:write")],
)
def create(stored: StoredOnce, body: JsonObject) -> Response:
    """Creates a person or a team that can be paid, with what is true from a day on."""
    sight, operation = sight_of(stored.caller), "create_participant"
    created = stored.create(
        operation,
        lambda work: create_from_body(work, body),
        lambda work, resource: logged(work, operation, show_participant(work, sight, number_in(resource))),
    )
    return answer(created.shown, created.headers, CREATED)


@router.put(
    "/{external_id}",
    operation_id="put_participant",
    summary="Create or change a participant",
    response_description="The participant as of today.",
    response_model=ParticipantOut,
    responses=problem_answers(400, 413, 415, 422),
    openapi_extra=json_body("ParticipantChangeIn", CHANGE),
    dependencies=[allowed("people:write")],
)
def put(stored: Stored, external_id: ExternalId, body: JsonObject) -> Response:
    """Changes what is given from a day on and nothing else; creates the participant where there is none.

    Sent twice, the second time changes nothing.
    """
    sight, operation = sight_of(stored.caller), "put_participant"
    shown = stored.write(
        lambda work: logged(work, operation, show_participant(work, sight, put_from_body(work, external_id, body)))
    )
    return answer(shown)


@router.post(
    "/{external_id}/erase",
    operation_id="erase_participant",
    summary="Erase a person",
    response_description="Nothing is left to show.",
    status_code=204,
    response_class=Response,
    responses=problem_answers(400, 404, 413, 415, 422),
    openapi_extra=json_body("EraseIn", ERASE),
    dependencies=[allowed("people:erase")],
)
def erase(stored: Stored, external_id: ExternalId, body: JsonObject) -> Response:
    """Destroys what names a person: id, name, address, payroll id, notes and the secret of the audit's digests.

    What was true of them and what they were paid stays under their number. The id is unknown afterwards, and free.
    """
    stored.write(lambda work: erase_from_body(work, external_id, body))
    return Response(status_code=204, headers={"Cache-Control": "no-store"})
