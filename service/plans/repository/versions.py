"""Versions as they were submitted, each with its last step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, and_, bindparam, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from service.store.tables import PlanVersion, PlanVersionEvent
from service.work import Work

WITH_DAYS: Final = ("published", "retired")
"""The states whose versions are, or were, in force on their days."""


@dataclass(frozen=True, slots=True)
class Version:
    """A submitted document with its state. The days are those that were asked for, or once published those in force.

    `effective_until` is the first day after; None is open. Days are `YYYY-MM-DD`.
    """

    id: int
    plan_key: str
    number: int
    content_hash: str
    author_id: int
    request_id: int
    request_hash: str
    submitted_at: datetime
    state: str
    steps: int
    effective_from: str
    effective_until: str | None


def find_version(work: Work, key: str, number: int) -> Version | None:
    """One version of a plan."""
    return _one(work, _BY_NUMBER, key=key, number=number)


def find_version_with_text(work: Work, key: str, number: int) -> tuple[Version, str] | None:
    """One version of a plan and its document as text, in one statement."""
    row = work.session.connection().execute(_BY_NUMBER_WITH_TEXT, {"key": key, "number": number}).one_or_none()
    return None if row is None else (Version(*row[:-1]), row[-1])


def version_of_request(work: Work, request_id: int) -> Version | None:
    """The version that a request for approval is about."""
    return _one(work, _with_last_step().where(col(PlanVersion.request_id) == request_id))


def text_of(work: Work, version_id: int) -> str:
    """The document of a version as text."""
    return work.session.exec(select(PlanVersion.document).where(col(PlanVersion.id) == version_id)).one()


def versions_before(work: Work, key: str, before: int | None, limit: int) -> Sequence[Version]:
    """The versions of a plan, the newest first, those with numbers below `before` only."""
    query = _with_last_step().where(col(PlanVersion.plan_key) == key).order_by(col(PlanVersion.number).desc())
    if before is not None:
        query = query.where(col(PlanVersion.number) < before)
    return _all(work, query.limit(limit))


def versions_in(work: Work, key: str, states: Iterable[str]) -> Sequence[Version]:
    """The versions of a plan in these states, in the order of their numbers."""
    last = aliased(PlanVersionEvent)
    query = _with_last_step(last).where(col(PlanVersion.plan_key) == key, col(last.to_state).in_(list(states)))
    return _all(work, query.order_by(col(PlanVersion.number)))


def latest_of(work: Work, keys: Iterable[str]) -> dict[str, Version]:
    """The newest version of each of these plans, by key."""
    newest = (
        select(PlanVersion.plan_key, func.max(PlanVersion.number).label("newest"))
        .where(col(PlanVersion.plan_key).in_(list(keys)))
        .group_by(col(PlanVersion.plan_key))
        .subquery()
    )
    query = _with_last_step().join(
        newest, and_(newest.c.plan_key == PlanVersion.plan_key, newest.c.newest == PlanVersion.number)
    )
    return {version.plan_key: version for version in _all(work, query)}


def in_force(work: Work, keys: Iterable[str], day: str) -> dict[str, Version]:
    """The version of each of these plans that is in force on a day, by key; retired ones were, up to their end."""
    last = aliased(PlanVersionEvent)
    query = _with_last_step(last).where(
        col(PlanVersion.plan_key).in_(list(keys)),
        col(last.to_state).in_(WITH_DAYS),
        col(last.effective_from) <= day,
        or_(col(last.effective_until).is_(None), col(last.effective_until) > day),
    )
    return {version.plan_key: version for version in _all(work, query)}


def published_since_approval(work: Work, version: Version) -> set[int]:
    """The versions of the same plan that were put in force after this one was approved, by number."""
    event, own = PlanVersionEvent, aliased(PlanVersionEvent)
    approved = select(func.max(own.id)).where(own.version_id == version.id, own.to_state == "approved")
    query = (
        select(PlanVersion.number)
        .join(event, col(event.version_id) == col(PlanVersion.id))
        .where(
            col(PlanVersion.plan_key) == version.plan_key,
            col(event.from_state) == "approved",
            col(event.to_state) == "published",
            col(event.id) > approved.scalar_subquery(),
        )
    )
    return set(work.session.exec(query).all())


def newest_number(work: Work, key: str) -> int:
    """The number of the newest version of a plan, 0 without one."""
    query = select(func.max(PlanVersion.number)).where(col(PlanVersion.plan_key) == key)
    newest: int | None = work.session.exec(query).one()
    return 0 if newest is None else newest


def _with_last_step(last: Any = None) -> Select[Any]:
    last = aliased(PlanVersionEvent) if last is None else last
    later = aliased(PlanVersionEvent)
    has_later = (
        select(later.id).where(col(later.version_id) == last.version_id, col(later.number) > last.number).exists()
    )
    columns: Any = [
        col(PlanVersion.id),
        col(PlanVersion.plan_key),
        col(PlanVersion.number),
        col(PlanVersion.content_hash),
        col(PlanVersion.author_id),
        col(PlanVersion.request_id),
        col(PlanVersion.request_hash),
        col(PlanVersion.submitted_at),
        last.to_state.label("state"),
        last.number.label("steps"),
        last.effective_from.label("effective_from"),
        last.effective_until.label("effective_until"),
    ]
    query: Select[Any] = select(*columns).join(last, and_(last.version_id == PlanVersion.id, ~has_later))
    return query


# Put together once, because they run with nearly every request about a version.
_BY_NUMBER: Final = _with_last_step().where(
    col(PlanVersion.plan_key) == bindparam("key"), col(PlanVersion.number) == bindparam("number")
)
_BY_NUMBER_WITH_TEXT: Final = _BY_NUMBER.add_columns(col(PlanVersion.document))


def _one(work: Work, query: Select[Any], **values: object) -> Version | None:
    row = work.session.connection().execute(query, values).one_or_none()
    return None if row is None else Version(*row)


def _all(work: Work, query: Select[Any]) -> list[Version]:
    return [Version(*row) for row in work.session.connection().execute(query).all()]
