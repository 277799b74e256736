"""A file beside the file of facts: lines that each belong to a person, put to the people of the first file."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from rules import Intake, Problem, Raw
from service.files.facts.disk import needing_room, private_database
from service.files.facts.header import LinesHeader
from service.files.facts.ids import read_ids
from service.files.facts.placing import NOT_HERE
from service.files.refused import FileRefused
from service.files.tables.headings import PARTICIPANT, check_unnamed
from service.files.tables.opened import TableOptions, open_table
from service.files.tables.table import Chunk, ColumnReading, Kind, Note, Table

_LINES_AT_ONCE = 16_384
_LISTED_MAX = 20
_WORDS_SHOWN = 8
_NO_WORDS: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of one line that are not empty, by column; `place` names file and line. One that does not count may
    still correct others."""

    place: str
    content: dict[str, Any]
    does_count: bool = True


@dataclass(frozen=True, slots=True)
class Demand:
    """What a file's cells must be: `needed` columns are never empty, and `words` are all that may stand in a column."""

    needed: frozenset[str]
    empty: Note
    words: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_WORDS)
    unknown_word: str = "fact.unknown_word"


class LinesStore:
    """The lines of one file on disk, by participant; each kind of file says what its columns mean."""

    def __init__(self, path: Path, sheet: str | None, demand: Demand) -> None:
        self.path = path
        self.sheet = sheet
        self._demand = demand
        self._database: sqlite3.Connection = private_database()
        for table in (
            "line (participant TEXT, place TEXT, row_place TEXT, content TEXT, does_count INTEGER)",
            "finding (participant TEXT, is_warning INTEGER, code TEXT, path TEXT, message TEXT)",
            "known (participant TEXT PRIMARY KEY) WITHOUT ROWID",
        ):
            self._database.execute(f"CREATE TABLE {table}")
        self._database.execute("BEGIN")

    # --- what each kind of file says ---

    def header_of(self, table: Table) -> LinesHeader:
        """Which columns mean what; raises FileRefused."""
        raise NotImplementedError

    def counts(self, content: Mapping[str, Raw]) -> bool:
        """Whether a line is taken at all."""
        raise NotImplementedError

    def corrects(self, content: Mapping[str, Raw]) -> bool:
        """Whether a line that does not count may say that another one does not either."""
        return False

    def put_to(self, intake: Intake) -> None:
        """Give every person of the intake what the file says of them."""
        raise NotImplementedError

    def noted(self, name: str, note: Note) -> Note:
        """What is said of a cell of this column."""
        return note

    # --- the lines ---

    def add(self, chunk: Chunk, header: LinesHeader, table: Table) -> None:
        """Take in some lines."""
        check_unnamed(chunk, header.unnamed)
        ids, reading = read_ids(chunk, header.participant)
        columns = {name: self._column(chunk, name, kind, place) for name, (place, kind) in header.fields.items()}
        noted = {row for found in (reading, *columns.values()) for row in (*found.problems, *found.warnings)}
        lines = []
        for row, id_ in enumerate(ids):
            content = {name: column.values[row] for name, column in columns.items() if column.values[row] is not None}
            does_count = self.counts(content)
            if not does_count and not self.corrects(content):
                continue
            place = f"{self.path.name}: {table.row_place(chunk.row_numbers[row])}"
            lines.append((id_, chunk.place(header.participant, row), place, json.dumps(content), does_count))
            if does_count and row in noted:
                self._note(chunk, id_, (header.participant, row), reading)
                for name, column in columns.items():
                    self._note(chunk, id_, (header.fields[name][0], row), column)
        self._database.executemany("INSERT INTO line VALUES (?, ?, ?, ?, ?)", lines)

    def index(self) -> None:
        """After the last line: from here on lines are looked up by participant."""
        self._database.execute("CREATE INDEX line_of ON line (participant)")
        self._database.execute("CREATE INDEX finding_of ON finding (participant)")

    def given(self, intake: Intake) -> Iterator[tuple[int, list[Line] | Problem]]:
        """For every person of the intake the row and the lines, or the first of the problems, which are entered."""
        for row, id_ in enumerate(intake.ids):
            problems: list[Problem] = []
            for is_warning, found in self._findings(id_):
                (intake.warnings if is_warning else intake.problems).setdefault(row, []).append(found)
                problems += [] if is_warning else [found]
            yield row, problems[0] if problems else self._lines(id_)
        self._database.executemany("INSERT OR IGNORE INTO known VALUES (?)", ((id_,) for id_ in intake.ids))

    def check(self) -> None:
        """After the last person; raises FileRefused for lines of nobody, which would silently not count."""
        strangers = self._database.execute(
            "SELECT place FROM line WHERE does_count AND participant NOT IN (SELECT participant FROM known)"
            " GROUP BY participant ORDER BY min(rowid) LIMIT ?",
            (_LISTED_MAX,),
        ).fetchall()
        message = "nobody in the file of facts has this id; mend it, or add the person there"
        if strangers:
            raise FileRefused(Problem("file.unknown_participant", place, message) for (place,) in strangers)

    def close(self) -> None:
        """Let go of the disk."""
        self._database.close()

    def _column(self, chunk: Chunk, name: str, kind: Kind, place: int) -> ColumnReading:
        """A column; `n/a` is no value of a line, except where it is a word like others."""
        reading = chunk.read_ids(place) if name == "id" else chunk.read(kind, place)
        for row in reading.not_applicable:
            if reading.values[row] is None:
                reading.problems[row] = NOT_HERE
        reading.problems = {row: self.noted(name, note) for row, note in reading.problems.items()}
        words = self._demand.words.get(name)
        for row, value in enumerate(reading.values):
            if row in reading.problems:
                continue
            if value is None and name in self._demand.needed:
                reading.problems[row] = self._demand.empty
            elif value is not None and words is not None and value not in words:
                reading.problems[row] = _unknown_word(self._demand.unknown_word, words)
        return reading

    def _note(self, chunk: Chunk, id_: str, place: tuple[int, int], reading: ColumnReading) -> None:
        column, row = place
        for is_warning, notes in ((False, reading.problems), (True, reading.warnings)):
            if note := notes.get(row):
                where = f"{self.path.name}: {chunk.place(column, row)}"
                finding = (id_, is_warning, note.code, where, note.message)
                self._database.execute("INSERT INTO finding VALUES (?, ?, ?, ?, ?)", finding)

    def _lines(self, id_: str) -> list[Line]:
        query = "SELECT row_place, content, does_count FROM line WHERE participant = ? ORDER BY rowid"
        lines = self._database.execute(query, (id_,))
        return [Line(place, json.loads(content, parse_float=Decimal), bool(counts)) for place, content, counts in lines]

    def _findings(self, id_: str) -> Iterator[tuple[bool, Problem]]:
        query = "SELECT is_warning, code, path, message FROM finding WHERE participant = ? ORDER BY rowid"
        for is_warning, code, path, message in self._database.execute(query, (id_,)):
            yield bool(is_warning), Problem(code, path, message)


_Store = TypeVar("_Store", bound=LinesStore)


@contextmanager
def open_lines(store: _Store, options: TableOptions) -> Iterator[_Store]:
    """The whole file, ready to be put to people; raises FileRefused for what is wrong with the file as such."""
    with needing_room(), closing(store):
        with open_table(store.path, PARTICIPANT, replace(options, sheet=store.sheet)) as table:
            header = store.header_of(table)
            for chunk in table.chunks(_LINES_AT_ONCE):
                store.add(chunk, header, table)
        store.index()
        yield store


def day_of(content: Mapping[str, Raw], name: str) -> date | None:
    """A day of a line; None where its cell is empty or broken."""
    value = content.get(name)
    return date.fromisoformat(value) if isinstance(value, str) else None


def _unknown_word(code: str, words: Sequence[str]) -> Note:
    listed = ", ".join(f'"{word}"' for word in words[:_WORDS_SHOWN])
    return Note(code, f"not one of the declared words; use one of {listed}")
