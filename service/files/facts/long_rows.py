"""From the rows of a long file to observations on disk."""

from dataclasses import dataclass, field
from datetime import date

from rules import Problem
from service.files.facts.header import LongHeader
from service.files.facts.ids import read_ids
from service.files.facts.layout import FactsLayout, Role, advice, may_be_ignored, role_of
from service.files.facts.observations import Observation, Observations
from service.files.facts.placing import settled
from service.files.refused import FileRefused
from service.files.tables.headings import PARTICIPANT, check_unnamed
from service.files.tables.table import NOT_A_DATE, Chunk, ColumnReading, Kind, Note, Reading

_LISTED_MAX = 20
_REVISION_DIGITS_MAX = 18
_FIRST_REVISION = 0
_BAD_REVISION = Note("file.bad_revision", "a revision is a whole number from 0")
_KINDS: dict[str, Kind] = {
    "key": "word",
    "date": "date",
    "source": "word",
    "source_id": "word",
    "revision": "number",
    "value": "number",
    "time": "word",
    "currency": "word",
    "evidence": "word",
}
_TEXTS = ("time", "currency", "evidence")

Days = tuple[date, date]
"""A period: its first day, and the day after its last."""


@dataclass(slots=True)
class LongRows:
    """Reads chunk after chunk into `store`; `source` names the file in observations that name no source.

    Facts dated outside `period` do not belong to it and are left out; without a period all are taken.
    """

    header: LongHeader
    layout: FactsLayout
    store: Observations
    source: str
    ignore_unknown: bool = False
    period: Days | None = None
    _roles: dict[str, Role | None] = field(default_factory=dict)
    _unknown: dict[str, Problem] = field(default_factory=dict)

    def add(self, chunk: Chunk) -> None:
        """Take in one chunk; raises FileRefused for rows without an id."""
        check_unnamed(chunk, self.header.unnamed)
        ids, reading = read_ids(chunk, self.header.columns[PARTICIPANT])
        for row, note in reading.warnings.items():
            self.store.add_warning_once(ids[row], self._problem(chunk, row, PARTICIPANT, note))
        columns = {name: self._column(chunk, name) for name in _KINDS}
        _check_dates_and_revisions(columns)
        for name in (*_TEXTS, "date", "source", "source_id", "revision"):
            for row, note in columns[name].problems.items():
                self.store.add_problem(ids[row], self._problem(chunk, row, name, note))
        rows = (self._observation(chunk, row, ids, columns) for row in range(len(ids)))
        self.store.add([row for row in rows if row is not None])

    def check(self) -> None:
        """After the last chunk; raises FileRefused for keys the plan does not know."""
        if self._unknown:
            raise FileRefused(self._unknown.values())

    def role(self, key: str) -> Role:
        """The meaning of a key that is stored."""
        role = self._find_role(key)
        assert role is not None, "rows of unknown keys are never stored"
        return role

    def _find_role(self, key: str) -> Role | None:
        if key not in self._roles:
            self._roles[key] = role_of(key, self.layout)
        return self._roles[key]

    def _column(self, chunk: Chunk, name: str) -> ColumnReading:
        place = self.header.columns.get(name)
        return ColumnReading([None] * len(chunk.row_numbers)) if place is None else chunk.read(_KINDS[name], place)

    def _observation(
        self, chunk: Chunk, row: int, ids: list[str], columns: dict[str, ColumnReading]
    ) -> Observation | None:
        key = _text(columns["key"], row)
        role = self._find_role(key)
        if role is None:
            self._note_unknown(chunk, row, key)
            return None
        day = _text(columns["date"], row)
        reading = settled(self._value(chunk, row, role, columns["value"]), role)
        if reading.problem:
            self.store.add_problem(ids[row], self._problem(chunk, row, "value", reading.problem))
        if reading.warning:
            self.store.add_warning(ids[row], self._problem(chunk, row, "value", reading.warning))
        is_broken = row in columns["date"].problems or row in columns["revision"].problems
        if is_broken or (role.area == "fact" and not self._is_in_period(day)):
            reading = Reading()
        return Observation(
            ids[row],
            key,
            day,
            _text(columns["source"], row) or self.source,
            _text(columns["source_id"], row),
            _revision(_text(columns["revision"], row)),
            reading.value,
            reading.not_applicable,
            chunk.row_numbers[row],
            *(_text(columns[name], row) for name in _TEXTS),
        )

    def _value(self, chunk: Chunk, row: int, role: Role, numbers: ColumnReading) -> Reading:
        if role.kind != "number" or row in numbers.problems:
            return chunk.read_cell(role.kind, self.header.columns["value"], row)
        is_marked = row in numbers.not_applicable
        return Reading(numbers.values[row], warning=numbers.warnings.get(row), not_applicable=is_marked)

    def _is_in_period(self, day: str) -> bool:
        if self.period is None or not day:
            return True
        start, end = self.period
        return start <= date.fromisoformat(day) < end

    def _note_unknown(self, chunk: Chunk, row: int, key: str) -> None:
        if self.ignore_unknown and key and may_be_ignored(key):
            return
        if key not in self._unknown and len(self._unknown) < _LISTED_MAX:
            message = "a row without a key; write the name of an input, fact or KPI"
            if key:
                message = f"the plan has no input, fact or KPI of this name; {advice(key, self.layout)}"
            place = chunk.place(self.header.columns["key"], row)
            self._unknown[key] = Problem("file.unknown_key", place, message)

    def _problem(self, chunk: Chunk, row: int, name: str, note: Note) -> Problem:
        return Problem(note.code, chunk.place(self.header.columns[name], row), note.message)


def _check_dates_and_revisions(columns: dict[str, ColumnReading]) -> None:
    """`n/a` is no date, and not every number is a revision."""
    dates, revisions = columns["date"], columns["revision"]
    for row in dates.not_applicable:
        dates.problems[row] = NOT_A_DATE
    wrong = [
        row
        for row, value in enumerate(revisions.values)
        if isinstance(value, str) and not (value.isdecimal() and len(value) <= _REVISION_DIGITS_MAX)
    ]
    for row in {*wrong, *revisions.problems, *revisions.not_applicable}:
        revisions.values[row] = None
        revisions.problems[row] = _BAD_REVISION


def _revision(text: str) -> int:
    """A file without revisions holds the first of each observation."""
    return int(text) if text else _FIRST_REVISION


def _text(column: ColumnReading, row: int) -> str:
    value = column.values[row]
    return value if isinstance(value, str) else ""
