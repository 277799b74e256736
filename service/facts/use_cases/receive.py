"""Receiving facts: everything that came together is one piece of work."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.facts.repository.identities import draw_seqs, lock_sources, received_before
from service.facts.repository.names import numbers_of_people, numbers_of_sources
from service.facts.repository.writing import (
    Counts,
    NewFact,
    NewWaiting,
    add_batch,
    add_facts,
    add_identities,
    add_superseded,
    add_waiting,
)
from service.facts.sent import SentFact
from service.facts.use_cases.known_keys import numbers_of_keys
from service.facts.use_cases.late import late_facts
from service.facts.use_cases.sorting import Names, Sorted, replaced, sort_facts
from service.store.locks import Lock, lock_shared
from service.work import Work


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of facts: the number of their batch, and those of them that are new, that wait, that conflict.

    `late` are the new ones of periods that are locked already.
    """

    batch: int
    counts: Counts
    waiting: Sequence[NewWaiting]
    conflicts: Sequence[SentFact]
    late: Sequence[SentFact]


def receive_facts(work: Work, facts: Sequence[SentFact]) -> Receipt:
    """Write what is new of these facts, which are right in themselves."""
    lock_shared(work.session, Lock.RUN_INPUTS)
    sources = numbers_of_sources(work, {fact.source for fact in facts})
    keys = numbers_of_keys(work, {fact.key for fact in facts})
    lock_sources(work, set(sources.values()), with_revisions=any(fact.revision for fact in facts))
    names = Names(numbers_of_people(work, {fact.participant for fact in facts}), keys, sources)
    before = received_before(work, {(sources[fact.source], fact.ref) for fact in facts})
    found = sort_facts(facts, names, before)
    new, waiting = _numbered(work, found, names)
    counts = Counts(len(facts), len(new), found.known, len(waiting))
    batch = add_batch(work, counts)
    add_facts(work, batch, new)
    claimed = [(each.source, each.fact.ref, each.fact.revision, each.digest, each.seq) for each in new]
    claimed += add_waiting(work, batch, waiting)
    add_identities(work, claimed)
    add_superseded(work, replaced(new, before))
    work.changed("facts.received", f"fact_batch/{batch}")
    return Receipt(batch, counts, waiting, found.conflicts, late_facts(work, new))


def _numbered(work: Work, found: Sorted, names: Names) -> tuple[list[NewFact], list[NewWaiting]]:
    """What is to be written, with its numbers."""
    seqs = iter(draw_seqs(work, len(found.new) + len(found.waiting)))
    keys, sources = names.keys, names.sources
    new = [
        NewFact(next(seqs), participant, keys[fact.key], sources[fact.source], digest, fact)
        for fact, participant, digest in found.new
    ]
    return new, [NewWaiting(next(seqs), sources[fact.source], code, fact) for fact, code in found.waiting]
