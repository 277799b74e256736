"""Loading one sheet of a workbook: everything that can be wrong with the file itself is refused here."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from service.files.refused import FileRefused, file_refused
from service.files.tables.table import Note
from service.files.tables.xlsx_cells import Cell
from service.files.tables.xlsx_package import open_package, open_part, sheet_parts
from service.files.tables.xlsx_scan import SheetScan, cell_place, scan_sheet
from service.files.tables.xml_parts import broken_workbook


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that holds something: its number from 0, its cells, and the cells that look empty but are faults."""

    number: int
    cells: list[Cell]
    faults: dict[int, Note]


class LoadedSheet:
    """The cells of one sheet. Columns count from the first filled one."""

    def __init__(self, name: str, sheet: CalamineSheet, scan: SheetScan) -> None:
        self._name = name
        self._sheet = sheet
        self._scan = scan
        self._first_column = sheet.start[1] if sheet.start else 0
        self.row_count = sheet.end[0] + 1 if sheet.end else 0

    def rows(self) -> Iterator[SheetRow]:
        """The filled rows in order; raises FileRefused at merged cells that hold a value."""
        first = self._first_column
        faults = {
            row: {column - first: note for column, note in columns.items()}
            for row, columns in self._scan.faults.items()
        }
        merged: dict[int, list[int]] = {}
        for row, column in self._scan.merged:
            merged.setdefault(row, []).append(column - first)
        # The reader's rows start at the top of the sheet, its columns at the first filled one.
        for number, cells in enumerate(self._sheet.iter_rows()):
            for column in merged.get(number, ()):
                if 0 <= column < len(cells) and cells[column] != "":
                    raise self._merged(number, column)
            broken = faults.get(number, {})
            if broken or any(map(is_filled, cells)):
                yield SheetRow(number, cells, broken)

    def place(self, row: int, column: int) -> str:
        """Such as `Sheet1!C7`; row and column count from 0, the column from the first filled one."""
        return cell_place(self._name, row, column + self._first_column)

    def _merged(self, row: int, column: int) -> FileRefused:
        message = "merged cells leave all but one of their places empty; unmerge them and fill every cell"
        return file_refused("file.merged_cells", self.place(row, column), message)


def is_filled(cell: Cell) -> bool:
    """False for an empty cell and for one with nothing but spaces."""
    return not isinstance(cell, str) or bool(cell.strip())


def load_sheet(path: Path, wanted: str | None, inflated_max: int) -> LoadedSheet:
    """The sheet named `wanted`, or the first visible one; raises FileRefused for whatever is no sound workbook."""
    with open_package(path, inflated_max) as package, _reader_errors(), CalamineWorkbook.from_path(path) as book:
        parts = sheet_parts(package)
        if list(parts) != book.sheet_names:
            raise broken_workbook()
        name = _sheet_name(book, wanted)
        with open_part(package, parts[name]) as stream:
            scan = scan_sheet(stream)
        scan.check_reach(name)
        return LoadedSheet(name, book.get_sheet_by_name(name), scan)


def _sheet_name(book: CalamineWorkbook, wanted: str | None) -> str:
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    if wanted is not None:
        if wanted not in (sheet.name for sheet in sheets):
            raise file_refused("file.no_such_sheet", "", "the workbook has no sheet of this name (--sheet)")
        return wanted
    for sheet in sheets:
        if sheet.visible == SheetVisibleEnum.Visible:
            return sheet.name
    raise file_refused("file.no_such_sheet", "", "the workbook has no visible sheet; name one (--sheet)")


@contextmanager
def _reader_errors() -> Iterator[None]:
    try:
        yield
    except CalamineError:
        raise broken_workbook() from None
    except BaseException as error:
        # A panic inside the reader arrives as an exception outside Python's usual tree.
        if type(error).__module__ == "pyo3_runtime":
            raise broken_workbook() from None
        raise
