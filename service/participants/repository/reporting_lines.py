"""Chains of managers in the store: upwards over all time, downwards on one day."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from service.participants.dated import Said
from service.participants.repository.attributes import holds_on
from service.store.tables import Attribute, Participant
from service.work import Work

_MANAGER: Final = "manager"


def managers_above(work: Work, numbers: Collection[int]) -> dict[int, list[Said[int]]]:
    """All that was said of the managers of these participants, of their managers, and so on; one statement."""
    above: Select[int] = select(col(Participant.id).label("number")).where(col(Participant.id).in_(sorted(numbers)))
    chain = above.cte(recursive=True)
    link = aliased(Attribute)
    chain = chain.union(
        select(col(link.ref_id))
        .join(chain, col(link.participant_id) == chain.c.number)
        .where(col(link.key) == _MANAGER, col(link.ref_id).is_not(None))
    )
    query: Select[*tuple[Any, ...]] = select(
        col(Attribute.participant_id),
        col(Attribute.seq),
        col(Attribute.ref_id),
        col(Attribute.valid_from),
        col(Attribute.valid_until),
    ).where(col(Attribute.key) == _MANAGER, col(Attribute.participant_id).in_(select(chain.c.number)))
    found: dict[int, list[Said[int]]] = {}
    for number, seq, manager, start, end in work.session.connection().execute(query):
        last = None if end is None else date.fromisoformat(end)
        found.setdefault(number, []).append(Said(seq, manager, date.fromisoformat(start), last))
    return found


def direct_reports(manager: int, day: date, known_at: datetime | None = None) -> Select[int]:
    """The numbers of those who report to a manager on a day."""
    link = aliased(Attribute)
    return select(col(link.participant_id)).where(
        col(link.key) == _MANAGER, col(link.ref_id) == manager, _counts(link, day, known_at)
    )


def everybody_below(manager: int, day: date, known_at: datetime | None = None) -> Select[int]:
    """The numbers of those who report to a manager on a day, of those who report to them, and so on."""
    team = direct_reports(manager, day, known_at).cte(recursive=True)
    link = aliased(Attribute)
    team = team.union(
        select(col(link.participant_id))
        .join(team, col(link.ref_id) == team.c.participant_id)
        .where(col(link.key) == _MANAGER, _counts(link, day, known_at))
    )
    return select(team.c.participant_id)


def has_text(number: ColumnElement[int], key: str, text: str, day: date) -> ColumnElement[bool]:
    """Whether a participant has this text as the value of an attribute on a day."""
    row = aliased(Attribute)
    return exists().where(
        col(row.participant_id) == number, col(row.key) == key, col(row.text) == text, _counts(row, day, None)
    )


def _counts(row: type[Attribute], day: date, known_at: datetime | None) -> ColumnElement[bool]:
    """Whether a row speaks of the day and no later one does."""
    later = aliased(Attribute)
    over = exists().where(
        col(later.participant_id) == col(row.participant_id),
        col(later.key) == col(row.key),
        col(later.seq) > col(row.seq),
        holds_on(later, day),
    )
    if known_at is None:
        return and_(holds_on(row, day), ~over)
    return and_(holds_on(row, day), col(row.at) <= known_at, ~over.where(col(later.at) <= known_at))
