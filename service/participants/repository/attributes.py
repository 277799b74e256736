"""What is true of participants over time, as rows that only grow."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlmodel import col

from service.participants.attributes import Kind, Value
from service.participants.dated import Said
from service.store.sequences import draw_keys
from service.store.tables import Attribute
from service.work import Work

SaidOf = Mapping[int, Mapping[str, Sequence[Said[Value]]]]
"""By participant and key, everything that was said."""

_COLUMNS: Final = (
    col(Attribute.seq),
    col(Attribute.participant_id),
    col(Attribute.key),
    col(Attribute.kind),
    col(Attribute.text),
    col(Attribute.mantissa),
    col(Attribute.scale),
    col(Attribute.ref_id),
    col(Attribute.valid_from),
    col(Attribute.valid_until),
    col(Attribute.at),
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A value that is to be written: of a participant, from `start` (included) to `end` (excluded)."""

    number: int
    key: str
    value: Value
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A statement as it was written, and when."""

    seq: int
    number: int
    key: str
    value: Value
    start: date
    end: date | None
    at: datetime

    @property
    def said(self) -> Said[Value]:
        """The statement for the resolution of what lies over what; no value where it ends one."""
        return Said(self.seq, None if self.value.kind == "none" else self.value, self.start, self.end)


def holds_on(row: type[Attribute], day: date) -> ColumnElement[bool]:
    """Whether a row of dated values speaks of this day; `row` is the table or an alias of it."""
    text, until = day.isoformat(), col(row.valid_until)
    return and_(col(row.valid_from) <= text, or_(until.is_(None), until > text))


def said_of(
    work: Work,
    numbers: Collection[int],
    *,
    keys: Collection[str] | None = None,
    day: date | None = None,
    known_at: datetime | None = None,
) -> SaidOf:
    """What was said of these participants: of some keys, of one day, up to a moment, or everything."""
    if not numbers:
        return {}
    query = select(*_COLUMNS).where(col(Attribute.participant_id).in_(sorted(numbers)))
    if keys is not None:
        query = query.where(col(Attribute.key).in_(sorted(keys)))
    found: dict[int, dict[str, list[Said[Value]]]] = {}
    for row in _rows(work, _limited(query, day, known_at)):
        found.setdefault(row.number, {}).setdefault(row.key, []).append(row.said)
    return found


def history_of(
    work: Work,
    number: int,
    *,
    keys: Collection[str],
    after: int,
    count: int,
    day: date | None = None,
    known_at: datetime | None = None,
) -> Sequence[Recorded]:
    """The next so many statements about a participant, in the order in which they were made."""
    query = select(*_COLUMNS).where(
        col(Attribute.participant_id) == number, col(Attribute.key).in_(sorted(keys)), col(Attribute.seq) > after
    )
    return _rows(work, _limited(query, day, known_at).order_by(col(Attribute.seq)).limit(count))


def add_statements(work: Work, statements: Sequence[Statement]) -> None:
    """Write them, in their order."""
    seqs = draw_keys(work.session, Attribute, len(statements))
    work.add_many(
        Attribute,
        [
            {
                "seq": seq,
                "participant_id": each.number,
                "key": each.key,
                "kind": each.value.kind,
                "text": each.value.text,
                "mantissa": each.value.mantissa,
                "scale": each.value.scale,
                "ref_id": each.value.ref_id,
                "valid_from": each.start.isoformat(),
                "valid_until": None if each.end is None else each.end.isoformat(),
                "at": work.now,
            }
            for seq, each in zip(seqs, statements, strict=True)
        ],
    )


def _limited(query: Select[*tuple[Any, ...]], day: date | None, known_at: datetime | None) -> Select[*tuple[Any, ...]]:
    if day is not None:
        query = query.where(holds_on(Attribute, day))
    if known_at is not None:
        query = query.where(col(Attribute.at) <= known_at)
    return query


def _rows(work: Work, query: Select[*tuple[Any, ...]]) -> Sequence[Recorded]:
    return [_recorded(*row) for row in work.session.connection().execute(query)]


def _recorded(*row: Any) -> Recorded:
    seq, number, key, kind, text, mantissa, scale, ref_id, start, end, at = row
    value = Value(cast(Kind, kind), text, mantissa, scale, ref_id)
    last = None if end is None else date.fromisoformat(end)
    return Recorded(seq, number, key, value, date.fromisoformat(start), last, at)
