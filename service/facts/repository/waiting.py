"""Facts in quarantine."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, delete, func, select, update
from sqlmodel import col

from service.store.tables import FactBatch, FactSource, Note, Person, WaitingBody, WaitingEnd, WaitingFact
from service.work import Work

OPEN: Final = "open"
RELEASED: Final = "released"
DISMISSED: Final = "dismissed"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A fact that waits or waited. `document` is what it says; None once that was erased or it was dismissed.

    `fact_seq` is the fact that it became.
    """

    seq: int
    source: str
    ref: str
    revision: int
    code: str
    received_at: datetime
    document: str | None
    state: str
    fact_seq: int | None

    @property
    def subject(self) -> str:
        """Its address in the store, which notes and the audit name."""
        return f"waiting_fact/{self.seq}"


def page_of_waiting(work: Work, state: str, after: int, count: int) -> Sequence[Waiting]:
    """The next so many in this state, in the order in which they came."""
    ended = col(WaitingEnd.state).is_(None) if state == OPEN else col(WaitingEnd.state) == state
    return _rows(work, _all().where(ended, col(WaitingFact.seq) > after).order_by(col(WaitingFact.seq)).limit(count))


def waiting_numbered(work: Work, seq: int) -> Waiting | None:
    """One of them."""
    return next(iter(_rows(work, _all().where(col(WaitingFact.seq) == seq))), None)


def keys_waited_for(work: Work) -> set[str]:
    """The keys of everything that waits."""
    query: Select[*tuple[Any, ...]] = select(col(WaitingBody.key)).distinct().where(_has_no_end(WaitingBody.seq))
    return set(work.session.connection().execute(query).scalars())


def waiting_for_known(work: Work, keys: Collection[str], count: int) -> Sequence[Waiting]:
    """So many of those that wait, of these keys and of participants who exist by now."""
    query = (
        _all()
        .join(Person, col(Person.external_id) == col(WaitingBody.external_id))
        .where(col(WaitingEnd.state).is_(None), col(WaitingBody.key).in_(sorted(keys)))
    )
    return _rows(work, query.order_by(col(WaitingFact.seq)).limit(count))


def count_waiting(work: Work) -> int:
    """How many wait."""
    query: Select[*tuple[Any, ...]] = select(func.count()).select_from(WaitingFact).where(_has_no_end(WaitingFact.seq))
    found: int = work.session.connection().execute(query).scalar_one()
    return found


def end_waiting(work: Work, became: Mapping[int, int | None]) -> None:
    """How their waiting ended: each became a fact, by number, or (None) was dismissed."""
    work.add_many(
        WaitingEnd,
        [
            {
                "seq": seq,
                "state": DISMISSED if fact_seq is None else RELEASED,
                "fact_seq": fact_seq,
                "by_id": work.actor.principal_id,
                "at": work.now,
            }
            for seq, fact_seq in sorted(became.items())
        ],
    )


def say_whom(work: Work, seq: int, external_id: str) -> None:
    """Whom a body is about in truth, so that it goes when this participant is erased."""
    work.session.connection().execute(
        update(WaitingBody).where(col(WaitingBody.seq) == seq).values(external_id=external_id)
    )


def erase_body(work: Work, seq: int) -> None:
    """What a fact in quarantine says."""
    work.session.connection().execute(delete(WaitingBody).where(col(WaitingBody.seq) == seq))


def notes_beside(work: Work, subjects: Collection[str]) -> dict[str, str]:
    """What was noted beside these, by subject; the last word where there are several."""
    query: Select[*tuple[Any, ...]] = (
        select(col(Note.subject), col(Note.text)).where(col(Note.subject).in_(sorted(subjects))).order_by(col(Note.id))
    )
    return {subject: text for subject, text in work.session.connection().execute(query)}


def _has_no_end(seq: Any) -> ColumnElement[bool]:
    return ~select(col(WaitingEnd.seq)).where(col(WaitingEnd.seq) == col(seq)).exists()


def _all() -> Select[*tuple[Any, ...]]:
    return (
        select(
            col(WaitingFact.seq),
            col(FactSource.name),
            col(WaitingFact.source_ref),
            col(WaitingFact.revision),
            col(WaitingFact.code),
            col(FactBatch.at),
            col(WaitingBody.document),
            func.coalesce(col(WaitingEnd.state), OPEN),
            col(WaitingEnd.fact_seq),
        )
        .join(FactSource, col(FactSource.id) == col(WaitingFact.source_id))
        .join(FactBatch, col(FactBatch.id) == col(WaitingFact.batch_id))
        .join(WaitingBody, col(WaitingBody.seq) == col(WaitingFact.seq), isouter=True)
        .join(WaitingEnd, col(WaitingEnd.seq) == col(WaitingFact.seq), isouter=True)
    )


def _rows(work: Work, query: Select[*tuple[Any, ...]]) -> list[Waiting]:
    return [Waiting(*row) for row in work.session.connection().execute(query)]
