"""What somebody wants to be true of people, row by row: how it comes in, and what of it can be checked by itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from rules import Problem, read_day
from service.participants.attributes import Value, read_value
from service.participants.identity import external_id_problem, identity_problem, is_external_id

ROWS_MAX: Final = 10_000
"""People in one request: so many are checked and written in seconds."""


@dataclass(frozen=True, slots=True)
class ParticipantChange:
    """One row as it came in, nothing of it checked: only what is given changes, from `effective_from` on.

    `effective_until` is the first day on which it no longer holds. Without it a value holds until the next change
    that is known already, or for good where `replace_later` is true. `place` says where a key stands, for problems:
    `place("salary")` is a JSON pointer or a cell; `place("")` is the row itself.
    """

    external_id: object
    place: Callable[[str], str]
    identity: Mapping[str, object] = field(default_factory=dict)
    attributes: Mapping[str, object] = field(default_factory=dict)
    effective_from: object = None
    effective_until: object = None
    replace_later: object = False


@dataclass(frozen=True, slots=True)
class CheckedChange:
    """One row that is right in itself. `start` is the first day of every value; people who are meant stand by id."""

    external_id: str
    place: Callable[[str], str]
    identity: Mapping[str, str | None]
    values: Mapping[str, Value]
    start: date
    end: date | None
    replace_later: bool


def check_changes(rows: Sequence[ParticipantChange]) -> tuple[list[CheckedChange], list[Problem]]:
    """The rows that are right in themselves, and everything that is wrong with the others."""
    if not 0 < len(rows) <= ROWS_MAX:
        message = f"send 1 to {ROWS_MAX:,} participants at a time"
        return [], [Problem("participants.count", "/participants", message)]
    problems = list(_duplicates(rows))
    checked = []
    for row in rows:
        found: list[Problem] = []
        change = _checked(row, found)
        problems += found
        if change is not None:
            checked.append(change)
    return checked, problems


def _duplicates(rows: Iterable[ParticipantChange]) -> Iterable[Problem]:
    first: dict[str, str] = {}
    for row in rows:
        if not isinstance(row.external_id, str):
            continue
        if row.external_id in first:
            message = f"the same id stands at {first[row.external_id]} already; send each participant once"
            yield Problem("participants.duplicate_id", row.place("id"), message)
        else:
            first[row.external_id] = row.place("id")


def _checked(row: ParticipantChange, problems: list[Problem]) -> CheckedChange | None:
    """The row, checked; None where it has a problem, which is added."""
    before = len(problems)
    if not is_external_id(row.external_id):
        problems.append(external_id_problem(row.place("id")))
    identity = dict(_identity(row, problems))
    values = dict(_values(row, problems))
    start, end = read_days(row.effective_from, row.effective_until, row.place, problems, needed=bool(row.attributes))
    if not isinstance(row.replace_later, bool):
        problems.append(Problem("participant.replace_later", row.place("replace_later"), "write true or false"))
    elif row.replace_later and row.effective_until is not None:
        message = "say either replace_later or effective_until: a change with an end replaces what lies before it"
        problems.append(Problem("participant.replace_later", row.place("replace_later"), message))
    if len(problems) > before or not isinstance(row.external_id, str):
        return None
    return CheckedChange(
        row.external_id, row.place, identity, values, start or date.min, end, row.replace_later is True
    )


def _identity(row: ParticipantChange, problems: list[Problem]) -> Iterable[tuple[str, str | None]]:
    for key, raw in row.identity.items():
        problem = identity_problem(key, raw, row.place(key))
        if problem is not None:
            problems.append(problem)
        elif raw is None or isinstance(raw, str):
            yield key, raw


def _values(row: ParticipantChange, problems: list[Problem]) -> Iterable[tuple[str, Value]]:
    for key, raw in row.attributes.items():
        value = read_value(key, raw, row.place(key))
        if isinstance(value, Problem):
            problems.append(value)
        else:
            yield key, value


def read_days(
    start: object, end: object, place: Callable[[str], str], problems: list[Problem], *, needed: bool = True
) -> tuple[date | None, date | None]:
    """`effective_from` and `effective_until` as days; what is wrong with them is added to `problems`."""
    first = last = None
    if start is not None:
        first = read_day(start, place("effective_from"), problems, "dates.not_a_day")
    elif needed or end is not None:
        message = "say from which day on this holds, as YYYY-MM-DD"
        problems.append(Problem("dates.missing", place("effective_from"), message))
    if end is not None:
        last = read_day(end, place("effective_until"), problems, "dates.not_a_day")
    if first is not None and last is not None and last <= first:
        message = "effective_until is the day after the last one; it lies after effective_from"
        problems.append(Problem("dates.ends_before_start", place("effective_until"), message))
    return first, last
