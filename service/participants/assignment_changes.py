"""What somebody wants of assignments, row by row: how it comes in, and what of it can be checked by itself."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from rules import Problem
from service.participants.changes import ROWS_MAX, read_days
from service.participants.identity import external_id_problem, is_external_id
from service.participants.personal import Patch, Place, read_patch

KEYS: Final = ("participant", "plan", "effective_from", "effective_until", "levels", "weights", "inputs", "shadow")
_PLAN_KEY: Final = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*", re.ASCII)
_PLAN_KEY_CHARACTERS_MAX: Final = 48


@dataclass(frozen=True, slots=True)
class AssignmentChange:
    """One row as it came in, nothing of it checked. `given` has the keys of an assignment; what is absent stays."""

    given: Mapping[str, object]
    place: Place


@dataclass(frozen=True, slots=True)
class CheckedAssignment:
    """One row that is right in itself. `says_end`: whether it speaks of `end` at all (None: for good)."""

    participant: str
    plan_key: str
    start: date
    end: date | None
    says_end: bool
    patch: Patch
    place: Place


def check_assignments(rows: Sequence[AssignmentChange]) -> tuple[list[CheckedAssignment], list[Problem]]:
    """The rows that are right in themselves, and everything that is wrong with the others."""
    if not 0 < len(rows) <= ROWS_MAX:
        return [], [Problem("assignments.count", "", f"send 1 to {ROWS_MAX:,} assignments at a time")]
    problems: list[Problem] = []
    checked = []
    for row in rows:
        found: list[Problem] = []
        change = _checked(row, found)
        problems += found
        if change is not None:
            checked.append(change)
    return checked, [*problems, *_twice(checked)]


def _checked(row: AssignmentChange, problems: list[Problem]) -> CheckedAssignment | None:
    """The row, checked; None where it has a problem, which is added."""
    before, given, place = len(problems), row.given, row.place
    for key in sorted(given.keys() - set(KEYS)):
        problems.append(Problem("assignment.unknown_key", place(key), f"remove this key; there are {', '.join(KEYS)}"))
    participant, plan_key = given.get("participant"), given.get("plan")
    if not is_external_id(participant):
        problems.append(external_id_problem(place("participant")))
    if not _is_plan_key(plan_key):
        message = "name a plan by its key, such as b2b-sales-manager"
        problems.append(Problem("assignment.plan_key", place("plan"), message))
    start, end = read_days(given.get("effective_from"), given.get("effective_until"), place, problems)
    patch = read_patch(given, place, problems)
    if len(problems) > before or start is None:
        return None
    says_end = "effective_until" in given
    return CheckedAssignment(str(participant), str(plan_key), start, end, says_end, patch, place)


def _is_plan_key(raw: object) -> bool:
    return isinstance(raw, str) and len(raw) <= _PLAN_KEY_CHARACTERS_MAX and _PLAN_KEY.fullmatch(raw) is not None


def _twice(rows: Iterable[CheckedAssignment]) -> Iterable[Problem]:
    first: dict[tuple[str, str, date], str] = {}
    for row in rows:
        key = (row.participant, row.plan_key, row.start)
        if key in first:
            message = f"the same participant, plan and first day stand at {first[key] or '/'} already; send it once"
            yield Problem("assignment.twice", row.place("effective_from"), message)
        else:
            first[key] = row.place("effective_from")
