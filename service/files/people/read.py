"""Reading a whole file of people: every cell is looked at, and every finding names its cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rules import Problem
from service.files.people.cells import Cell, read_column
from service.files.people.columns import EFFECTIVE_FROM, PeopleColumn, PeopleShape
from service.files.people.rows import Findings, PeopleFile, PeopleRow, Value
from service.files.people.signs import EXAMPLE, meant
from service.files.refused import FileRefused, file_refused
from service.files.tables.headings import PARTICIPANT, check_unnamed, repeated_names, unnamed_columns
from service.files.tables.ids import id_problem, is_id
from service.files.tables.opened import TableOptions, open_table
from service.files.tables.table import Chunk, Table

ROWS_MAX = 10_000
"""Rows of one file. All of them are stored in one transaction, which others wait for."""

_CHUNK_ROWS = 4_096
_NAME_SHOWN_MAX = 64
_NO_DAY = "say from which day these values hold: in a column effective_from, or by the option effective_from for all"


def read_people(
    path: Path, shape: PeopleShape, options: TableOptions, effective_from: date | None = None
) -> PeopleFile:
    """The rows of a file of people; what is wrong with cells is among its problems.

    `effective_from` is the first day of every row that does not say its own. Raises FileRefused for what is wrong with
    the file as a whole: its type, its header, broken rows, more than 10,000 rows.
    """
    with open_table(path, PARTICIPANT, options) as table:
        columns = _columns(table, shape)
        reader = _Reader(table, shape, columns, None if effective_from is None else effective_from.isoformat())
        unnamed = unnamed_columns(table)
        for chunk in table.chunks(_CHUNK_ROWS):
            check_unnamed(chunk, unnamed)
            reader.add(chunk)
            if len(reader.rows) > ROWS_MAX:
                raise file_refused("file.too_many_rows", "", f"more than {ROWS_MAX:,} rows; send several files")
        if not reader.rows and not reader.problems:
            raise file_refused("file.no_rows", "", f"a header without rows under it; add a row for each {shape.what}")
        return reader.finished()


def _columns(table: Table, shape: PeopleShape) -> dict[str, int]:
    """Where each column stands; raises FileRefused for unknown and repeated names."""
    problems = list(repeated_names(table))
    for column, name in enumerate(table.header):
        if name and shape.column(name) is None:
            message = f'there is no column "{name[:_NAME_SHOWN_MAX]}" here; {shape.advice(name)}'
            problems.append(Problem("file.unknown_column", table.header_place(column), message))
    for name in shape.cells_needed:
        if name not in table.header and name != EFFECTIVE_FROM:
            message = f'every {shape.what} needs a column "{name}"'
            problems.append(Problem("file.missing_column", table.header_place(0), message))
    if problems:
        raise FileRefused(problems)
    return {name: column for column, name in enumerate(table.header) if name}


@dataclass(slots=True)
class _Reader:
    """Gathers the rows of one table."""

    table: Table
    shape: PeopleShape
    columns: Mapping[str, int]
    first_day: str | None
    rows: list[PeopleRow] = field(default_factory=list)
    problems: Findings = field(default_factory=Findings)
    warnings: Findings = field(default_factory=Findings)
    seen: dict[tuple[Value, ...], int] = field(default_factory=dict)

    def add(self, chunk: Chunk) -> None:
        """The rows of one chunk."""
        ids = chunk.read_ids(self.columns[PARTICIPANT])
        known = {name: self.shape.column(name) for name in self.columns if name != PARTICIPANT}
        cells = {
            name: read_column(chunk, column, self.columns[name])
            for name, column in known.items()
            if isinstance(column, PeopleColumn)
        }
        for row, number in enumerate(chunk.row_numbers):
            place = self.table.cell_place(number, self.columns[PARTICIPANT])
            id_ = ids.values[row]
            if not isinstance(id_, str) or not is_id(id_):
                self.problems.extend([id_problem(chunk, self.columns[PARTICIPANT], row, ids)])
            elif id_.lower() == EXAMPLE:
                self.warnings.add("file.example_row", place, "the example of the template is passed over")
            else:
                if note := ids.warnings.get(row):
                    self.warnings.add(note.code, place, note.message)
                self._add_row(number, meant(id_), {name: column[row] for name, column in cells.items()})

    def finished(self) -> PeopleFile:
        """Everything that was gathered."""
        places = self.table.cell_place, self.table.row_place
        return PeopleFile(self.rows, self.columns, *places, self.problems, self.warnings)

    def _add_row(self, number: int, id_: str, cells: Mapping[str, Cell]) -> None:
        before = self.problems.count
        values: dict[str, Value] = {}
        for name, cell in cells.items():
            self._note(number, name, cell)
            if cell.is_given:
                values[name] = cell.value
        if self.problems.count == before:
            self._date(number, values)
            self._check_empty(number, values)
        self._check_twice(number, id_, values)
        self.rows.append(PeopleRow(number, id_, values, self.problems.count > before))

    def _note(self, number: int, name: str, cell: Cell) -> None:
        for findings, note in ((self.problems, cell.problem), (self.warnings, cell.warning)):
            if note is not None:
                findings.add(note.code, self.table.cell_place(number, self.columns[name]), note.message)

    def _date(self, number: int, values: dict[str, Value]) -> None:
        """The first day of the row, where it needs one."""
        needs_day = EFFECTIVE_FROM in self.shape.identity or not self.shape.dated.isdisjoint(values)
        if EFFECTIVE_FROM in values or not needs_day:
            return
        if self.first_day is None:
            self.problems.add("file.no_first_day", self._place(number, EFFECTIVE_FROM), _NO_DAY)
        else:
            values[EFFECTIVE_FROM] = self.first_day

    def _check_empty(self, number: int, values: Mapping[str, Value]) -> None:
        for name in self.shape.cells_needed:
            if name not in (PARTICIPANT, EFFECTIVE_FROM) and name not in values:
                message = f'every {self.shape.what} says its "{name}"; fill in the cell or clear the row'
                self.problems.add("file.empty_cell", self._place(number, name), message)

    def _check_twice(self, number: int, id_: str, values: Mapping[str, Value]) -> None:
        if self.shape.is_list or any(name not in values for name in self.shape.identity if name != PARTICIPANT):
            return
        named = (id_, *(values[name] for name in self.shape.identity if name != PARTICIPANT))
        first = self.seen.setdefault(named, number)
        if first != number:
            here, there = self.table.row_place(number), self.table.row_place(first)
            code, same = _TWICE[len(self.shape.identity) > 1]
            self.problems.add(code, here, f"this {same} stands at {there} already; keep one row for each")

    def _place(self, number: int, name: str) -> str:
        column = self.columns.get(name)
        return self.table.row_place(number) if column is None else self.table.cell_place(number, column)


_TWICE: Sequence[tuple[str, str]] = (
    ("file.duplicate_participant", "participant"),
    ("file.duplicate_assignment", "assignment (participant, plan and first day)"),
)
