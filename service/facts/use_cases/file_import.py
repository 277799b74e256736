"""Files of facts: a preview of what is new, known or said again, and saving all rows or none."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from service.errors import RequestRefused
from service.facts.repository.identities import Received, lock_sources, received_before
from service.facts.repository.names import numbers_of_people, numbers_of_sources, sources_numbered
from service.facts.repository.writing import NewFact
from service.facts.sent import SentFact
from service.facts.use_cases.file_rows import FileFact, called, facts_of
from service.facts.use_cases.known_keys import known_keys, numbers_of_keys
from service.facts.use_cases.known_words import words_of_keys
from service.facts.use_cases.late import late_facts
from service.facts.use_cases.receive import receive_facts
from service.facts.use_cases.sorting import UNKNOWN_KEY, UNKNOWN_PARTICIPANT, is_same
from service.files.people import FACTS, PeopleFile
from service.participants.file_bodies import cell_of, findings_shown, no_findings
from service.participants.use_cases.imports import CHANGES_SHOWN_MAX, SentTable
from service.store.locks import Lock, lock_shared
from service.work import Work

LATE: Final = "its period is locked already; it counts from now on, for corrections"
Status = Literal["new", "revised", "outdated", "known"]
_STATUSES: Final[tuple[Status, ...]] = ("new", "revised", "outdated", "known")
_UNKNOWN: Final = {
    UNKNOWN_PARTICIPANT: ("participant", "nobody has this id; create the participant first, or mend the cell"),
    UNKNOWN_KEY: ("key", "no plan and no KPI knows this key; draft a plan that does, or mend the cell"),
}
_NOT_THIS_WORD: Final = {
    "fact.not_a_number": "every plan measures this as a number; write digits with the decimal mark and no unit",
    "fact.unknown_word": "no plan knows this word for the fact; use one of its words",
}


@dataclass(frozen=True, slots=True)
class _Named:
    """A row whose participant and key are known; its fact has the name under which it is stored."""

    each: FileFact
    fact: SentFact
    participant: int


@dataclass(frozen=True, slots=True)
class _Came:
    """What a row comes to: its fact under its id and revision."""

    each: FileFact
    fact: SentFact
    participant: int
    status: Status


@dataclass(slots=True)
class _Planned:
    """The rows that can be stored; what is wrong with others is among the problems of the file."""

    file: PeopleFile
    came: list[_Came] = field(default_factory=list)

    def count(self, status: Status) -> int:
        return sum(one.status == status for one in self.came)

    def counts(self) -> dict[str, int]:
        return {status: self.count(status) for status in _STATUSES}


def preview_facts_file(work: Work, sent: SentTable, label: str) -> dict[str, object]:
    """What the rows would come to, and every problem by cell; nothing is written. Raises FileRefused."""
    file = sent.read(FACTS)
    facts = facts_of(file, label, work.time_zone)
    sources = {name: number for number, name in sources_numbered(work.session).items()}
    planned = _planned(work, file, facts, sources, known_keys(work, {each.fact.key for each in facts}))
    new = [one for one in planned.came if one.status != "known"]
    late = late_facts(work, [NewFact(0, one.participant, 0, 0, "", one.fact) for one in new])
    _warn(planned, late)
    return {
        "saved": False,
        "rows": len(file.rows),
        **planned.counts(),
        "late": len(late),
        "batch": None,
        "changes": [_change(file, one) for one in new[:CHANGES_SHOWN_MAX]],
        **findings_shown(file),
    }


class FactsFile:
    """A file of facts that is saved once; what was found in it is told where it was read."""

    def __init__(self, sent: SentTable, label: str) -> None:
        self._sent, self._label = sent, label
        self._file: PeopleFile | None = None

    def save(self, work: Work) -> str:
        """Write all rows; what came of it, as `shown` reads it.

        Raises FileRefused, and RequestRefused with every problem by cell where one is wrong; nothing is saved then.
        """
        file = self._file = self._sent.read(FACTS)
        facts = facts_of(file, self._label, work.time_zone)
        lock_shared(work.session, Lock.RUN_INPUTS)
        sources = numbers_of_sources(work, {each.fact.source for each in facts})
        keys = numbers_of_keys(work, {each.fact.key for each in facts})
        # Nobody else may write under this label between what is read here and what is written. New keys come before:
        # in another order than everybody's two senders would wait for each other.
        lock_sources(work, set(sources.values()), with_revisions=True)
        planned = _planned(work, file, facts, sources, keys)
        if file.problems:
            raise RequestRefused(file.problems.listed)
        receipt = receive_facts(work, [one.fact for one in planned.came])
        _warn(planned, receipt.late)
        return "/".join(str(count) for count in (receipt.batch, *planned.counts().values(), len(receipt.late)))

    def shown(self, saved: str) -> dict[str, object]:
        """What came of it; what deserved a look is not told again when a request is repeated."""
        batch, *counts, late = saved.split("/")
        rows = dict(zip(_STATUSES, map(int, counts), strict=True))
        return {
            "saved": True,
            "rows": sum(rows.values()),
            **rows,
            "late": int(late),
            "batch": batch,
            "changes": None,
            **(no_findings() if self._file is None else findings_shown(self._file)),
        }


def _planned(
    work: Work, file: PeopleFile, facts: Sequence[FileFact], sources: Mapping[str, int], keys: Collection[str]
) -> _Planned:
    """What becomes of each row, as the store is now; `keys` are those of the rows' keys that are known."""
    people = numbers_of_people(work, {each.fact.participant for each in facts})
    rows = _once_each(file, _saying_words(work, file, list(_named(file, facts, people, keys))))
    refs = {(sources[row.fact.source], row.fact.ref) for row in rows if row.fact.source in sources}
    before = received_before(work, refs) if refs else {}
    revisions: dict[str, list[int]] = {}
    for row in rows:
        revisions.setdefault(row.fact.ref, []).append(row.fact.revision)
    planned = _Planned(file)
    for row in rows:
        source = sources.get(row.fact.source)
        earlier = () if source is None else before.get((source, row.fact.ref), ())
        came = _came(file, row, earlier, revisions[row.fact.ref])
        if came is not None:
            planned.came.append(came)
    return planned


def _named(
    file: PeopleFile, facts: Sequence[FileFact], people: Mapping[str, int], keys: Collection[str]
) -> Iterator[_Named]:
    """The rows whose participant and key are known: a file is mended by who sends it, so nothing of it waits."""
    for each in facts:
        unknown = [] if each.fact.participant in people else [UNKNOWN_PARTICIPANT]
        unknown += [] if each.fact.key in keys else [UNKNOWN_KEY]
        for code in unknown:
            column, message = _UNKNOWN[code]
            file.problems.add(code, cell_of(file, each.row, column), message)
        if not unknown:
            yield _Named(each, each.fact._replace(ref=called(each, people)), people[each.fact.participant])


def _saying_words(work: Work, file: PeopleFile, rows: Sequence[_Named]) -> Iterator[_Named]:
    """The rows without those whose word no plan takes: mostly a number with a unit, or a formula as text."""
    known = words_of_keys(work, {row.fact.key for row in rows if row.fact.kind == "word"})
    for row in rows:
        code = known[row.fact.key].why_not(row.fact.text or "") if row.fact.kind == "word" else None
        if code is None:
            yield row
        else:
            file.problems.add(code, cell_of(file, row.each.row, "value"), _NOT_THIS_WORD[code])


def _once_each(file: PeopleFile, rows: Iterable[_Named]) -> list[_Named]:
    """Of rows of one name and revision the first."""
    seen: dict[tuple[str, int], int] = {}
    once = []
    for row in rows:
        number = row.each.row.number
        first = seen.setdefault((row.fact.ref, row.fact.revision), number)
        if first == number:
            once.append(row)
            continue
        message = f"the same observation stands at {file.row_place(first)} already; keep one, or tell them apart"
        file.problems.add("file.duplicate_row", file.row_place(number), f"{message} by source_id")
    return once


def _came(file: PeopleFile, row: _Named, earlier: Sequence[Received], revisions: Sequence[int]) -> _Came | None:
    """What one row comes to; None where it cannot be stored. `revisions` are all of its name in the file."""
    each, fact, number = row.each, row.fact, row.participant
    stored = [one.revision for one in earlier]
    if not stored and fact.kind == "retracted" and fact.revision == min(revisions):
        message = "there is nothing to take back under this label; write a value, or clear the row"
        file.problems.add("fact.nothing_to_take_back", cell_of(file, each.row, "value"), message)
        return None
    if stored and not each.has_id:
        last = fact._replace(revision=max(stored))
        if is_same(last, number, earlier):
            return _Came(each, last, number, "known")
        return _Came(each, last._replace(revision=last.revision + 1), number, "revised")
    same = is_same(fact, number, earlier)
    if same is False:
        column = "revision" if each.has_revision else "source_id"
        message = "another fact has this source_id and revision; give it the next revision"
        file.problems.add("fact.conflict", cell_of(file, each.row, column), message)
        return None
    if same:
        return _Came(each, fact, number, "known")
    if fact.revision < max((*stored, *revisions)):
        return _Came(each, fact, number, "outdated")
    return _Came(each, fact, number, "revised" if stored else "new")


def _warn(planned: _Planned, late: Sequence[SentFact]) -> None:
    rows = {one.fact.position: one.each.row for one in planned.came}
    for fact in late:
        planned.file.warnings.add("fact.late", cell_of(planned.file, rows[fact.position], "date"), LATE)


def _change(file: PeopleFile, one: _Came) -> dict[str, object]:
    return {
        "participant": one.fact.participant,
        "place": file.row_place(one.each.row.number),
        "key": one.fact.key,
        "date": one.fact.day,
        "status": one.status,
        "revision": str(one.fact.revision),
    }
