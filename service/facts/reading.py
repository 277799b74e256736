"""What runs read of facts: the observations that count at a moment of knowledge, and which keys are complete."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final, Literal, NamedTuple

from sqlmodel import Session

from rules import scaled_text
from service.facts.repository.names import keys_named, keys_numbered, sources_numbered
from service.facts.repository.observed import ObservedRow, Wanted, keys_marked_complete, observed_rows
from service.work import Work

Kind = Literal["number", "word", "row"]


class Observation(NamedTuple):
    """One observation of a participant and a key, with exact texts.

    `value` is the shortest plain text of a number, a word, or the canonical JSON object of a row's fields; `day` is
    YYYY-MM-DD, `time` HH:MM:SS with parts of a second if there are any; `details` is the canonical JSON object of
    evidence and whatever else was said of it.
    """

    day: str
    time: str | None
    source: str
    ref: str
    revision: int
    kind: Kind
    value: str
    currency: str | None
    details: str | None


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

FactLine = tuple[str, str, int, str, str, str]
"""What the facts hash holds of an observation: source, id there, revision, key, day, value (with its currency)."""


def observations(
    session: Session,
    knowledge_fact_seq: int,
    participants: tuple[int, int],
    keys: Collection[str],
    *,
    start_day: str,
    end_day: str,
    some: Sequence[int] = (),
) -> Iterator[tuple[int, str, list[Observation]]]:
    """The observations that count, for each participant of the range (first, last) and each key that has any.

    Days from `start_day` to the day before `end_day`. Ordered by participant and key; each list by day, time, source,
    id there. With `some` participants, given ascending, others of the range may be left out. Left out are those that
    a later revision, known by then, replaced, and those that were taken back. One participant at a time is in memory
    beside the rows that the database sends at once.
    """
    named = keys_numbered(session, keys)
    if not named:
        return
    sources = sources_numbered(session)
    wanted = Wanted(knowledge_fact_seq, *participants, start_day, end_day, some)
    for participant, rows in groupby(observed_rows(session, wanted, named), itemgetter(0)):
        found: dict[str, list[Observation]] = {}
        for row in rows:
            found.setdefault(named[row[1]], []).append(_observation(row, sources))
        for key in sorted(found):
            seen = found[key]
            if len(seen) > 1:
                seen.sort(key=_moment)
            yield participant, key, seen


def complete_keys(work: Work, knowledge_complete_seq: int, period_id: int) -> set[str]:
    """The keys of which everything was received for a period, as far as was known at that moment."""
    numbers = keys_marked_complete(work.session, knowledge_complete_seq, period_id)
    return set(keys_named(work.session, numbers).values())


def fact_line(key: str, seen: Observation) -> FactLine:
    """What the facts hash holds of one observation."""
    value = seen.value if seen.currency is None else f"{seen.value} {seen.currency}"
    return (seen.source, seen.ref, seen.revision, key, seen.day, value)


def facts_hash(lines: Iterable[FactLine]) -> str:
    """SHA-256 over the observations in their own order, whatever order they are given in."""
    text = _ENCODER.encode(sorted(lines))
    return hashlib.sha256(text.encode()).hexdigest()


def _moment(seen: Observation) -> tuple[str, str, str, str]:
    return (seen.day, "" if seen.time is None else seen.time, seen.source, seen.ref)


def _observation(row: ObservedRow, sources: dict[int, str]) -> Observation:
    _, _, day, time, source, ref, revision, kind, mantissa, scale, text, currency, details = row
    value = text if mantissa is None or scale is None else scaled_text(mantissa, scale)
    assert value is not None
    return Observation(day, time, sources[source], ref, revision, _KINDS[kind], value, currency, details)


_KINDS: dict[str, Kind] = {"number": "number", "word": "word", "row": "row"}
