"""Results as CSV, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO, Literal

from service.files.results.head import ResultsHead
from service.files.results.row import Result, columns_of, row_of

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"


class CsvResults:
    """One row a person. Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers do not."""

    def __init__(
        self,
        stream: BinaryIO,
        head: ResultsHead,
        *,
        with_bom: bool = False,
        separator: Literal[",", ";", "\t"] = ",",
        decimal: Literal["point", "comma"] = "point",
    ) -> None:
        self._head = head
        self._columns = columns_of(head)
        self._has_comma = decimal == "comma"
        self._text = io.TextIOWrapper(stream, "utf-8", newline="")
        if with_bom:
            self._text.write(_BOM)
        self._writer = csv.writer(self._text, delimiter=separator)
        self._writer.writerow([column.name for column in self._columns])

    def write(self, results: Iterable[Result]) -> None:
        """Add some results."""
        self._writer.writerows(self._cells(result) for result in results)

    def finish(self, _totals: Result) -> None:
        """Nothing follows the rows: a line of totals would read like one more participant."""
        self._text.detach()

    def _cells(self, result: Result) -> list[str]:
        cells = row_of(result, self._head)
        for index, column in enumerate(self._columns):
            cell = cells[index]
            if column.is_number:
                cells[index] = cell.replace(".", ",") if self._has_comma else cell
            elif cell.startswith(_FORMULA_STARTS):
                cells[index] = f"'{cell}"
        return cells
