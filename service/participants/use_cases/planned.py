"""What rows of changes come to, seen from what is stored: whom they create, what they change, what cannot be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from rules import Problem
from service.participants.attributes import Value
from service.participants.changes import CheckedChange, ParticipantChange, check_changes
from service.participants.dated import Said, is_said, next_change, stretches
from service.participants.repository.attributes import SaidOf, Statement, said_of
from service.participants.repository.people import PersonRow, people_called, people_to_change
from service.participants.use_cases.circles import circle_problems
from service.store.locks import Lock, lock
from service.work import Work

Status = Literal["created", "changed", "unchanged"]
MANAGER: Final = "manager"


@dataclass(frozen=True, slots=True)
class Line:
    """What one row comes to: the participant, and the fields and attributes that change."""

    external_id: str
    status: Status
    changes: tuple[str, ...]


@dataclass(slots=True)
class Planned:
    """What all rows come to. People who are to be created have numbers below 0 until they are written."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    created: list[CheckedChange] = field(default_factory=list)
    renamed: list[tuple[PersonRow, PersonRow]] = field(default_factory=list)
    """Before and after."""
    statements: list[Statement] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def count(self, status: Status) -> int:
        """How many rows come to this."""
        return sum(line.status == status for line in self.lines)


def plan_changes(work: Work, rows: Sequence[ParticipantChange], *, to_write: bool) -> Planned:
    """What the rows come to. With `to_write` nobody else changes these people until the work ends."""
    checked, problems = check_changes(rows)
    planned = Planned(problems=problems)
    managers = {str(change.values[MANAGER].text) for change in checked if _names_manager(change)}
    if to_write and any(MANAGER in change.values for change in checked):
        lock(work.session, Lock.HIERARCHY)
    ids = {change.external_id for change in checked}
    people = people_to_change(work, ids) if to_write else people_called(work, ids)
    planned.numbers = _numbers(rows, people, people_called(work, managers - people.keys()))
    said = said_of(work, [row.number for row in people.values()], keys={key for row in checked for key in row.values})
    for change in checked:
        _plan(planned, change, people.get(change.external_id), said)
    planned.problems += circle_problems(work, planned.statements, planned.numbers, checked)
    return planned


def _names_manager(change: CheckedChange) -> bool:
    return MANAGER in change.values and change.values[MANAGER].kind == "participant"


def _numbers(
    rows: Sequence[ParticipantChange], people: Mapping[str, PersonRow], managers: Mapping[str, PersonRow]
) -> dict[str, int]:
    """Numbers by id. Rows that are wrong are there too: whoever names them as manager is not wrong for that."""
    named = [row.external_id for row in rows if isinstance(row.external_id, str)]
    numbers = {external_id: -place for place, external_id in enumerate(dict.fromkeys(named), start=1)}
    return numbers | {external_id: row.number for external_id, row in {**managers, **people}.items()}


def _plan(planned: Planned, change: CheckedChange, person: PersonRow | None, said: SaidOf) -> None:
    number = planned.numbers[change.external_id]
    of_person = said.get(number, {})
    statements = []
    for key, given in change.values.items():
        value = _meant(given, planned.numbers)
        if value is None:
            message = "there is no participant with this id; create the manager first, or in the same request"
            planned.problems.append(Problem("participant.unknown", change.place(key), message))
            continue
        statement = _statement(change, number, key, value, of_person)
        if statement is not None:
            statements.append(statement)
    planned.statements += statements
    changes = [statement.key for statement in statements]
    if person is None:
        planned.created.append(change)
        planned.lines.append(Line(change.external_id, "created", (*_told(change.identity), *changes)))
        return
    renamed = _renamed(person, change.identity)
    fields = [key for key in change.identity if getattr(renamed, key) != getattr(person, key)]
    if fields:
        planned.renamed.append((person, renamed))
    told = (*fields, *changes)
    planned.lines.append(Line(change.external_id, "changed" if told else "unchanged", told))


def _told(identity: Mapping[str, str | None]) -> list[str]:
    return [key for key, value in identity.items() if value is not None]


def _meant(value: Value, numbers: Mapping[str, int]) -> Value | None:
    """The value with the number of the participant whom it names; None where there is nobody of that id."""
    if value.kind != "participant" or value.text is None:
        return value
    number = numbers.get(value.text)
    return None if number is None else Value("participant", ref_id=number)


def _statement(
    change: CheckedChange, number: int, key: str, value: Value, of_person: Mapping[str, Sequence[Said[Value]]]
) -> Statement | None:
    """What must be written for the value to hold; None where it holds already."""
    found = stretches(of_person.get(key, ()))
    end: date | None = change.end
    if end is None and not change.replace_later:
        end = next_change(found, change.start)
    if is_said(found, None if value.kind == "none" else value, change.start, end):
        return None
    return Statement(number, key, value, change.start, end)


def _renamed(person: PersonRow, identity: Mapping[str, str | None]) -> PersonRow:
    return PersonRow(
        number=person.number,
        external_id=person.external_id,
        name=identity.get("name", person.name),
        email=identity.get("email", person.email),
        payroll_id=identity.get("payroll_id", person.payroll_id),
        secret=person.secret,
    )
