"""One cell of a workbook read as the kind the plan expects.

A workbook stores numbers as binary floats. The number meant is the one Excel shows: 15 significant digits. It is taken
from the float's digits here, once, and is an exact decimal from then on.
"""

import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

from service.files.tables.csv_chunk import read_text
from service.files.tables.number_text import TOO_LARGE, read_number
from service.files.tables.table import NOT_A_BOOLEAN, NOT_A_DATE, ColumnReading, Kind, Mark, Note, Reading

Cell = int | float | str | bool | time | date | datetime | timedelta
"""What the spreadsheet reader delivers; an empty cell is the empty text."""

_DIGITS_SHOWN = 15
_PLACES_MAX = 12
_SHOWN = Context(prec=_DIGITS_SHOWN, rounding=ROUND_HALF_UP)
_PLACES = Context(prec=40, rounding=ROUND_HALF_UP)
_LAST_PLACE = Decimal(1).scaleb(-_PLACES_MAX)
_WHOLE_BELOW = 10**_DIGITS_SHOWN
_LIMIT = 10**18

_ROUNDED = Note(
    "file.excel_rounded",
    "the cell stores more digits than Excel shows; the number shown (15 digits, at most 12 decimals) is used",
)
_NUMERIC_ID = Note(
    "file.numeric_id", "the id is a number cell, which cannot keep leading zeros; format the column as text"
)
_BAD_ID = Note("file.bad_id", "an id is text, or a whole number of at most 15 digits; format the cell as text")
_DATE_CELL = Note("file.date_cell", "a date or time where none is expected; format the cell as a number or as text")
_BOOLEAN_CELL = Note("file.not_a_number", "true or false where a number is expected")
_NOT_FINITE = Note("file.not_a_number", "not a finite number")
_BOOLEAN_WORD = Note("file.not_a_word", "true or false where a word is expected; format the cell as text")
_FRACTION_WORD = Note("file.not_a_word", "a number where a word is expected; format the cell as text")


def read_cell(kind: Kind, cell: Cell, mark: Mark) -> Reading:
    """`cell` as a number, word, boolean or day; text in it follows the rules of text files."""
    if isinstance(cell, str):
        return read_number(cell, mark) if kind == "number" else read_text(kind, cell)
    if isinstance(cell, bool):
        return _read_boolean(kind, cell)
    if isinstance(cell, int | float):
        return _read_float(kind, cell)
    return _read_day(cell) if kind == "date" else Reading(problem=_DATE_CELL)


def read_id(cell: Cell) -> Reading:
    """An id: text without spaces around it; a whole number is taken as its digits, with a warning."""
    if isinstance(cell, str):
        return Reading(cell.strip() or None)
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not _is_short_whole(cell):
        return Reading(problem=_BAD_ID)
    return Reading(str(int(cell)), warning=_NUMERIC_ID)


def read_numbers(cells: Sequence[Cell], mark: Mark) -> ColumnReading:
    """A whole column of numbers; most cells are floats of few digits and need no closer look."""
    column = ColumnReading()
    for cell in cells:
        text = _short_text(cell) if type(cell) is float else None
        if text is not None:
            column.values.append(text)
        else:
            column.add(read_cell("number", cell, mark))
    return column


def excel_number(value: float) -> Reading:
    """The number Excel shows for `value`, with a warning where the stored one differs from it."""
    if not math.isfinite(value):
        return Reading(problem=_NOT_FINITE)
    stored = Decimal(repr(value))
    shown = _SHOWN.create_decimal(Decimal(value))
    if abs(shown) >= _LIMIT:
        return Reading(problem=TOO_LARGE)
    meant = _PLACES.quantize(shown, _LAST_PLACE)
    text = f"{meant:f}".rstrip("0").rstrip(".")
    return Reading("0" if text == "-0" else text, warning=None if meant == stored else _ROUNDED)


def _short_text(value: float) -> str | None:
    """The float's own digits if they are so few that Excel shows them all; None where it needs a closer look."""
    text = repr(value)
    whole, point, decimals = text.partition(".")
    if not point or len(text) > _DIGITS_SHOWN + 1 or len(decimals) > _PLACES_MAX or "e" in decimals:
        return None
    if decimals != "0":
        return text
    return whole if whole != "-0" else "0"


def _is_short_whole(value: float) -> bool:
    return abs(value) < _WHOLE_BELOW and value == int(value)


def _read_boolean(kind: Kind, cell: bool) -> Reading:
    if kind == "boolean":
        return Reading(cell)
    problems = {"number": _BOOLEAN_CELL, "date": NOT_A_DATE, "word": _BOOLEAN_WORD}
    return Reading(problem=problems[kind])


def _read_float(kind: Kind, cell: float) -> Reading:
    if kind == "number":
        return excel_number(cell)
    if kind == "word" and math.isfinite(cell) and _is_short_whole(cell):
        return Reading(str(int(cell)))
    problems = {"boolean": NOT_A_BOOLEAN, "date": NOT_A_DATE, "word": _FRACTION_WORD}
    return Reading(problem=problems[kind])


def _read_day(cell: time | date | timedelta) -> Reading:
    if isinstance(cell, datetime):
        return Reading(problem=NOT_A_DATE) if cell.time() != time() else Reading(cell.date().isoformat())
    return Reading(cell.isoformat()) if isinstance(cell, date) else Reading(problem=NOT_A_DATE)
