"""A first look at a sheet's cells, before they are loaded: how far they reach, and what a loader would hide.

The loader lays a sheet out as one full rectangle and shows error cells as empty, so one stray cell in the last corner
would ask for half a terabyte, and a failed formula would look like a missing value.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import IO

from service.files.refused import file_refused
from service.files.tables.table import ERROR_CELL, Note
from service.files.tables.xml_parts import Attributes, Elements, broken_workbook

ROWS_MAX = 1_048_576
COLUMNS_MAX = 16_384

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_RANGE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6}):([A-Z]{1,3})([1-9][0-9]{0,6})")
_EMPTY_AREA_MAX = 2_000_000
_AREA_PER_CELL_MAX = 4
_NOT_CALCULATED = Note(
    "file.formula_without_value",
    "a formula whose result is not stored in the file; open it in Excel, let it calculate, and save it again",
)


@dataclass(slots=True)
class SheetScan:
    """Rows and columns count from 0. `faults` (row, then column) are cells that the loader would show as empty."""

    filled: int = 0
    last_row: int = -1
    last_column: int = -1
    faults: dict[int, dict[int, Note]] = field(default_factory=dict)
    merged: list[tuple[int, int]] = field(default_factory=list)

    def check_reach(self, sheet: str) -> None:
        """Refuse a sheet whose cells span far more area than they fill."""
        area = (self.last_row + 1) * (self.last_column + 1)
        if area > _EMPTY_AREA_MAX + _AREA_PER_CELL_MAX * self.filled:
            place = cell_place(sheet, self.last_row, self.last_column)
            message = "the filled cells reach this far with almost nothing between; delete the stray rows and columns"
            raise file_refused("file.stray_cells", place, message)


def scan_sheet(stream: IO[bytes]) -> SheetScan:
    """Read the XML of one sheet once; raises FileRefused where it is broken."""
    return _Scanner().read(stream)


def cell_place(sheet: str, row: int, column: int) -> str:
    """A cell by zero-based row and column, as Excel writes it: `Sheet1!C7`, `'Plan 2026'!C7`."""
    name = sheet if sheet.replace("_", "").isalnum() else "'" + sheet.replace("'", "''") + "'"
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{name}!{letters}{row + 1}"


class _Scanner:
    """Follows the cells by the starts of their elements: a cell ends where the next one, or its row, begins."""

    def __init__(self) -> None:
        self.scan = SheetScan()
        self._elements = Elements(self._start)
        self._row = -1
        self._column = -1
        self._kind = "n"
        self._is_filled = self._is_formula = self._has_value = self._has_text = False

    def read(self, stream: IO[bytes]) -> SheetScan:
        """The whole sheet."""
        self._elements.read(stream)
        self._end_cell()
        return self.scan

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "is"):
            self._has_value = True
            self._has_text = False  # the text before it was the formula's
            self._fill()
        elif name == "f":
            self._is_formula = True
            self._fill()
            self._elements.text_to(self._note_text)
        elif name == "row":
            self._start_row(attributes)
        elif name == "mergeCell":
            self._merge(attributes)

    def _start_row(self, attributes: Attributes) -> None:
        self._end_cell()
        self._row, self._column = self._row + 1, -1
        if reference := attributes.get("r"):
            self._row, _ = _position(f"A{reference}")

    def _start_cell(self, attributes: Attributes) -> None:
        self._end_cell()
        if reference := attributes.get("r"):
            self._row, self._column = _position(reference)
        else:
            self._column += 1
        self._kind = attributes.get("t", "n")
        self._is_filled = self._has_value = False

    def _fill(self) -> None:
        """The cell holds something, so the sheet reaches to it."""
        if self._is_filled:
            return
        self._is_filled = True
        scan, row, column = self.scan, self._row, self._column
        if not (0 <= row < ROWS_MAX and 0 <= column < COLUMNS_MAX):
            raise broken_workbook()
        scan.filled += 1
        scan.last_row = max(scan.last_row, row)
        scan.last_column = max(scan.last_column, column)
        if self._kind == "e":
            self._note_fault(ERROR_CELL)

    def _end_cell(self) -> None:
        """Only a formula waits for its end to be judged: an empty text is a result (t="str"), no value is none."""
        if not self._is_formula:
            return
        is_calculated = self._has_value and (self._has_text or self._kind == "str")
        if not is_calculated and self._kind != "e":
            self._note_fault(_NOT_CALCULATED)
        self._elements.text_to(None)
        self._is_formula = False

    def _note_fault(self, note: Note) -> None:
        self.scan.faults.setdefault(self._row, {})[self._column] = note

    def _note_text(self, text: str) -> None:
        self._has_text = self._has_text or bool(text.strip())

    def _merge(self, attributes: Attributes) -> None:
        match = _RANGE.fullmatch(attributes.get("ref", ""))
        if match and (match[1], match[2]) != (match[3], match[4]):
            self.scan.merged.append(_position(match[1] + match[2]))


def _position(reference: str) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise broken_workbook()
    return int(match[2]) - 1, _column_number(match[1])


@cache
def _column_number(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1
