"""Creating and changing participants: all rows or none."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rules import Problem
from service.errors import Conflict, RequestRefused
from service.participants.changes import ParticipantChange
from service.participants.repository.attributes import Statement, add_statements
from service.participants.repository.people import PersonRow, add_people, write_identities
from service.participants.use_cases.planned import Line, Planned, plan_changes
from service.store.locks import Lock, lock_shared
from service.work import Work
from service.work.identity_mark import identity_mark as mark_of_names

PROBLEMS_SHOWN_MAX: Final = 1_000


@dataclass(frozen=True, slots=True)
class Upserted:
    """What rows came to, or would come to: a line for each row that is right, and what is wrong with the others."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    numbers: dict[str, int]
    """The lasting numbers of all participants of the rows, by id; those that do not exist are below 0."""

    def count(self, status: str) -> int:
        """How many rows were `created`, `changed` or `unchanged`."""
        return sum(line.status == status for line in self.lines)


def preview_participants(work: Work, rows: Sequence[ParticipantChange]) -> Upserted:
    """What the rows would come to; nothing is written."""
    planned = plan_changes(work, rows, to_write=False)
    return Upserted(tuple(planned.lines), tuple(planned.problems), planned.numbers)


def upsert_participants(work: Work, rows: Sequence[ParticipantChange]) -> Upserted:
    """Write all rows, or none: raises RequestRefused with every problem of every row where one is wrong."""
    lock_shared(work.session, Lock.RUN_INPUTS)
    planned = plan_changes(work, rows, to_write=True)
    if planned.problems:
        raise RequestRefused(planned.problems)
    numbers = _write(work, planned)
    return Upserted(tuple(planned.lines), (), numbers)


def create_participant(work: Work, row: ParticipantChange) -> int:
    """A new participant by number; raises Conflict where the id is taken, RequestRefused where the row is wrong."""
    upserted = upsert_participants(work, [row])
    if upserted.lines[0].status != "created":
        message = "There is a participant with this id; change it with PUT, or choose another id."
        raise Conflict(Problem("participant.exists", row.place("id"), message))
    return upserted.numbers[upserted.lines[0].external_id]


def _write(work: Work, planned: Planned) -> dict[str, int]:
    """Everything that was planned; the numbers of all by id."""
    added = add_people(work, [{"external_id": row.external_id, **row.identity} for row in planned.created])
    write_identities(work, [after for _, after in planned.renamed])
    numbers = {**planned.numbers, **{row.external_id: row.number for row in added}}
    drawn = {planned.numbers[row.external_id]: row.number for row in added}
    add_statements(work, [_numbered(statement, drawn) for statement in planned.statements])
    _tell(work, planned, added, numbers)
    return numbers


def _numbered(statement: Statement, drawn: dict[int, int]) -> Statement:
    """The statement with the lasting numbers of people who were just created."""
    value = statement.value
    if value.ref_id is not None:
        value = replace(value, ref_id=drawn.get(value.ref_id, value.ref_id))
    return replace(statement, number=drawn.get(statement.number, statement.number), value=value)


def _tell(work: Work, planned: Planned, added: Sequence[PersonRow], numbers: dict[str, int]) -> None:
    """One entry of the audit for the whole request: for one person by number, for many together."""
    lines = [line for line in planned.lines if line.status != "unchanged"]
    before = {row.number: row for row, _ in planned.renamed}
    after = {row.number: row for row in (*added, *(row for _, row in planned.renamed))}
    if len(planned.lines) == 1 and lines:
        number = numbers[lines[0].external_id]
        work.changed(
            f"participant.{lines[0].status}",
            f"participant/{number}",
            before=identity_mark(before[number]) if number in before else None,
            after=identity_mark(after[number]) if number in after else None,
        )
    elif lines:
        work.changed("participants.changed", "participants", before=_all(before.values()), after=_all(after.values()))


def identity_mark(row: PersonRow) -> str:
    """What the audit keeps of a name: keyed with the person's secret, so that erasing it leaves nothing to guess at."""
    return mark_of_names(row.secret, [row.external_id, row.name, row.email, row.payroll_id])


def _all(rows: Iterable[PersonRow]) -> str | None:
    marks = sorted((row.number, identity_mark(row)) for row in rows)
    return hashlib.sha256(json.dumps(marks, separators=(",", ":")).encode()).hexdigest() if marks else None
