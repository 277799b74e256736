"""Writing facts that arrived together: the batch, the facts, their identities, what they replace, what waits."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from service.facts.content import document_of, waiting_digest
from service.facts.sent import SentFact
from service.store.bulk import Cell, insert_rows
from service.store.tables import Fact, FactBatch, FactIdentity, FactSuperseded, WaitingBody, WaitingFact
from service.work import Work

SECRET_BYTES: Final = 16
_FACT: Final = (
    "seq", "participant_id", "key_id", "day", "time", "source_id", "source_ref", "revision", "kind", "mantissa",
    "scale", "text", "currency", "details", "batch_id",
)  # fmt: skip
_IDENTITY: Final = ("source_id", "source_ref", "revision", "digest", "seq")
_WAITING: Final = ("seq", "source_id", "source_ref", "revision", "code", "batch_id")


@dataclass(frozen=True, slots=True)
class Counts:
    """What a batch came to."""

    received: int
    added: int
    known: int
    waiting: int


class NewFact(NamedTuple):
    """A fact that is to be written: of whom, of which key, from which source, by number."""

    seq: int
    participant: int
    key: int
    source: int
    digest: str
    fact: SentFact


@dataclass(frozen=True, slots=True)
class NewWaiting:
    """A fact whose participant or key is not known, and why it waits."""

    seq: int
    source: int
    code: str
    fact: SentFact


def add_batch(work: Work, counts: Counts) -> int:
    """A new batch, by number."""
    batch = FactBatch(
        by_id=work.actor.principal_id,
        at=work.now,
        received=counts.received,
        added=counts.added,
        known=counts.known,
        waiting=counts.waiting,
    )
    work.add(batch)
    assert batch.id is not None
    return batch.id


def add_facts(work: Work, batch: int, facts: Sequence[NewFact]) -> None:
    """Write facts, in the order of their numbers."""
    rows: list[tuple[Cell, ...]] = []
    for seq, participant, key, source, _, fact in facts:
        _, _, _, day, time, _, ref, revision, kind, mantissa, scale, text, currency, details = fact
        rows.append(
            (seq, participant, key, day, time, source, ref, revision, kind, mantissa, scale, text, currency, details,
             batch)
        )  # fmt: skip
    work.add_block(Fact, _FACT, rows)


def add_identities(work: Work, identities: Sequence[tuple[int, str, int, str, int]]) -> None:
    """Claim what sources call their observations: (source, id, revision, digest, seq) for each."""
    work.add_block(FactIdentity, _IDENTITY, sorted(identities))


def add_superseded(work: Work, pairs: Sequence[tuple[int, int]]) -> None:
    """That a fact does not count any more once another number is known."""
    work.add_block(FactSuperseded, ("seq", "by_seq"), sorted(pairs))


def add_waiting(work: Work, batch: int, waiting: Sequence[NewWaiting]) -> list[tuple[int, str, int, str, int]]:
    """Write facts into quarantine, in the order of their numbers; their identities, which are to be claimed."""
    rows = [
        (new.seq, new.source, new.fact.ref, new.fact.revision, new.code, batch)
        for new in waiting
    ]  # fmt: skip
    work.add_block(WaitingFact, _WAITING, rows)
    identities, bodies = [], []
    for new in waiting:
        secret, document = secrets.token_hex(SECRET_BYTES), document_of(new.fact)
        bodies.append((new.seq, new.fact.participant, new.fact.key, secret, document))
        identities.append((new.source, new.fact.ref, new.fact.revision, waiting_digest(secret, document), new.seq))
    if bodies:
        insert_rows(work.session, WaitingBody, ("seq", "external_id", "key", "secret", "document"), bodies)
    return identities
