"""People as a workbook: numbers and days as such where a spreadsheet holds them exactly, everything else as text."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO

import xlsxwriter

from service.files.people.columns import CellKind, PeopleColumn
from service.files.people.rows import Value
from service.files.people.signs import EXAMPLE, written
from service.files.refused import file_refused
from service.files.tables.headings import PARTICIPANT
from service.files.tables.spreadsheets import cell_number, is_exact

ROWS_MAX = 1_048_575
TEXT_FORMATS: Mapping[CellKind, str] = {"id": "@", "text": "@", "date": "yyyy-mm-dd"}
"""How whole columns are formatted: texts keep their leading zeros when somebody types them."""

_WIDTH = 16
_FIRST_DAY = date(1900, 3, 1)
"""Before it Excel and the calendar disagree about the number of a day."""


def new_book(stream: BinaryIO, folder: str, *, in_rows: bool) -> xlsxwriter.Workbook:
    """A workbook in which texts stay texts. With `in_rows` every row goes to disk as soon as the next begins."""
    texts = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, {**texts, "constant_memory": in_rows, "tmpdir": folder})
    book.use_zip64()
    return book


class PeopleSheet:
    """A sheet under whose header rows of people stand."""

    def __init__(self, book: xlsxwriter.Workbook, name: str, columns: Sequence[PeopleColumn]) -> None:
        self.sheet = book.add_worksheet(name)
        self._columns = columns
        self._rows = 0
        bold = book.add_format({"bold": True})
        self._formats = {kind: book.add_format({"num_format": layout}) for kind, layout in TEXT_FORMATS.items()}
        self.sheet.freeze_panes(1, 1)
        for index, column in enumerate(columns):
            self.sheet.set_column(index, index, max(_WIDTH, len(column.name) + 2), self._formats.get(column.kind))
            self.sheet.write_string(0, index, column.name, bold)

    def write_example(self, row: Mapping[str, Value], layout: Any) -> None:
        """Add the row that shows how; its id is the sign by which readers pass over it."""
        self._rows += 1
        self.sheet.write_string(self._rows, 0, EXAMPLE, layout)
        for index, column in enumerate(self._columns):
            if column.name != PARTICIPANT:
                self._write_cell(index, column, row.get(column.name), layout)

    def write(self, rows: Iterable[Mapping[str, Value]]) -> None:
        """Add some rows; raises FileRefused beyond the last row that a sheet has."""
        for row in rows:
            self._rows += 1
            if self._rows > ROWS_MAX:
                message = f"a sheet holds at most {ROWS_MAX:,} rows; take CSV instead"
                raise file_refused("file.too_many_rows", "", message)
            for index, column in enumerate(self._columns):
                self._write_cell(index, column, row.get(column.name), self._formats.get(column.kind))

    def _write_cell(self, index: int, column: PeopleColumn, value: Value, layout: Any) -> None:
        place = self._rows, index
        if isinstance(value, bool):
            self.sheet.write_boolean(*place, value, layout)
        elif value is None:
            return
        elif column.kind == "date" and (day := date.fromisoformat(value)) >= _FIRST_DAY:
            self.sheet.write_datetime(*place, day, self._formats["date"])
        elif _is_number_cell(column.kind, value):
            self.sheet.write_number(*place, cell_number(value), layout)
        elif column.kind in ("number", "date"):
            self.sheet.write_string(*place, value, layout)
        else:
            self.sheet.write_string(*place, written(value, in_workbook=True), layout)


class PeopleXlsx:
    """A workbook with one sheet; rows go to a file of their own as they come."""

    def __init__(self, stream: BinaryIO, name: str, columns: Sequence[PeopleColumn]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="bonus-")
        self._book = new_book(stream, self._folder.name, in_rows=True)
        self._people = PeopleSheet(self._book, name, columns)

    def write(self, rows: Iterable[Mapping[str, Value]]) -> None:
        """Add some rows, each the values by column."""
        self._people.write(rows)

    def finish(self) -> None:
        """Pack the workbook."""
        self._book.close()

    def release(self) -> None:
        """Remove the temporary files, also of a workbook that was never finished."""
        self._people.sheet.row_data_fh.close()
        self._folder.cleanup()


def _is_number_cell(kind: CellKind, value: str) -> bool:
    """What a number cell holds exactly; of an input, which may be a code such as 007 or 1.50, to the letter."""
    return is_exact(value) and (kind == "number" or (kind == "input" and _is_shortest(value)))


def _is_shortest(number: str) -> bool:
    digits = number.removeprefix("-")
    whole, point, decimals = digits.partition(".")
    return number != "-0" and str(int(whole)) == whole and (not point or not decimals.endswith("0"))
