"""Rows of a CSV file as columns of text, read as the kind the plan expects."""

import re
from collections.abc import Sequence
from datetime import date

from service.files.tables.number_text import read_number, read_number_column
from service.files.tables.table import (
    ERROR_CELL,
    ERROR_WORDS,
    NOT_A_BOOLEAN,
    NOT_A_DATE,
    NOT_A_WORD,
    NOT_APPLICABLE,
    ColumnReading,
    Kind,
    Mark,
    Reading,
)

_BOOLEANS = {"true": True, "false": False}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class CsvChunk:
    """Some rows of a CSV file; `columns` are as wide as the header."""

    def __init__(
        self, header: tuple[str, ...], columns: Sequence[Sequence[str]], row_numbers: Sequence[int], mark: Mark
    ) -> None:
        self.row_numbers = row_numbers
        self._header = header
        self._columns = columns
        self._mark: Mark = mark

    def read(self, kind: Kind, column: int) -> ColumnReading:
        """A whole column as one kind."""
        cells = self._columns[column]
        if kind == "number":
            return read_number_column(cells, self._mark)
        if kind == "word" and _are_plain_words(cells):
            return ColumnReading([cell.strip() or None for cell in cells])
        reading = ColumnReading()
        for cell in cells:
            reading.add(self._reading(kind, cell))
        return reading

    def read_cell(self, kind: Kind, column: int, row: int) -> Reading:
        """One cell as a kind."""
        return self._reading(kind, self._columns[column][row])

    def read_ids(self, column: int) -> ColumnReading:
        """The column as ids; leading zeros stay."""
        return ColumnReading([cell.strip() or None for cell in self._columns[column]])

    def is_blank(self, column: int) -> bool:
        """True if no cell of the column holds anything."""
        return not any(map(str.strip, self._columns[column]))

    def place(self, column: int, row: int) -> str:
        """Such as `line 12, column "revenue"`."""
        return csv_place(self._header, self.row_numbers[row], column)

    def _reading(self, kind: Kind, cell: str) -> Reading:
        return read_number(cell, self._mark) if kind == "number" else read_text(kind, cell)


def csv_place(header: Sequence[str], row_number: int, column: int) -> str:
    """How problems name a cell of a text file."""
    return f'line {row_number}, column "{header[column]}"'


def read_text(kind: Kind, cell: str) -> Reading:
    """A cell of text as any kind but a number. For words `n/a` is also passed on as the word it may be."""
    text = cell.strip()
    if not text:
        return Reading()
    if text in ERROR_WORDS:
        return Reading(problem=ERROR_CELL)
    if kind == "word":
        return read_word(text)
    if text.lower() == NOT_APPLICABLE:
        return Reading(not_applicable=True)
    if kind == "boolean":
        known = _BOOLEANS.get(text.lower())
        return Reading(problem=NOT_A_BOOLEAN) if known is None else Reading(known)
    return read_day(text)


def read_word(text: str) -> Reading:
    """Text as it stands; the plan knows which words it allows."""
    if not text.isprintable():
        return Reading(problem=NOT_A_WORD)
    return Reading(text, not_applicable=text.lower() == NOT_APPLICABLE)


def read_day(text: str) -> Reading:
    """A day written `2026-03-31`, and no other way."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    return Reading(problem=NOT_A_DATE) if day is None else Reading(day.isoformat())


def _are_plain_words(cells: Sequence[str]) -> bool:
    joined = "".join(cells)
    return joined.isprintable() and "#" not in joined and NOT_APPLICABLE not in joined.lower()
