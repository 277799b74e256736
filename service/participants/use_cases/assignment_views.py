"""Assignments as they are shown: money inputs only to those who may read pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from rules import pointer
from service.access.scopes import Reach
from service.participants.repository.assignments import (
    AssignmentFilter,
    Revision,
    page_of_assignments,
    revisions_of,
)
from service.participants.repository.reach import reached
from service.participants.use_cases.assigning import assignment_subject
from service.participants.use_cases.assignments import EVERYTHING, find_assignment
from service.participants.use_cases.reading import Page, after_number, listed
from service.participants.use_cases.sight import Sight
from service.participants.use_cases.views import Shown
from service.web.moments import moment_text
from service.work import Work

_ALL: Final = "assignments"


@dataclass(frozen=True, slots=True)
class AssignmentsAsked:
    """Which assignments: of a participant, to a plan, in force on a day."""

    participant: str | None = None
    plan_key: str | None = None
    on: date | None = None


def get_assignment(work: Work, sight: Sight, number: int, on: date | None) -> Shown:
    """The last revision; raises NotFound.

    Who sees only a team is shown what is in force on the day for which it is the team.
    """
    found = find_assignment(work, number, _within(work, sight, on, AssignmentsAsked()))
    return _shown(work, sight, found, on)


def show_assignment(work: Work, sight: Sight, number: int) -> Shown:
    """The same for whoever has just written it."""
    found = find_assignment(work, number, EVERYTHING)
    return _shown(work, sight, found, None)


def list_assignments(work: Work, sight: Sight, asked: AssignmentsAsked, page: Page) -> Shown:
    """One page of the assignments that count, by number; withdrawn ones are left out."""
    wanted = _within(work, sight, asked.on, asked)
    if not (asked.participant or "").isprintable() or not (asked.plan_key or "").isprintable():
        # No id and no key holds such a character, and not every database could be asked for it.
        return Shown(listed([], has_more=False, last=None), _ALL, 0)
    found = page_of_assignments(work, wanted, after_number(page.cursor), page.limit + 1)
    rows, has_more = found[: page.limit], len(found) > page.limit
    data, pay_of = _people(work, sight, rows, wanted.reach_day)
    return Shown(listed(data, has_more=has_more, last=str(rows[-1].number) if has_more else None), _ALL, pay_of)


def list_revisions(work: Work, sight: Sight, number: int, page: Page) -> Shown:
    """One page of the revisions of an assignment, the oldest first; raises NotFound.

    Who sees only a team is shown the last one, if it is in force today.
    """
    asked = _within(work, sight, None, AssignmentsAsked())
    last = find_assignment(work, number, asked)
    if asked.day is not None:
        found: Sequence[Revision] = [last]
    else:
        found = revisions_of(work, number, after_number(page.cursor), page.limit + 1)
    rows, has_more = found[: page.limit], len(found) > page.limit
    data, pay_of = _people(work, sight, rows, asked.reach_day)
    body = listed(data, has_more=has_more, last=str(rows[-1].revision) if has_more else None)
    return Shown(body, assignment_subject(number), pay_of)


def _within(work: Work, sight: Sight, on: date | None, asked: AssignmentsAsked) -> AssignmentFilter:
    today = work.today
    is_narrow = sight.people not in (Reach.EVERYBODY, Reach.SELF)
    return AssignmentFilter(
        reach=sight.people,
        me=sight.me,
        reach_day=on or today,
        participant=asked.participant,
        plan_key=asked.plan_key,
        day=(on or today) if is_narrow else on,
    )


def _shown(work: Work, sight: Sight, found: Revision, on: date | None) -> Shown:
    data, pay_of = _people(work, sight, [found], on or work.today)
    return Shown(data[0], assignment_subject(found.number), pay_of, found.content_hash)


def _people(work: Work, sight: Sight, rows: Sequence[Revision], day: date) -> tuple[list[dict[str, object]], int]:
    """Assignments as shown, and of how many people the money of inputs is in it."""
    with_money = {row.participant for row in rows if row.personal.money}
    open_pay = reached(work, with_money, sight.pay, sight.me, day)
    return [_row(row, hides=row.participant not in open_pay) for row in rows], len(open_pay & with_money)


def _row(row: Revision, *, hides: bool) -> dict[str, object]:
    hidden = row.personal.money if hides else ()
    return {
        "id": str(row.number),
        "revision": row.revision,
        "state": row.state,
        "participant": row.external_id,
        "plan": row.plan_key,
        "effective_from": row.start.isoformat(),
        "effective_until": None if row.end is None else row.end.isoformat(),
        "levels": {kpi: dict(levels) for kpi, levels in row.personal.levels.items()},
        "weights": dict(row.personal.weights),
        "inputs": {key: value for key, value in row.personal.inputs.items() if key not in hidden},
        "shadow": row.personal.shadow,
        "hidden": [pointer("inputs", key) for key in hidden],
        "at": None if row.at is None else moment_text(row.at),
    }
