"""People as CSV: it opens in a spreadsheet without becoming formulas, and it is read back as it was."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO, Literal

from service.files.people.columns import PeopleColumn
from service.files.people.rows import Value
from service.files.people.signs import EXAMPLE, written
from service.files.tables.headings import PARTICIPANT
from service.files.tables.spreadsheets import is_decimal

_BOM = "\ufeff"
_FLAGS = {True: "true", False: "false"}


class PeopleCsv:
    """One row a person or assignment, in UTF-8 with the mark by which Excel knows it.

    With a decimal comma the cells are separated by semicolons, as spreadsheets in such countries do it.
    """

    def __init__(
        self, stream: BinaryIO, columns: Sequence[PeopleColumn], decimal: Literal["point", "comma"] = "point"
    ) -> None:
        self._stream = stream
        self._columns = columns
        self._has_comma = decimal == "comma"
        self._buffer = io.StringIO(_BOM, newline="")
        self._buffer.seek(0, io.SEEK_END)
        self._writer = csv.writer(self._buffer, delimiter=";" if self._has_comma else ",")
        self._writer.writerow([column.name for column in columns])

    def write(self, rows: Iterable[Mapping[str, Value]]) -> None:
        """Add some rows, each the values by column; what is not there is an empty cell."""
        for row in rows:
            self._writer.writerow([self._cell(column, row.get(column.name)) for column in self._columns])
        self._flush()

    def write_example(self, row: Mapping[str, Value]) -> None:
        """Add the row that shows how; its id is the sign by which readers pass over it."""
        shown = [self._cell(column, row.get(column.name)) for column in self._columns if column.name != PARTICIPANT]
        self._writer.writerow([EXAMPLE, *shown])

    def finish(self) -> None:
        """Write what is left."""
        self._flush()

    def _flush(self) -> None:
        self._stream.write(self._buffer.getvalue().encode("utf-8"))
        self._buffer.seek(0)
        self._buffer.truncate()

    def _cell(self, column: PeopleColumn, value: Value) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return _FLAGS[value]
        if column.kind == "number" or (column.kind == "input" and is_decimal(value)):
            return value.replace(".", ",") if self._has_comma else value
        return written(value, in_workbook=False)
