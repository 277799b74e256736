"""What is true of the people of a slice, as known at the run's moment; rows as they are, many at once."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, or_, select
from sqlmodel import Session, col

from rules import scaled_text
from service.runs.repository.known_members import active_assignments
from service.runs.repository.running import Known, RunningPlan
from service.store.among import among
from service.store.tables import Assignment, Attribute, Person

_AT_ONCE: Final = 500


class Term(NamedTuple):
    """An assignment to the plan: days from `start` to before `end` (None: open), and its document."""

    start: str
    end: str | None
    document: str


class Said(NamedTuple):
    """A value over some days; None takes the value of these days away. A manager is a number, as text."""

    value: str | None
    start: str
    end: str | None


Attributes = dict[int, dict[str, list[Said]]]
"""By participant and key what was said, in that order."""


def terms_of(session: Session, plan: RunningPlan, numbers: Sequence[int]) -> dict[int, list[Term]]:
    """The assignments of participants, given ascending, to the plan that begin before its last day, the earliest first.
    Others may be among them."""
    number = col(Assignment.participant_id)
    query: Select[*tuple[Any, ...]] = (
        select(
            number,
            col(Assignment.effective_from),
            col(Assignment.effective_until),
            col(Assignment.document),
        )
        .where(*active_assignments(plan), among(number, numbers), col(Assignment.effective_from) < plan.end)
        .order_by(number, col(Assignment.effective_from))
    )
    found: dict[int, list[Term]] = {}
    for participant, start, end, document in session.connection().execute(query).all():
        found.setdefault(participant, []).append(Term(start, end, document))
    return found


def attributes_of(
    session: Session, known: Known, keys: Collection[str], numbers: Sequence[int], *, start: str, end: str
) -> Attributes:
    """What was said of these participants, given ascending, about the days from `start` to before `end`. Others may be
    among them."""
    theirs = among(col(Attribute.participant_id), numbers)
    return _attributes(_rows(session, _of_days(known, keys, start, end).where(theirs)))


def attributes_of_some(
    session: Session, known: Known, keys: Collection[str], numbers: Collection[int], *, start: str, end: str
) -> Attributes:
    """The same for participants by number."""
    found: Attributes = {}
    listed = sorted(numbers)
    for place in range(0, len(listed), _AT_ONCE):
        some = col(Attribute.participant_id).in_(listed[place : place + _AT_ONCE])
        found |= _attributes(_rows(session, _of_days(known, keys, start, end).where(some)))
    return found


def numbers_of(session: Session, external_ids: Collection[str]) -> dict[str, int]:
    """The numbers of participants by id, where there are such."""
    found: dict[str, int] = {}
    listed = sorted(external_ids)
    for place in range(0, len(listed), _AT_ONCE):
        query: Select[*tuple[Any, ...]] = select(col(Person.external_id), col(Person.participant_id)).where(
            col(Person.external_id).in_(listed[place : place + _AT_ONCE])
        )
        found.update((external_id, number) for external_id, number in session.connection().execute(query))
    return found


def teams_named(session: Session, known: Known) -> frozenset[str]:
    """Every word that was ever said as somebody's team."""
    query = (
        select(col(Attribute.text))
        .where(
            col(Attribute.key) == "team", col(Attribute.seq) <= known.attribute_seq, col(Attribute.text).is_not(None)
        )
        .distinct()
    )
    return frozenset(text for text in session.scalars(query) if text is not None)


def value_on(said: Iterable[Said], day: str) -> str | None:
    """The last word about a day."""
    value = None
    for each in said:
        if each.start <= day and (each.end is None or day < each.end):
            value = each.value
    return value


def stretches(said: Iterable[Said], start: str, end: str) -> Iterator[tuple[str, str, str | None]]:
    """The days from `start` to before `end` cut where the value changes: first day, day after the last, value."""
    known = list(said)
    if len(known) == 1 and known[0].start <= start and (known[0].end is None or known[0].end >= end):
        yield start, end, known[0].value
        return
    edges = {start, end} | {edge for each in known for edge in (each.start, each.end) if edge and start < edge < end}
    ordered = sorted(edges)
    begun, value = start, value_on(known, start)
    for edge in ordered[1:-1]:
        there = value_on(known, edge)
        if there != value:
            yield begun, edge, value
            begun, value = edge, there
    yield begun, end, value


def _of_days(known: Known, keys: Collection[str], start: str, end: str) -> Select[*tuple[Any, ...]]:
    until = col(Attribute.valid_until)
    # No bare column: by the index over keys SQLite would read what was ever said of anybody.
    key = col(Attribute.key).concat("")
    return (
        select(
            col(Attribute.participant_id),
            col(Attribute.key),
            col(Attribute.text),
            col(Attribute.mantissa),
            col(Attribute.scale),
            col(Attribute.ref_id),
            col(Attribute.valid_from),
            until,
        )
        .where(
            key.in_(sorted(keys)),
            col(Attribute.seq) <= known.attribute_seq,
            col(Attribute.valid_from) < end,
            or_(until.is_(None), until > start),
        )
        .order_by(col(Attribute.participant_id), col(Attribute.seq))
    )


def _rows(session: Session, query: Select[*tuple[Any, ...]]) -> Iterable[Any]:
    return session.connection().execute(query).all()


def _attributes(rows: Iterable[Any]) -> Attributes:
    found: Attributes = {}
    for participant, key, text, mantissa, scale, ref_id, start, end in rows:
        value = text if mantissa is None else scaled_text(mantissa, scale)
        said = Said(value if ref_id is None else str(ref_id), start, end)
        found.setdefault(participant, {}).setdefault(key, []).append(said)
    return found
