"""What was said to be complete, and later not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import col

from service.store.tables import FactKey, FactsComplete
from service.work import Work


@dataclass(frozen=True, slots=True)
class Mark:
    """The last word on a key in a period."""

    key: str
    state: str
    by_id: int
    at: datetime


def marks_of(work: Work, period_id: int) -> dict[str, Mark]:
    """The last word on every key of which there is one, by key."""
    last = select(func.max(col(FactsComplete.seq))).where(col(FactsComplete.period_id) == period_id)
    query: Select[*tuple[Any, ...]] = (
        select(col(FactKey.key), col(FactsComplete.state), col(FactsComplete.by_id), col(FactsComplete.at))
        .join(FactKey, col(FactKey.id) == col(FactsComplete.key_id))
        .where(col(FactsComplete.seq).in_(last.group_by(col(FactsComplete.key_id))))
        .order_by(col(FactKey.key))
    )
    return {row[0]: Mark(*row) for row in work.session.connection().execute(query)}


def add_marks(work: Work, period_id: int, keys: Mapping[str, int], state: str) -> None:
    """A new word on each of these keys."""
    for _, key_id in sorted(keys.items()):
        work.add(
            FactsComplete(period_id=period_id, key_id=key_id, state=state, by_id=work.actor.principal_id, at=work.now)
        )
