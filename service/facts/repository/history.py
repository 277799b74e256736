"""Every revision of the facts of one participant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from service.store.tables import Fact, FactBatch, FactKey, FactSource, FactSuperseded
from service.work import Work


@dataclass(frozen=True, slots=True)
class FactsAsked:
    """Which facts: of a participant by number, of a key, on days from `start` to before `end`, received by `as_of`."""

    participant: int
    key: str | None = None
    start: str | None = None
    end: str | None = None
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class ToldFact:
    """One revision as it is stored; `is_superseded` says that a later one counts instead."""

    seq: int
    key: str
    day: str
    time: str | None
    source: str
    ref: str
    revision: int
    kind: str
    mantissa: int | None
    scale: int | None
    text: str | None
    currency: str | None
    details: str | None
    received_at: datetime
    is_superseded: bool


def facts_told(work: Work, asked: FactsAsked, after: int, count: int) -> Sequence[ToldFact]:
    """The next so many revisions, in the order in which they came."""
    query: Select[*tuple[Any, ...]] = (
        select(
            col(Fact.seq),
            col(FactKey.key),
            col(Fact.day),
            col(Fact.time),
            col(FactSource.name),
            col(Fact.source_ref),
            col(Fact.revision),
            col(Fact.kind),
            col(Fact.mantissa),
            col(Fact.scale),
            col(Fact.text),
            col(Fact.currency),
            col(Fact.details),
            col(FactBatch.at),
            _replacing(asked.as_of).exists(),
        )
        .join(FactKey, col(FactKey.id) == col(Fact.key_id))
        .join(FactSource, col(FactSource.id) == col(Fact.source_id))
        .join(FactBatch, col(FactBatch.id) == col(Fact.batch_id))
        .where(col(Fact.participant_id) == asked.participant, col(Fact.seq) > after)
    )
    if asked.key is not None:
        query = query.where(col(FactKey.key) == asked.key)
    if asked.start is not None:
        query = query.where(col(Fact.day) >= asked.start)
    if asked.end is not None:
        query = query.where(col(Fact.day) < asked.end)
    if asked.as_of is not None:
        query = query.where(col(FactBatch.at) <= asked.as_of)
    rows = work.session.connection().execute(query.order_by(col(Fact.seq)).limit(count))
    return [ToldFact(*row) for row in rows]


def _replacing(as_of: datetime | None) -> Select[*tuple[Any, ...]]:
    """What says that a fact does not count any more, as far as it was received by then."""
    query: Select[*tuple[Any, ...]] = select(col(FactSuperseded.seq)).where(col(FactSuperseded.seq) == col(Fact.seq))
    if as_of is None:
        return query
    later, batch = aliased(Fact), aliased(FactBatch)
    known = query.join(later, col(later.seq) == col(FactSuperseded.by_seq))
    return known.join(batch, col(batch.id) == col(later.batch_id)).where(col(batch.at) <= as_of).correlate(Fact)
