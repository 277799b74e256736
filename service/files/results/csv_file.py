"""Results as CSV, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO, Literal

from service.files.results.head import ResultsHead
from service.files.results.row import Result, columns_of, row_of
from service.files.tables.spreadsheets import FORMULA_STARTS

_BOM = "\ufeff"


class CsvResults:
    """One row a person. Text that a spreadsheet would take for a formula gets an apostrophe in front."""

    def __init__(
        self,
        stream: BinaryIO,
        head: ResultsHead,
        *,
        with_bom: bool = False,
        separator: Literal[",", ";", "\t"] = ",",
        decimal: Literal["point", "comma"] = "point",
    ) -> None:
        self._stream = stream
        self._head = head
        self._columns = columns_of(head)
        self._has_comma = decimal == "comma"
        self._buffer = io.StringIO(_BOM if with_bom else "", newline="")
        self._buffer.seek(0, io.SEEK_END)
        self._writer = csv.writer(self._buffer, delimiter=separator)
        self._writer.writerow([column.name for column in self._columns])

    def write(self, results: Iterable[Result]) -> None:
        """Add some results."""
        self._writer.writerows(self._cells(result) for result in results)
        self._flush()

    def finish(self, _totals: Result) -> None:
        """Nothing follows the rows: a line of totals would read like one more participant."""
        self._flush()

    def release(self) -> None:
        """Nothing is held."""

    def _flush(self) -> None:
        self._stream.write(self._buffer.getvalue().encode("utf-8"))
        self._buffer.seek(0)
        self._buffer.truncate()

    def _cells(self, result: Result) -> list[str]:
        cells = row_of(result, self._head)
        for index, column in enumerate(self._columns):
            if column.is_number:
                cells[index] = cells[index].replace(".", ",") if self._has_comma else cells[index]
            elif cells[index].startswith(FORMULA_STARTS):
                cells[index] = f"'{cells[index]}"
        return cells
