"""Erasing what names a person: what was true of them and what they were paid stays, under a number."""

from collections.abc import Mapping
from typing import Final

from rules import Problem, pointer
from service.errors import RequestRefused
from service.participants.identity import is_external_id
from service.participants.repository.people import (
    add_note,
    erase_notes,
    erase_payment_files,
    erase_person,
    erase_waiting_facts,
    people_to_change,
)
from service.participants.use_cases.reading import not_found, subject_of
from service.work import Work

REASON_CHARACTERS_MAX: Final = 400


def erase_from_body(work: Work, external_id: str, body: Mapping[str, object]) -> None:
    """Erase for the reason in the body; raises RequestRefused or NotFound."""
    problems = [
        Problem("request.unknown_key", pointer(key), "the body has a reason and nothing else")
        for key in sorted(body.keys() - {"reason"})
    ]
    reason = body.get("reason")
    if not isinstance(reason, str) or not reason.strip() or len(reason) > REASON_CHARACTERS_MAX:
        message = f"say why in 1 to {REASON_CHARACTERS_MAX} characters, without naming the person"
        problems.append(Problem("participant.erase_reason", "/reason", message))
    if problems:
        raise RequestRefused(problems)
    erase_participant(work, external_id, str(reason))


def erase_participant(work: Work, external_id: str, reason: str) -> None:
    """Destroy the id, the name, the address, the payroll id, the notes and the secret of a person, waiting facts, and
    files for payroll that name the person. Raises NotFound.

    The id is free for somebody new afterwards. The reason is kept as a note, which can be erased as well.
    """
    person = people_to_change(work, [external_id]).get(external_id) if is_external_id(external_id) else None
    if person is None:
        raise not_found()
    subject = subject_of(person.number)
    erase_notes(work, subject)
    erase_waiting_facts(work, external_id)
    erase_payment_files(work, person.number)
    erase_person(work, person.number)
    add_note(work, subject, reason)
    work.changed("participant.erased", subject)
