"""The facts that count at a moment of knowledge."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, select
from sqlmodel import Session, col

from service.store.among import among
from service.store.tables import Fact, FactsComplete, FactSuperseded

_ROWS_AT_ONCE: Final = 10_000

ObservedRow = tuple[
    int, int, str, str | None, int, str, int, str, int | None, int | None, str | None, str | None, str | None
]
"""Participant, key, day, time, source, id there, revision, kind, mantissa, scale, text, currency, details."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Facts known up to `seq`, of the participants `first` to `last`, on days from `start` to before `end`.

    `some` are the participants that are asked for, ascending; others may be among what is found.
    """

    seq: int
    first: int
    last: int
    start: str
    end: str
    some: Sequence[int] = ()


def observed_rows(session: Session, wanted: Wanted, key_ids: Collection[int]) -> Iterator[ObservedRow]:
    """The rows that count, participant by participant; the order of one participant's is not stated."""
    later = select(col(FactSuperseded.seq)).where(
        col(FactSuperseded.seq) == col(Fact.seq), col(FactSuperseded.by_seq) <= wanted.seq
    )
    number = col(Fact.participant_id)
    query: Select[*tuple[Any, ...]] = (
        select(
            number,
            col(Fact.key_id),
            col(Fact.day),
            col(Fact.time),
            col(Fact.source_id),
            col(Fact.source_ref),
            col(Fact.revision),
            col(Fact.kind),
            col(Fact.mantissa),
            col(Fact.scale),
            col(Fact.text),
            col(Fact.currency),
            col(Fact.details),
        )
        .where(
            among(number, wanted.some) if wanted.some else number.between(wanted.first, wanted.last),
            col(Fact.key_id).in_(sorted(key_ids)),
            col(Fact.day) >= wanted.start,
            col(Fact.day) < wanted.end,
            col(Fact.seq) <= wanted.seq,
            col(Fact.kind) != "retracted",
            ~later.exists(),
        )
        .order_by(number)
    )
    result = session.connection().execute(query.execution_options(yield_per=_ROWS_AT_ONCE))
    for rows in result.partitions():
        yield from rows


def keys_marked_complete(session: Session, complete_seq: int, period_id: int) -> set[int]:
    """The numbers of the keys whose last mark for a period, of those up to `complete_seq`, says complete."""
    query: Select[*tuple[Any, ...]] = (
        select(col(FactsComplete.key_id), col(FactsComplete.state))
        .where(col(FactsComplete.period_id) == period_id, col(FactsComplete.seq) <= complete_seq)
        .order_by(col(FactsComplete.seq))
    )
    last = {key_id: state for key_id, state in session.connection().execute(query)}
    return {key_id for key_id, state in last.items() if state == "complete"}
