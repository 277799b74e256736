"""A first look at a sheet's cells, before they are loaded: how far they reach, and what a loader would hide.

The loader lays a sheet out as one full rectangle and shows error cells as empty, so one stray cell in the last corner
would ask for half a terabyte, and a failed formula would look like a missing value.
"""

import re
from dataclasses import dataclass, field
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
    scanner = _Scanner()
    scanner.elements.read(stream)
    return scanner.scan


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
    def __init__(self) -> None:
        self.scan = SheetScan()
        self.elements = Elements(self._start, self._end)
        self._row = -1
        self._column = -1
        self._kind = "n"
        self._has_value = self._has_formula = self._has_text = False

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "f":
            self._has_formula = True
            self.elements.text_to(self._note_text)
        elif name in ("v", "is"):
            self._has_value = True
            self._has_text = False
        elif name == "row":
            self._start_row(attributes)
        elif name == "mergeCell":
            self._merge(attributes)

    def _start_row(self, attributes: Attributes) -> None:
        self._row, self._column = self._row + 1, -1
        if reference := attributes.get("r"):
            self._row, _ = _position(f"A{reference}")

    def _start_cell(self, attributes: Attributes) -> None:
        if reference := attributes.get("r"):
            self._row, self._column = _position(reference)
        else:
            self._column += 1
        self._kind = attributes.get("t", "n")
        self._has_value = self._has_formula = self._has_text = False

    def _end(self, name: str) -> None:
        if name != "c" or not (self._has_value or self._has_formula):
            return
        scan = self.scan
        if not (0 <= self._row < ROWS_MAX and self._column < COLUMNS_MAX):
            raise broken_workbook()
        scan.filled += 1
        scan.last_row = max(scan.last_row, self._row)
        scan.last_column = max(scan.last_column, self._column)
        if self._kind == "e":
            scan.faults.setdefault(self._row, {})[self._column] = ERROR_CELL
        elif self._has_formula and not self._is_calculated():
            scan.faults.setdefault(self._row, {})[self._column] = _NOT_CALCULATED
        self.elements.text_to(None)

    def _is_calculated(self) -> bool:
        """An empty text is a result (t="str"); a number without digits means that nobody calculated."""
        return self._has_value and (self._has_text or self._kind == "str")

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
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1
