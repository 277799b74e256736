"""Cells of a file of people: a value, nothing (leave it as it is), the sign that takes a value away, or a finding."""

import re
from dataclasses import dataclass

from service.files.people.columns import PeopleColumn
from service.files.people.rows import Value
from service.files.people.signs import TAKEN_AWAY, is_dash, meant
from service.files.tables.number_text import PERCENT_SIGN
from service.files.tables.table import (
    ERROR_CELL,
    ERROR_WORDS,
    NOT_A_WORD,
    NOT_APPLICABLE,
    Chunk,
    ColumnReading,
    Kind,
    Note,
    Reading,
)

_LEFT = "leave the cell empty to keep what is stored, write (none) to take it away"
_DASH = Note("file.dash", f"a dash or n/a alone says nothing here; {_LEFT}")
_DASH_HERE = Note("file.dash", "a dash or n/a alone says nothing here; write a value or clear the cell")
_DASH_OBSERVED = Note(
    "file.dash", "a dash alone says nothing here; write a value, n/a, or (none) to take back what was said"
)
_STAYS = Note("file.cannot_be_taken_away", "this can be changed, not taken away; write a value or clear the cell")
_SHARE = Note("file.not_a_number", "a percent sign; write a share of 1: 0.8 for 80 %")
_MEASURED = Note(
    "file.not_a_number", "a percent sign; write the number alone, in the unit in which the plan measures it"
)
# What looks like a number and could not be read as one is no code of a category either.
_NUMBER_LIKE = re.compile(r"[+-]?[0-9][0-9.,'’ \u00a0\u202f]*%?")


@dataclass(frozen=True, slots=True)
class Cell:
    """`is_given` is False for an empty cell and for one with a problem; the value None takes away."""

    value: Value = None
    is_given: bool = False
    problem: Note | None = None
    warning: Note | None = None


_EMPTY = Cell()


def read_column(chunk: Chunk, column: PeopleColumn, place: int) -> list[Cell]:
    """The cells of one column of a chunk."""
    reading = _reading(chunk, column, place)
    cells: list[Cell] = []
    for row, value in enumerate(reading.values):
        problem = reading.problems.get(row)
        if value is None and problem is None and row not in reading.not_applicable:
            cells.append(_EMPTY)
        elif problem is not None or isinstance(value, bool | str) or value is None:
            one = Reading(value, problem, reading.warnings.get(row))
            text = value if isinstance(value, str) else chunk.read_cell("word", place, row).value
            cells.append(_cell(one, text if isinstance(text, str) else None, column))
        else:
            raise TypeError(f"a table gave {type(value).__name__} for a cell")
    return cells


def _reading(chunk: Chunk, column: PeopleColumn, place: int) -> ColumnReading:
    if column.kind == "id":
        return chunk.read_ids(place)
    if column.kind == "input":
        return _read_inputs(chunk, place, _NEXT)
    if column.kind == "observed":
        return _read_inputs(chunk, place, ("word",))
    kind: Kind = "word" if column.kind == "text" else column.kind
    return chunk.read(kind, place)


def _read_inputs(chunk: Chunk, place: int, next_kinds: tuple[Kind, ...]) -> ColumnReading:
    """A number if it is one, else one of the other kinds: what the plan declares is not known here."""
    reading = chunk.read("number", place)
    for row in list(reading.problems):
        for kind in next_kinds:
            other = chunk.read_cell(kind, place, row)
            if other.value is not None and not _is_number_like(other.value):
                reading.values[row] = other.value
                del reading.problems[row]
                break
    return reading


_NEXT: tuple[Kind, ...] = ("boolean", "word")


def _is_number_like(value: object) -> bool:
    return isinstance(value, str) and _NUMBER_LIKE.fullmatch(value) is not None


def _cell(reading: Reading, text: str | None, column: PeopleColumn) -> Cell:
    """What is meant by one cell that is not empty; `text` is what stands in it, if it is text."""
    if text is not None and text.lower() == TAKEN_AWAY:
        return Cell(None, is_given=True) if column.can_be_taken_away else Cell(problem=_STAYS)
    if text is not None and column.kind == "observed" and text.lower() == NOT_APPLICABLE:
        return Cell(NOT_APPLICABLE, is_given=True)
    if text is not None and is_dash(text):
        return Cell(problem=_dash(column))
    if reading.problem is not None:
        return Cell(problem=_worded(reading.problem, column))
    value = reading.value
    if not isinstance(value, str):
        return Cell(bool(value), is_given=True)
    if column.kind not in ("id", "text", "input", "observed"):
        return Cell(value, is_given=True, warning=reading.warning)
    return _text_cell(value, reading.warning)


def _dash(column: PeopleColumn) -> Note:
    if column.kind == "observed":
        return _DASH_OBSERVED
    return _DASH if column.can_be_taken_away else _DASH_HERE


def _text_cell(text: str, warning: Note | None) -> Cell:
    if text.upper() in ERROR_WORDS:
        return Cell(problem=ERROR_CELL)
    if not text.isprintable():
        return Cell(problem=NOT_A_WORD)
    return Cell(meant(text), is_given=True, warning=warning)


def _worded(note: Note, column: PeopleColumn) -> Note:
    if note != PERCENT_SIGN:
        return note
    return _MEASURED if column.is_measured else _SHARE
