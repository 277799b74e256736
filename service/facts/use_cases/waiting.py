"""Facts in quarantine: reading them, releasing them once everything can be named, dismissing them."""

from collections.abc import Sequence
from typing import Final

from rules import Problem
from service.errors import Conflict, NotFound, RequestRefused
from service.facts.content import digest_of, fact_of
from service.facts.repository.identities import draw_seqs, lock_sources, received_before
from service.facts.repository.names import numbers_of_people, numbers_of_sources
from service.facts.repository.waiting import (
    OPEN,
    Waiting,
    count_waiting,
    end_waiting,
    erase_body,
    keys_waited_for,
    say_whom,
    waiting_for_known,
    waiting_numbered,
)
from service.facts.repository.writing import Counts, NewFact, add_batch, add_facts, add_superseded
from service.facts.sent import SentFact
from service.facts.use_cases.known_keys import known_keys, numbers_of_keys
from service.facts.use_cases.late import late_facts
from service.facts.use_cases.sorting import UNKNOWN_PARTICIPANT, Names, replaced
from service.participants.repository.people import add_note
from service.store.locks import Lock, lock_shared
from service.work import Work

AT_ONCE_MAX: Final = 10_000
"""Facts that are released in one piece of work."""


def release_one(work: Work, seq: int, participant: str | None, key: str | None) -> str:
    """Make a fact of one that waits, perhaps of another participant or key than was sent; its address in the store.

    Raises NotFound, Conflict where it does not wait any more, RequestRefused where somebody is still not known.
    """
    waiting = _that_waits(work, seq)
    sent = _fact_in(waiting)
    fact = sent._replace(
        participant=sent.participant if participant is None else participant, key=sent.key if key is None else key
    )
    _release(work, [(waiting, fact)])
    if participant is not None:
        say_whom(work, seq, participant)
    return waiting.subject


def release_known(work: Work) -> str:
    """Release everything whose participant and key are known by now, up to 10,000; how many, how many of them late."""
    waited_for = keys_waited_for(work)
    found = waiting_for_known(work, known_keys(work, waited_for), AT_ONCE_MAX) if waited_for else ()
    late = _release(work, [(waiting, _fact_in(waiting)) for waiting in found]) if found else 0
    return f"{len(found)}/{late}"


def released_shown(work: Work, resource: str) -> dict[str, object]:
    """What came of releasing everything that could be."""
    released, late = map(int, resource.split("/"))
    return {"released": released, "late": late, "waiting": count_waiting(work)}


def dismiss(work: Work, seq: int, reason: str) -> str:
    """Give up a fact that waits; what it says is destroyed. Raises NotFound, and Conflict where it does not wait."""
    waiting = _waiting(work, seq)
    end_waiting(work, {seq: None})
    erase_body(work, seq)
    add_note(work, waiting.subject, reason)
    work.changed("fact.dismissed", waiting.subject)
    return waiting.subject


def _release(work: Work, released: Sequence[tuple[Waiting, SentFact]]) -> int:
    """Write facts that waited; how many of them are late."""
    lock_shared(work.session, Lock.RUN_INPUTS)
    facts = [fact for _, fact in released]
    names = Names(
        numbers_of_people(work, {fact.participant for fact in facts}),
        numbers_of_keys(work, {fact.key for fact in facts}),
        numbers_of_sources(work, {fact.source for fact in facts}),
    )
    for fact in facts:
        why = names.why_waiting(fact.participant, fact.key)
        if why is not None:
            raise RequestRefused(_still_unknown(why))
    lock_sources(work, set(names.sources.values()), with_revisions=True)
    before = received_before(work, {(names.sources[fact.source], fact.ref) for fact in facts})
    new = [
        NewFact(seq, names.people[fact.participant], names.keys[fact.key], names.sources[fact.source], digest, fact)
        for seq, fact in zip(draw_seqs(work, len(facts)), facts, strict=True)
        for digest in (digest_of(names.people[fact.participant], fact),)
    ]
    batch = add_batch(work, Counts(len(new), len(new), 0, 0))
    add_facts(work, batch, new)
    add_superseded(work, replaced(new, before))
    end_waiting(work, {waiting.seq: each.seq for (waiting, _), each in zip(released, new, strict=True)})
    work.changed("facts.released", f"fact_batch/{batch}")
    return len(late_facts(work, new))


def _waiting(work: Work, seq: int) -> Waiting:
    """One that waits; raises NotFound, and Conflict where it does not any more."""
    waiting = waiting_numbered(work, seq)
    if waiting is None:
        message = "No fact waits under this id; GET /v1/facts/waiting lists them."
        raise NotFound(Problem("waiting.not_found", "path id", message))
    if waiting.state != OPEN:
        message = f"This fact does not wait any more: it was {waiting.state}."
        raise Conflict(Problem("waiting.ended", "path id", message))
    return waiting


def _that_waits(work: Work, seq: int) -> Waiting:
    """The same, with what it says; raises Conflict where that was erased."""
    waiting = _waiting(work, seq)
    if waiting.document is None:
        message = "What this fact says was erased with the person it names; it can only be dismissed."
        raise Conflict(Problem("waiting.erased", "path id", message))
    return waiting


def _fact_in(waiting: Waiting) -> SentFact:
    assert waiting.document is not None
    return fact_of(waiting.document, waiting.source, waiting.ref, waiting.revision)


def _still_unknown(why: str) -> Problem:
    if why == UNKNOWN_PARTICIPANT:
        return Problem(why, "/participant", "nobody has this id; create the participant, or send the right id")
    return Problem(why, "/key", "no plan and no KPI knows this key; draft a plan that does, or send the right key")
