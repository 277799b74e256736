"""Templates: the columns of a file of people with their meaning, one row that shows how, and help while typing."""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO

import xlsxwriter

from rules import currency_codes
from service.files.people.columns import CellKind, PeopleColumn, PeopleShape
from service.files.people.csv_out import PeopleCsv
from service.files.people.rows import Value
from service.files.people.signs import EXAMPLE, TAKEN_AWAY
from service.files.people.xlsx_out import PeopleSheet, new_book

_ROWS_CHECKED = 10_000
_LISTS = "Lists"
_KINDS: Mapping[CellKind, str] = {
    "id": "text; leading zeros count",
    "text": "text",
    "number": "a number without units; at most 12 decimals",
    "boolean": "true or false",
    "date": "a day, written 2026-03-31 or as a date cell",
    "input": "a number, true or false, or one of the plan's words",
    "observed": "a number without units (18 digits, 12 decimals), one of the plan's words, or n/a for a KPI",
}
_HEADINGS = ("column", "meaning", "how to write it", "can be taken away", "example")
_WIDTHS = (20, 52, 46, 18, 22)
_NOTES = (
    "One row each. Columns that you do not need can be removed; their order means nothing.",
    f"An empty cell leaves what is stored as it is; {TAKEN_AWAY} takes a value away, where that can be.",
    f"The row {EXAMPLE} is passed over; remove it or leave it.",
    "Look at the file with a preview first: it names every cell that is wrong, and saves nothing.",
)
_FLAGS = ("true", "false")
_FIRST_DAY, _LAST_DAY = date(1950, 1, 1), date(9998, 12, 31)


def write_csv_template(stream: BinaryIO, columns: Sequence[PeopleColumn]) -> None:
    """The columns and the example."""
    out = PeopleCsv(stream, columns)
    out.write_example(_example(columns))
    out.finish()


def write_xlsx_template(
    stream: BinaryIO, shape: PeopleShape, columns: Sequence[PeopleColumn], plans: Sequence[str] = ()
) -> None:
    """The columns, each heading with its meaning and each column with its checks; `plans` are the keys to choose from.

    A second sheet explains everything once more, for printing.
    """
    with tempfile.TemporaryDirectory(prefix="bonus-") as folder:
        book = new_book(stream, folder, in_rows=False)
        people = PeopleSheet(book, shape.sheet, columns)
        example = book.add_format({"italic": True, "font_color": "#7F7F7F"})
        people.write_example(_example(columns), example)
        _explain(book, columns)
        chosen = {column.name: column.choices for column in columns if column.choices}
        lists = _Lists(book, {"currency": currency_codes(), "plan": tuple(plans), **chosen})
        for index, column in enumerate(columns):
            people.sheet.write_comment(0, index, _heading(column), {"x_scale": 2})
            check = _check(column, lists)
            if check is not None:
                people.sheet.data_validation(1, index, _ROWS_CHECKED, index, check)
        book.close()


def _example(columns: Sequence[PeopleColumn]) -> dict[str, Value]:
    return {column.name: column.example or None for column in columns}


def _heading(column: PeopleColumn) -> str:
    away = f" {TAKEN_AWAY} takes it away." if column.can_be_taken_away else ""
    return f"{column.title}: {_KINDS[column.kind]}.{away}"


def _explain(book: xlsxwriter.Workbook, columns: Sequence[PeopleColumn]) -> None:
    sheet = book.add_worksheet("Explanations")
    bold = book.add_format({"bold": True})
    for index, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, heading, bold)
    for row, column in enumerate(columns, start=1):
        away = "yes" if column.can_be_taken_away else "no"
        for index, text in enumerate((column.name, column.title, _KINDS[column.kind], away, column.example)):
            sheet.write_string(row, index, text)
    for row, note in enumerate(_NOTES, start=len(columns) + 2):
        sheet.write_string(row, 0, note)


class _Lists:
    """Words to choose from, on a hidden sheet: a list in the cell's own rule holds 255 characters."""

    def __init__(self, book: xlsxwriter.Workbook, words: Mapping[str, Sequence[str]]) -> None:
        self._sheet = book.add_worksheet(_LISTS)
        self._sheet.hide()
        self._ranges: dict[str, str] = {}
        for index, (name, choices) in enumerate((name, choices) for name, choices in words.items() if choices):
            for row, word in enumerate(choices):
                self._sheet.write_string(row, index, word)
            letter = chr(ord("A") + index)
            self._ranges[name] = f"={_LISTS}!${letter}$1:${letter}${len(choices)}"

    def range_of(self, name: str) -> str | None:
        """Where the words for a column stand."""
        return self._ranges.get(name)


def _check(column: PeopleColumn, lists: _Lists) -> dict[str, Any] | None:
    """What Excel says while somebody types; only where `(none)` cannot stand does it insist."""
    rule = _rule(column, lists.range_of(column.name))
    if rule is None:
        return None
    return {
        **rule,
        "ignore_blank": True,
        "error_type": "warning" if column.can_be_taken_away else "stop",
        "error_title": column.name,
        "error_message": _heading(column)[:255],
    }


def _rule(column: PeopleColumn, choices: str | None) -> dict[str, Any] | None:
    if choices is not None:
        return {"validate": "list", "source": choices}
    if column.kind == "boolean":
        return {"validate": "list", "source": list(_FLAGS)}
    if column.kind == "date":
        return {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
    return {"validate": "decimal", "criteria": ">=", "value": 0} if column.is_pay or column.name == "fte" else None
