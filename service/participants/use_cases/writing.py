"""Writing participants as bodies of requests ask for it."""

from collections.abc import Mapping
from typing import Final

from rules import Problem
from service.errors import RequestRefused
from service.participants.bodies import change_of, changes_of
from service.participants.changes import ParticipantChange, check_changes
from service.participants.use_cases.reading import subject_of
from service.participants.use_cases.upsert import (
    PROBLEMS_SHOWN_MAX,
    create_participant,
    preview_participants,
    upsert_participants,
)
from service.work import Work

_COUNTS: Final = ("created", "changed", "unchanged")


def create_from_body(work: Work, body: Mapping[str, object]) -> str:
    """A new participant, by its address in the store. Raises RequestRefused, or Conflict where the id is taken."""
    change, problems = change_of(body)
    _refuse(problems, change)
    return subject_of(create_participant(work, change))


def put_from_body(work: Work, external_id: str, body: Mapping[str, object]) -> int:
    """The number of the participant of this id, which now is as the body says; raises RequestRefused."""
    change, problems = change_of(body, external_id=external_id)
    _refuse(problems, change)
    return upsert_participants(work, [change]).numbers[external_id]


def preview_from_body(work: Work, body: Mapping[str, object]) -> dict[str, object]:
    """What the rows of a body would come to, and every problem of them."""
    rows, shape = changes_of(body)
    shown = preview_participants(work, rows) if rows else None
    problems = [*shape, *(shown.problems if shown else ())]
    lines = shown.lines if shown else ()
    return {
        "saved": False,
        "valid": not problems,
        **{status: sum(line.status == status for line in lines) for status in _COUNTS},
        "participants": [
            {"id": line.external_id, "status": line.status, "changes": list(line.changes)} for line in lines
        ],
        "problems": [problem.to_json() for problem in problems[:PROBLEMS_SHOWN_MAX]],
        "problems_count": len(problems),
    }


def bulk_from_body(work: Work, body: Mapping[str, object]) -> str:
    """Write the rows of a body, all or none; what came of it, as `saved_bulk` reads it. Raises RequestRefused."""
    rows, problems = changes_of(body)
    if problems:
        raise RequestRefused([*problems, *check_changes(rows)[1]])
    upserted = upsert_participants(work, rows)
    return "/".join(str(upserted.count(status)) for status in _COUNTS)


def saved_bulk(resource: str) -> dict[str, object]:
    """What came of rows that were written."""
    counts = {status: int(count) for status, count in zip(_COUNTS, resource.split("/"), strict=True)}
    return {"saved": True, "valid": True, **counts, "participants": None, "problems": [], "problems_count": 0}


def number_in(resource: str) -> int:
    """The number of a participant in its address in the store."""
    return int(resource.rpartition("/")[2])


def _refuse(problems: list[Problem], change: ParticipantChange) -> None:
    """With everything else that is wrong with the row."""
    if problems:
        raise RequestRefused([*problems, *check_changes([change])[1]])
