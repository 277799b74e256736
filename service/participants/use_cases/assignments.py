"""One assignment at a time: making it, changing it as it was seen, withdrawing it, looking at it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from rules import Problem, pointer
from service.access.scopes import Reach
from service.errors import Conflict, NotFound, RequestRefused
from service.participants.assignment_changes import AssignmentChange
from service.participants.changes import read_days
from service.participants.personal import Personal, read_patch
from service.participants.repository.assignments import (
    WITHDRAWN,
    AssignmentFilter,
    Revision,
    active_assignments,
    assignment_where,
)
from service.participants.repository.people import people_to_change
from service.participants.use_cases.assigning import (
    assignment_subject,
    overlap_problems,
    upsert_assignments,
    write_revisions,
)
from service.participants.use_cases.plan_check import Wanted, checked_by_plans
from service.participants.use_cases.sight import Sight
from service.store.locks import Lock, lock_shared
from service.work import Work

_KEYS: Final = ("effective_from", "effective_until", "levels", "weights", "inputs", "shadow")
EVERYTHING: Final = AssignmentFilter(Reach.EVERYBODY, None, date.min)


@dataclass(frozen=True, slots=True)
class JsonPlace:
    """Where the parts of an assignment stand in a body."""

    row: str = ""

    def __call__(self, *parts: str) -> str:
        """The pointer of a part, of the row itself without parts."""
        return self.row + pointer(*parts)


def create_assignment(work: Work, body: Mapping[str, object]) -> str:
    """A new assignment, by its address in the store. Raises RequestRefused, or Conflict."""
    assigned = upsert_assignments(work, [AssignmentChange(body, JsonPlace())])
    if assigned.lines[0].status != "created":
        message = "the participant is assigned to this plan from this day on already; change that assignment"
        raise Conflict(Problem("assignment.overlaps", "/effective_from", message))
    return assignment_subject(assigned.numbers[0])


def change_assignment(
    work: Work, sight: Sight, number: int, body: Mapping[str, object], seen: Sequence[str] | None
) -> int:
    """The assignment as the body says, as a new revision; inputs that the caller may not see stay as they are.

    Raises NotFound, Conflict for one that was withdrawn, and RequestRefused: also where `seen`, the hashes of
    If-Match, is not what is stored.
    """
    before = _to_change(work, number, seen)
    problems = [
        Problem("assignment.unknown_key", pointer(key), f"remove this key; there are {', '.join(_KEYS)}")
        for key in sorted(body.keys() - set(_KEYS))
    ]
    place = JsonPlace()
    start, end = read_days(body.get("effective_from"), body.get("effective_until"), place, problems)
    patch = read_patch(body, place, problems)
    if problems or start is None:
        raise RequestRefused(problems)
    hidden = before.personal.money if sight.pay is Reach.NOBODY else ()
    kept = {key: value for key, value in before.personal.inputs.items() if key in hidden}
    personal = patch.over(Personal(inputs=kept))
    after = replace(before, revision=before.revision + 1, start=start, end=end, personal=personal)
    (wanted,), problems = checked_by_plans(work, [Wanted(after, place)])
    problems += overlap_problems([wanted], active_assignments(work, [before.participant], [before.plan_key]))
    if problems:
        raise RequestRefused(problems)
    if wanted.revision.content_hash != before.content_hash:
        write_revisions(work, [wanted.revision])
    return number


def withdraw_assignment(work: Work, number: int, seen: Sequence[str] | None) -> int:
    """End an assignment as if it had never counted; its revisions stay. Raises as `change_assignment`."""
    before = _to_change(work, number, seen)
    write_revisions(work, [replace(before, revision=before.revision + 1, state=WITHDRAWN)])
    return number


def find_assignment(work: Work, number: int, asked: AssignmentFilter) -> Revision:
    """The last revision; raises NotFound, also for whoever may not see it."""
    found = assignment_where(work, number, asked)
    if found is None:
        raise NotFound(Problem("assignment.not_found", "path id", "There is no such assignment for this key."))
    return found


def _to_change(work: Work, number: int, seen: Sequence[str] | None) -> Revision:
    """The last revision of an active assignment, which nobody else changes until the work ends."""
    lock_shared(work.session, Lock.RUN_INPUTS)
    people_to_change(work, [find_assignment(work, number, EVERYTHING).external_id])
    # Read again: somebody may have changed it while this work waited for the participant.
    before = find_assignment(work, number, EVERYTHING)
    if seen is None:
        message = "Send the ETag of the assignment that you read as If-Match."
        raise RequestRefused(Problem("assignment.if_match_missing", "header If-Match", message))
    if before.content_hash not in seen:
        message = "The assignment was changed meanwhile; read it again, then change it."
        raise RequestRefused(Problem("assignment.changed", "header If-Match", message))
    if before.state == WITHDRAWN:
        raise Conflict(Problem("assignment.withdrawn", "path id", "This assignment was withdrawn; make a new one."))
    return before
