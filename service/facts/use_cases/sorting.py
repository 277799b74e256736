"""What becomes of facts that were sent: new, known, in conflict, or waiting; and what they replace."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from service.facts.content import digest_of, document_of
from service.facts.repository.identities import Received, Ref
from service.facts.repository.writing import NewFact
from service.facts.sent import SentFact

UNKNOWN_PARTICIPANT = "fact.unknown_participant"
UNKNOWN_KEY = "fact.unknown_key"


@dataclass(frozen=True, slots=True)
class Names:
    """The numbers of everything that facts name; participants and keys that are not known are not there."""

    people: Mapping[str, int]
    keys: Mapping[str, int]
    sources: Mapping[str, int]

    def why_waiting(self, participant: str, key: str) -> str | None:
        """The code of what is not known; None where both are."""
        if participant not in self.people:
            return UNKNOWN_PARTICIPANT
        return None if key in self.keys else UNKNOWN_KEY


@dataclass(slots=True)
class Sorted:
    """Facts by what becomes of them; `new` and `waiting` have no numbers yet."""

    new: list[tuple[SentFact, int, str]] = field(default_factory=list)
    """With the number of the participant, and the digest."""
    waiting: list[tuple[SentFact, str]] = field(default_factory=list)
    """With the code of what is not known."""
    known: int = 0
    conflicts: list[SentFact] = field(default_factory=list)


def sort_facts(facts: Iterable[SentFact], names: Names, before: Mapping[Ref, Sequence[Received]]) -> Sorted:
    """What becomes of each; of those that say the same twice the second is known already."""
    found = Sorted()
    taken: dict[tuple[Ref, int], str] = {}
    people, keys, sources = names.people, names.keys, names.sources
    for fact in facts:
        participant = people.get(fact.participant)
        ref = (sources[fact.source], fact.ref)
        is_named = participant is not None and fact.key in keys
        said = digest_of(participant, fact) if participant is not None and is_named else document_of(fact)
        same = is_same(fact, participant, before.get(ref, ())) if ref in before else None
        if same is None:
            first = taken.setdefault((ref, fact.revision), said)
            same = None if first is said else first == said
        if same:
            found.known += 1
        elif same is False:
            found.conflicts.append(fact)
        elif participant is not None and is_named:
            found.new.append((fact, participant, said))
        else:
            code = names.why_waiting(fact.participant, fact.key)
            assert code is not None
            found.waiting.append((fact, code))
    return found


def is_same(fact: SentFact, participant: int | None, earlier: Sequence[Received]) -> bool | None:
    """Whether this revision was received with the same body; None where it was not received."""
    for one in earlier:
        if one.revision == fact.revision:
            if one.waited:
                # What was erased cannot be compared any more; it was received, and counts no second time.
                return one.document is None or one.document == document_of(fact)
            return participant is not None and one.digest == digest_of(participant, fact)
    return None


def replaced(new: Sequence[NewFact], before: Mapping[Ref, Sequence[Received]]) -> list[tuple[int, int]]:
    """Which facts do not count any more, each with the number from which on that is known.

    Of one observation the highest revision counts, whenever it came: a lower one that comes later never counts.
    """
    if not before and not any(fact.revision for *_, fact in new):
        # The usual case: everything is told for the first time.
        return []
    revised: dict[Ref, list[tuple[int, int]]] = {}
    for seq, _, _, source, _, fact in new:
        revised.setdefault((source, fact.ref), []).append((fact.revision, seq))
    pairs = []
    for ref, added in revised.items():
        standing = [(one.revision, one.fact_seq) for one in before.get(ref, ()) if one.fact_seq is not None]
        alive = [*added, max(standing)] if standing else added
        if len(alive) > 1:
            _, last = max(alive)
            pairs += [(seq, max(seq, last)) for _, seq in alive if seq != last]
    return pairs
