"""An open workbook: one sheet whose first filled row is the header, then chunks of columns."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from service.files.refused import file_refused
from service.files.tables.table import Mark, Progress
from service.files.tables.xlsx_cells import Cell
from service.files.tables.xlsx_chunk import XlsxChunk
from service.files.tables.xlsx_package import INFLATED_MAX
from service.files.tables.xlsx_sheet import load_sheet


class XlsxTable:
    """One sheet of a workbook; its header holds the column `key_column`."""

    def __init__(
        self,
        path: Path,
        key_column: str,
        *,
        sheet: str | None = None,
        decimal: Mark = "point",
        inflated_max: int = INFLATED_MAX,
        progress: Progress | None = None,
    ) -> None:
        self._mark: Mark = decimal
        self._progress = progress
        self._sheet = load_sheet(path, sheet, inflated_max)
        self._rows = self._sheet.rows()
        header = next(self._rows, None)
        if header is None:
            raise file_refused("file.empty", "", "the sheet holds no table; the first row names the columns")
        self.header = tuple(map(_name, header.cells))
        self._header_row = header.number
        if key_column not in self.header:
            message = f'the first filled row needs a cell "{key_column}"'
            raise file_refused("file.missing_column", self._sheet.place(header.number, 0), message)
        self._key = self.header.index(key_column)

    def chunks(self, rows: int) -> Iterator[XlsxChunk]:
        """The rows below the header, at most `rows` at a time, blank ones left out."""
        while batch := list(islice(self._rows, rows)):
            yield XlsxChunk(batch, self._mark, self._sheet.place)
            if self._progress:
                self._progress(batch[-1].number + 1, self._sheet.row_count)

    def row_place(self, row_number: int) -> str:
        """How problems name a whole row: by the cell with its id."""
        return self._sheet.place(row_number - 1, self._key)

    def cell_place(self, row_number: int, column: int) -> str:
        """Such as `Sheet1!C7`."""
        return self._sheet.place(row_number - 1, column)

    def header_place(self, column: int) -> str:
        """How problems name a cell of the header."""
        return self._sheet.place(self._header_row, column)

    def close(self) -> None:
        """Nothing stays open: the sheet was loaded as a whole."""


def _name(cell: Cell) -> str:
    return cell.strip() if isinstance(cell, str) else str(cell)
