"""Rows of a sheet as columns of cells, read as the kind the plan expects."""

from collections.abc import Callable, Sequence

from service.files.tables.table import ColumnReading, Kind, Mark, Note, Reading
from service.files.tables.xlsx_cells import Cell, read_cell, read_id, read_numbers
from service.files.tables.xlsx_sheet import SheetRow, is_filled


class XlsxChunk:
    """Some rows of a sheet; `place` names a cell by row and column, both from 0."""

    def __init__(self, rows: Sequence[SheetRow], mark: Mark, place: Callable[[int, int], str]) -> None:
        self.row_numbers = [row.number + 1 for row in rows]
        self._columns: list[tuple[Cell, ...]] = list(zip(*(row.cells for row in rows), strict=True))
        self._faults: dict[int, dict[int, Note]] = {}
        for index, row in enumerate(rows):
            for column, note in row.faults.items():
                self._faults.setdefault(column, {})[index] = note
        self._mark: Mark = mark
        self._place = place

    def read(self, kind: Kind, column: int) -> ColumnReading:
        """A whole column as one kind."""
        if kind == "number" and column not in self._faults:
            return read_numbers(self._columns[column], self._mark)
        return self._read_column(column, lambda cell: read_cell(kind, cell, self._mark))

    def read_cell(self, kind: Kind, column: int, row: int) -> Reading:
        """One cell as a kind."""
        fault = self._faults.get(column, {}).get(row)
        return Reading(problem=fault) if fault else read_cell(kind, self._columns[column][row], self._mark)

    def read_ids(self, column: int) -> ColumnReading:
        """The column as ids; number cells carry a warning."""
        return self._read_column(column, read_id)

    def is_blank(self, column: int) -> bool:
        """True if no cell of the column holds anything."""
        return not self._faults.get(column) and not any(map(is_filled, self._columns[column]))

    def place(self, column: int, row: int) -> str:
        """Such as `Sheet1!C7`."""
        return self._place(self.row_numbers[row] - 1, column)

    def _read_column(self, column: int, read: Callable[[Cell], Reading]) -> ColumnReading:
        faults = self._faults.get(column, {})
        reading = ColumnReading()
        for row, cell in enumerate(self._columns[column]):
            reading.add(Reading(problem=faults[row]) if row in faults else read(cell))
        return reading
