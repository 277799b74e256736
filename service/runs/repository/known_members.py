"""Who is in a plan in a period and pay group, as known at a moment."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Session, col

from service.participants.personal import personal_of
from service.runs.repository.running import EVERYBODY, RunningPlan
from service.store.tables import Assignment, Attribute

_AT_ONCE: Final = 10_000
"""Rows that are fetched at a time."""


def members_of(session: Session, plan: RunningPlan, first: int = 0, last: int | None = None) -> Iterator[int]:
    """The numbers of all members from `first` to `last` (both included; None: to the end), ascending, as they come.

    A member has an assignment on one of the days of the version, and is in the run's pay group on the last day of the
    period.
    """
    number = col(Assignment.participant_id)
    query: Select[*tuple[Any, ...]] = (
        select(number, col(Assignment.document))
        .where(*_counting_assignments(plan), number >= first, _group_on_last_day(plan, number) == plan.pay_group)
        .order_by(number)
    )
    if last is not None:
        query = query.where(number <= last)
    options = {"stream_results": True, "max_row_buffer": _AT_ONCE}
    found = first - 1
    for rows in session.connection().execute(query, execution_options=options).partitions(_AT_ONCE):
        for participant, document in rows:
            if participant != found and is_computed(plan.kind, document):
                found = participant
                yield participant


def active_assignments(plan: RunningPlan) -> tuple[ColumnElement[bool], ...]:
    """The last revisions, as known, of assignments to the plan."""
    later = aliased(Assignment)
    known = plan.known.assignment_seq
    over = exists().where(
        col(later.number) == col(Assignment.number),
        col(later.revision) > col(Assignment.revision),
        col(later.seq) <= known,
    )
    return (
        col(Assignment.plan_key) == plan.plan_key,
        col(Assignment.seq) <= known,
        col(Assignment.state) == "active",
        ~over,
    )


def _counting_assignments(plan: RunningPlan) -> tuple[ColumnElement[bool], ...]:
    """Those that have one of the days of the version."""
    until = col(Assignment.effective_until)
    return (
        *active_assignments(plan),
        col(Assignment.effective_from) < plan.end,
        or_(until.is_(None), until > plan.start),
    )


def is_computed(kind: str, document: str) -> bool:
    """Whether a run of this kind computes an assignment: those marked `shadow` are never paid, only shown."""
    return kind == "shadow" or '"shadow":true' not in document or not personal_of(document).shadow


def _group_on_last_day(plan: RunningPlan, number: Mapped[int]) -> ColumnElement[str]:
    """The last word about the pay group on the period's last day; whoever has none is in the group of everybody."""
    said = aliased(Attribute)
    holds = and_(
        col(said.valid_from) < plan.period.end,
        or_(col(said.valid_until).is_(None), col(said.valid_until) >= plan.period.end),
    )
    word = (
        select(col(said.text))
        .where(
            col(said.participant_id) == number,
            col(said.key) == "pay_group",
            col(said.seq) <= plan.known.attribute_seq,
            holds,
        )
        .order_by(col(said.seq).desc())
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(word, EVERYBODY)
