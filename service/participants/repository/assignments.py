"""Assignments of participants to plans, as revisions that only grow."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from service.access.scopes import Reach
from service.participants.personal import Personal, hash_of, personal_of
from service.participants.repository.reach import within_reach
from service.store.sequences import draw_keys
from service.store.tables import Assignment, Person
from service.work import Work

ACTIVE: Final = "active"
WITHDRAWN: Final = "withdrawn"


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of an assignment: the days from `start` (included) to `end` (excluded; None: for good)."""

    number: int
    revision: int
    participant: int
    plan_key: str
    start: date
    end: date | None
    personal: Personal
    state: str = ACTIVE
    external_id: str = ""
    at: datetime | None = None

    @property
    def content_hash(self) -> str:
        """What it says, whichever revision says it."""
        days = (self.start.isoformat(), None if self.end is None else self.end.isoformat())
        return hash_of(self.participant, self.plan_key, *days, self.personal.document, self.state)

    def meets(self, other: "Revision") -> bool:
        """Whether both are of one participant and plan and have a day in common."""
        same = (self.participant, self.plan_key) == (other.participant, other.plan_key)
        begins = other.end is None or self.start < other.end
        return same and begins and (self.end is None or other.start < self.end)


@dataclass(frozen=True, slots=True)
class AssignmentFilter:
    """Assignments of those within reach on `reach_day`: of a participant, of a plan, in force on `day`."""

    reach: Reach
    me: int | None
    reach_day: date
    participant: str | None = None
    plan_key: str | None = None
    day: date | None = None


_COLUMNS: Final = (
    col(Assignment.number),
    col(Assignment.revision),
    col(Assignment.participant_id),
    col(Assignment.plan_key),
    col(Assignment.effective_from),
    col(Assignment.effective_until),
    col(Assignment.document),
    col(Assignment.state),
    col(Person.external_id),
    col(Assignment.at),
)


def page_of_assignments(work: Work, asked: AssignmentFilter, after: int, count: int) -> Sequence[Revision]:
    """The next so many assignments, by number; withdrawn ones are not among them."""
    query = _last().where(col(Assignment.number) > after, col(Assignment.state) == ACTIVE, *_conditions(asked))
    return _rows(work, query.order_by(col(Assignment.number)).limit(count))


def assignment_where(work: Work, number: int, asked: AssignmentFilter) -> Revision | None:
    """The last revision of an assignment, if it is within reach; also a withdrawn one."""
    return next(iter(_rows(work, _last().where(col(Assignment.number) == number, *_conditions(asked)))), None)


def revisions_of(work: Work, number: int, after: int, count: int) -> Sequence[Revision]:
    """The next so many revisions of an assignment, the oldest first."""
    query = _all().where(col(Assignment.number) == number, col(Assignment.revision) > after)
    return _rows(work, query.order_by(col(Assignment.revision)).limit(count))


def active_assignments(work: Work, participants: Collection[int], plan_keys: Collection[str]) -> list[Revision]:
    """What counts now of these participants and plans."""
    if not participants:
        return []
    query = _last().where(
        col(Assignment.participant_id).in_(sorted(participants)),
        col(Assignment.plan_key).in_(sorted(plan_keys)),
        col(Assignment.state) == ACTIVE,
    )
    return list(_rows(work, query.order_by(col(Assignment.number))))


def add_revisions(work: Work, revisions: Sequence[Revision]) -> list[int]:
    """Write them; those with the number 0 are new assignments. Their numbers in the same order."""
    seqs = draw_keys(work.session, Assignment, len(revisions))
    numbers = [each.number or seq for each, seq in zip(revisions, seqs, strict=True)]
    work.add_many(
        Assignment,
        [
            {
                "seq": seq,
                "number": number,
                "revision": each.revision,
                "participant_id": each.participant,
                "plan_key": each.plan_key,
                "effective_from": each.start.isoformat(),
                "effective_until": None if each.end is None else each.end.isoformat(),
                "document": each.personal.document,
                "content_hash": each.content_hash,
                "state": each.state,
                "at": work.now,
            }
            for seq, number, each in zip(seqs, numbers, revisions, strict=True)
        ],
    )
    return numbers


def _all() -> Select[*tuple[Any, ...]]:
    """Revisions of participants who were not erased."""
    return select(*_COLUMNS).join(Person, col(Person.participant_id) == col(Assignment.participant_id))


def _last() -> Select[*tuple[Any, ...]]:
    later = aliased(Assignment)
    over = exists().where(col(later.number) == col(Assignment.number), col(later.revision) > col(Assignment.revision))
    return _all().where(~over)


def _conditions(asked: AssignmentFilter) -> Sequence[ColumnElement[bool]]:
    number = cast(ColumnElement[int], col(Assignment.participant_id))
    conditions = [within_reach(number, asked.reach, asked.me, asked.reach_day)]
    if asked.participant is not None:
        conditions.append(col(Person.external_id) == asked.participant)
    if asked.plan_key is not None:
        conditions.append(col(Assignment.plan_key) == asked.plan_key)
    if asked.day is not None:
        text, until = asked.day.isoformat(), col(Assignment.effective_until)
        conditions.append(and_(col(Assignment.effective_from) <= text, or_(until.is_(None), until > text)))
    return conditions


def _rows(work: Work, query: Select[*tuple[Any, ...]]) -> Sequence[Revision]:
    return [_revision(*row) for row in work.session.connection().execute(query)]


def _revision(*row: Any) -> Revision:
    number, revision, participant, plan_key, start, end, document, state, external_id, at = row
    last = None if end is None else date.fromisoformat(end)
    first, personal = date.fromisoformat(start), personal_of(document)
    return Revision(number, revision, participant, plan_key, first, last, personal, state, external_id, at)
