"""A second file of facts: one line a row of one fact, such as a deal, put to the people of the first file."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from rules import Intake, Problem, Raw
from service.files.facts.disk import needing_room, private_database
from service.files.facts.header import PARTICIPANT, RowsHeader, rows_header
from service.files.facts.ids import read_ids
from service.files.facts.layout import PRIOR
from service.files.facts.long_rows import Days
from service.files.facts.placing import NOT_HERE, check_unnamed
from service.files.refused import FileRefused
from service.files.tables.opened import TableOptions, open_table
from service.files.tables.table import Chunk, ColumnReading, Kind, Note

_LINES_AT_ONCE = 16_384
_LISTED_MAX = 20
_WORDS_SHOWN = 8
_EMPTY = Note("fact.field_missing", "every row of this fact needs a value here; fill in the cell or clear the line")


@dataclass(frozen=True, slots=True)
class RowsSource:
    """`fact` is the name of the fact, with `prior.` in front for rows of earlier periods; `fields` are its fields.

    `sheet` of a workbook; None is the first. `words` are those that the plan declares for a field.
    """

    fact: str
    path: Path
    fields: Mapping[str, Kind]
    ignore_unknown: bool = False
    sheet: str | None = None
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_prior(self) -> bool:
        """Whether these are rows of earlier periods, which no period bounds."""
        return self.fact.startswith(PRIOR)


@contextmanager
def open_rows(source: RowsSource, options: TableOptions, period: Days | None) -> Iterator["RowsStore"]:
    """The whole file, ready to be put to people; raises FileRefused for what is wrong with the file as such."""
    with needing_room(), closing(RowsStore(source, None if source.is_prior else period)) as store:
        with open_table(source.path, PARTICIPANT, replace(options, sheet=source.sheet)) as table:
            header = rows_header(table, source.fields, source.ignore_unknown)
            for chunk in table.chunks(_LINES_AT_ONCE):
                store.add(chunk, header)
        store.index()
        yield store


@dataclass(slots=True)
class RowsStore:
    """The lines of one file on disk, by participant."""

    source: RowsSource
    period: Days | None
    _database: sqlite3.Connection = field(default_factory=private_database)

    def __post_init__(self) -> None:
        for table in (
            "line (participant TEXT, place TEXT, content TEXT)",
            "finding (participant TEXT, is_warning INTEGER, code TEXT, path TEXT, message TEXT)",
            "known (participant TEXT PRIMARY KEY) WITHOUT ROWID",
        ):
            self._database.execute(f"CREATE TABLE {table}")
        self._database.execute("BEGIN")

    def add(self, chunk: Chunk, header: RowsHeader) -> None:
        """Take in some lines; those dated outside the period are left out, as in a file of observations."""
        check_unnamed(chunk, header.unnamed)
        ids, reading = read_ids(chunk, header.participant)
        columns = {name: self._column(chunk, name, kind, place) for name, (place, kind) in header.fields.items()}
        noted = {row for found in (reading, *columns.values()) for row in (*found.problems, *found.warnings)}
        lines = []
        for row, id_ in enumerate(ids):
            content = {name: column.values[row] for name, column in columns.items() if column.values[row] is not None}
            if not self._is_inside(content.get("date")):
                continue
            lines.append((id_, chunk.place(header.participant, row), json.dumps(content)))
            if row in noted:
                self._note(chunk, id_, (header.participant, row), reading)
                for name, column in columns.items():
                    self._note(chunk, id_, (header.fields[name][0], row), column)
        self._database.executemany("INSERT INTO line VALUES (?, ?, ?)", lines)

    def index(self) -> None:
        """After the last line: from here on lines are looked up by participant."""
        self._database.execute("CREATE INDEX line_of ON line (participant)")
        self._database.execute("CREATE INDEX finding_of ON finding (participant)")

    def put_to(self, intake: Intake) -> None:
        """Give every person of the intake their rows; who has no line in the file had nothing to be listed."""
        column: list[Raw] = []
        for row, id_ in enumerate(intake.ids):
            problems: list[Problem] = []
            for is_warning, found in self._findings(id_):
                (intake.warnings if is_warning else intake.problems).setdefault(row, []).append(found)
                problems += [] if is_warning else [found]
            column.append(problems[0] if problems else self._rows(id_))
        self._database.executemany("INSERT OR IGNORE INTO known VALUES (?)", ((id_,) for id_ in intake.ids))
        if self.source.is_prior:
            intake.prior_facts[self.source.fact.removeprefix(PRIOR)] = column
        else:
            intake.facts[self.source.fact] = column

    def check(self) -> None:
        """After the last person; raises FileRefused for lines of nobody, which would silently not be paid."""
        strangers = self._database.execute(
            "SELECT place FROM line WHERE participant NOT IN (SELECT participant FROM known)"
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
        """A column, with what the plan says of a field: every row has it, and only its words stand in it."""
        reading = _read(chunk, name, kind, place)
        words = self.source.words.get(name)
        for row, value in enumerate(reading.values):
            if row in reading.problems:
                continue
            if value is None and name in self.source.fields:
                reading.problems[row] = _EMPTY
            elif value is not None and words is not None and value not in words:
                reading.problems[row] = _unknown_word(words)
        return reading

    def _is_inside(self, day: Raw) -> bool:
        if self.period is None or not isinstance(day, str):
            return True
        start, end = self.period
        return start <= date.fromisoformat(day) < end

    def _note(self, chunk: Chunk, id_: str, place: tuple[int, int], reading: ColumnReading) -> None:
        column, row = place
        for is_warning, notes in ((False, reading.problems), (True, reading.warnings)):
            if note := notes.get(row):
                where = f"{self.source.path.name}: {chunk.place(column, row)}"
                finding = (id_, is_warning, note.code, where, note.message)
                self._database.execute("INSERT INTO finding VALUES (?, ?, ?, ?, ?)", finding)

    def _rows(self, id_: str) -> list[dict[str, object]]:
        lines = self._database.execute("SELECT content FROM line WHERE participant = ? ORDER BY rowid", (id_,))
        origin = {"source": f"file:{self.source.path.name}"}
        return [origin | json.loads(content, parse_float=Decimal) for (content,) in lines]

    def _findings(self, id_: str) -> Iterator[tuple[bool, Problem]]:
        query = "SELECT is_warning, code, path, message FROM finding WHERE participant = ? ORDER BY rowid"
        for is_warning, code, path, message in self._database.execute(query, (id_,)):
            yield bool(is_warning), Problem(code, path, message)


def _unknown_word(words: Sequence[str]) -> Note:
    listed = ", ".join(f'"{word}"' for word in words[:_WORDS_SHOWN])
    return Note("fact.unknown_word", f"not one of the declared words; use one of {listed}")


def _read(chunk: Chunk, name: str, kind: Kind, column: int) -> ColumnReading:
    """A column of lines; `n/a` is no value of a row, except where it is a word like others."""
    reading = chunk.read_ids(column) if name == "id" else chunk.read(kind, column)
    for row in reading.not_applicable:
        if reading.values[row] is None:
            reading.problems[row] = NOT_HERE
    return reading
