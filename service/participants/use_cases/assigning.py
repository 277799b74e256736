"""Assigning participants to plans: all rows or none, and never two at once of one person to one plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from rules import Problem
from service.errors import RequestRefused
from service.participants.assignment_changes import AssignmentChange, CheckedAssignment, check_assignments
from service.participants.personal import Personal, hash_of
from service.participants.repository.assignments import Revision, active_assignments, add_revisions
from service.participants.repository.people import PersonRow, people_called, people_to_change
from service.participants.use_cases.plan_check import Wanted, checked_by_plans
from service.store.locks import Lock, lock_shared
from service.work import Work

Status = Literal["created", "changed", "unchanged"]
NEW: Final = 0
"""The number of an assignment that is not written yet."""


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """What one row comes to."""

    participant: str
    plan_key: str
    status: Status


@dataclass(slots=True)
class Assigned:
    """What rows came to, or would come to: a line per row that is right, and what is wrong with the others."""

    lines: list[AssignmentLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    to_write: list[Wanted] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    """The numbers of the assignments that were written."""

    def count(self, status: Status) -> int:
        """How many rows came to this."""
        return sum(line.status == status for line in self.lines)


def preview_assignments(work: Work, rows: Sequence[AssignmentChange]) -> Assigned:
    """What the rows would come to; nothing is written."""
    return _plan(work, rows, to_write=False)


def upsert_assignments(work: Work, rows: Sequence[AssignmentChange]) -> Assigned:
    """Write all rows, or none: raises RequestRefused with every problem of every row where one is wrong.

    A row is about the assignment of its participant and plan that begins on its first day; where there is none it
    makes one. What a row does not say stays as it is.
    """
    lock_shared(work.session, Lock.RUN_INPUTS)
    planned = _plan(work, rows, to_write=True)
    if planned.problems:
        raise RequestRefused(planned.problems)
    planned.numbers = write_revisions(work, [each.revision for each in planned.to_write])
    return planned


def write_revisions(work: Work, revisions: Sequence[Revision]) -> list[int]:
    """Write new assignments and new revisions with one entry of the audit; their numbers in the same order."""
    if not revisions:
        return []
    numbers = add_revisions(work, revisions)
    if len(revisions) == 1:
        (only,) = revisions
        verb = "created" if only.revision == 1 else "changed" if only.state == "active" else "withdrawn"
        work.changed(f"assignment.{verb}", assignment_subject(numbers[0]), after=only.content_hash)
    else:
        after = hash_of(*(each.content_hash for each in revisions))
        work.changed("assignments.changed", "assignments", after=after)
    return numbers


def assignment_subject(number: int) -> str:
    """What the audit and the log of reads call an assignment."""
    return f"assignment/{number}"


def overlap_problems(wanted: Sequence[Wanted], stored: Sequence[Revision]) -> list[Problem]:
    """Rows that share days with an assignment of the same participant and plan, stored or of another row."""
    rewritten = {each.revision.number for each in wanted if each.revision.number != NEW}
    counting: dict[tuple[int, str], list[Revision]] = {}
    for kept in (each for each in stored if each.number not in rewritten):
        counting.setdefault((kept.participant, kept.plan_key), []).append(kept)
    problems = []
    for each in wanted:
        others = counting.setdefault((each.revision.participant, each.revision.plan_key), [])
        if any(each.revision.meets(other) for other in others):
            message = (
                "the participant is assigned to this plan on some of these days already; end or withdraw that"
                " assignment, or change it"
            )
            problems.append(Problem("assignment.overlaps", each.place("effective_from"), message))
        others.append(each.revision)
    return problems


def _plan(work: Work, rows: Sequence[AssignmentChange], *, to_write: bool) -> Assigned:
    checked, problems = check_assignments(rows)
    planned = Assigned(problems=problems)
    ids = {row.participant for row in checked}
    people = people_to_change(work, ids) if to_write else people_called(work, ids)
    stored = active_assignments(work, [person.number for person in people.values()], {row.plan_key for row in checked})
    wanted = _wanted(checked, people, stored, problems)
    found, refused = checked_by_plans(work, wanted)
    by_number = {each.number: each for each in stored}
    for each in found:
        before = by_number.get(each.revision.number)
        status: Status = "created" if before is None else "changed"
        if before is not None and before.content_hash == each.revision.content_hash:
            status = "unchanged"
        else:
            planned.to_write.append(each)
        planned.lines.append(AssignmentLine(each.revision.external_id, each.revision.plan_key, status))
    planned.problems += [*refused, *overlap_problems(planned.to_write, stored)]
    return planned


def _wanted(
    checked: Sequence[CheckedAssignment],
    people: Mapping[str, PersonRow],
    stored: Sequence[Revision],
    problems: list[Problem],
) -> list[Wanted]:
    """The rows as the revisions they ask for; who is not there is a problem."""
    before = {(each.participant, each.plan_key, each.start): each for each in stored}
    wanted = []
    for row in checked:
        person = people.get(row.participant)
        if person is None:
            message = "there is no participant with this id; create the participant first"
            problems.append(Problem("participant.unknown", row.place("participant"), message))
            continue
        earlier = before.get((person.number, row.plan_key, row.start))
        if earlier is None:
            personal = row.patch.over(Personal())
            revision = Revision(NEW, 1, person.number, row.plan_key, row.start, row.end, personal)
        else:
            end = row.end if row.says_end else earlier.end
            personal = row.patch.over(earlier.personal)
            revision = replace(earlier, revision=earlier.revision + 1, end=end, personal=personal)
        wanted.append(Wanted(replace(revision, external_id=person.external_id), row.place))
    return wanted
