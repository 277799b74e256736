"""Of whom no fact was received that a plan of theirs needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, Select, Text, column, func, select, values
from sqlalchemy.orm import aliased
from sqlmodel import col

from service.store.columns import SERIAL
from service.store.tables import Assignment, Fact, FactSuperseded, Person, PlanVersion, PlanVersionEvent
from service.work import Work

NEVER_TOLD: Final = -1
"""Stands for the number of a key of which no fact ever came."""
FOR_GOOD: Final = "9999-12-31"
"""Stands for the end of what has none."""
_IN_FORCE: Final = ("published", "retired")


@dataclass(frozen=True, slots=True)
class VersionInForce:
    """A version of a plan, the text of its document, and the days on which it is in force."""

    plan_key: str
    document: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Needed:
    """That who is in a plan on one of these days needs a fact; `key_id` may be `NEVER_TOLD`."""

    plan_key: str
    key: str
    key_id: int
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """That a participant lacks a fact of a key that a plan needs."""

    number: int
    participant: str
    plan_key: str
    key: str


def versions_between(work: Work, start: str, end: str) -> list[VersionInForce]:
    """The versions that are in force on a day from `start` to before `end`, in the order of plans and days."""
    last = aliased(PlanVersionEvent)
    same = col(last.version_id) == col(PlanVersionEvent.version_id)
    newest = select(func.max(col(last.number))).where(same).scalar_subquery()
    until = func.coalesce(col(PlanVersionEvent.effective_until), FOR_GOOD)
    query: Select[*tuple[Any, ...]] = (
        select(col(PlanVersion.plan_key), col(PlanVersion.document), col(PlanVersionEvent.effective_from), until)
        .join(PlanVersionEvent, col(PlanVersionEvent.version_id) == col(PlanVersion.id))
        .where(
            col(PlanVersionEvent.number) == newest,
            col(PlanVersionEvent.to_state).in_(_IN_FORCE),
            col(PlanVersionEvent.effective_from) < end,
            until > start,
        )
        .order_by(col(PlanVersion.plan_key), col(PlanVersionEvent.effective_from))
    )
    return [VersionInForce(*row) for row in work.session.connection().execute(query)]


def lacking(work: Work, needed: Sequence[Needed], days: tuple[str, str], after: int, people: int) -> list[Lacking]:
    """What the next so many participants lack who lack anything, in the order of their lasting numbers.

    `days` are the first of a period and the day after its last.
    """
    if not needed:
        return []
    need = _need(needed)
    who = _lacking(need, days, select(col(Assignment.participant_id).label("number")))
    page = who.where(col(Assignment.participant_id) > after).distinct().order_by("number").limit(people).subquery()
    query = (
        _lacking(
            need,
            days,
            select(col(Assignment.participant_id), col(Person.external_id), need.c.plan_key, need.c.key),
        )
        .where(col(Assignment.participant_id).in_(select(page.c.number)))
        .distinct()
        .order_by(col(Assignment.participant_id), need.c.key, need.c.plan_key)
    )
    return [Lacking(*row) for row in work.session.connection().execute(query)]


def _need(needed: Sequence[Needed]) -> CTE:
    rows = [(each.plan_key, each.key, each.key_id, each.start, each.end) for each in needed]
    columns = (
        column("plan_key", Text), column("key", Text), column("key_id", SERIAL),
        column("first_day", Text), column("end_day", Text),
    )  # fmt: skip
    return values(*columns, name="listed").data(rows).cte("need")


def _lacking(need: CTE, days: tuple[str, str], query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Assignments of people with a name, in their last revision, with each fact that they need and lack."""
    start, end = days
    until = func.coalesce(col(Assignment.effective_until), FOR_GOOD)
    later = aliased(Assignment)
    revised = select(col(later.seq)).where(
        col(later.number) == col(Assignment.number), col(later.revision) > col(Assignment.revision)
    )
    return (
        query.join(Person, col(Person.participant_id) == col(Assignment.participant_id))
        .join(need, need.c.plan_key == col(Assignment.plan_key))
        .where(
            col(Assignment.state) == "active",
            ~revised.exists(),
            col(Assignment.effective_from) < end,
            until > start,
            col(Assignment.effective_from) < need.c.end_day,
            until > need.c.first_day,
            _has_no_fact(need.c.key_id, start, end),
        )
    )


def _has_no_fact(key_id: "ColumnElement[int]", start: str, end: str) -> ColumnElement[bool]:
    replaced = select(col(FactSuperseded.seq)).where(col(FactSuperseded.seq) == col(Fact.seq))
    observed = select(col(Fact.seq)).where(
        col(Fact.participant_id) == col(Assignment.participant_id),
        col(Fact.key_id) == key_id,
        col(Fact.day) >= start,
        col(Fact.day) < end,
        col(Fact.kind) != "retracted",
        ~replaced.exists(),
    )
    return ~observed.exists()
