"""Opening a table of facts by the extension of its file."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from service.files.refused import check_regular, file_refused, unreadable
from service.files.tables.csv_lines import Encoding
from service.files.tables.csv_table import CsvTable
from service.files.tables.table import Progress, Table
from service.files.tables.xlsx_package import INFLATED_MAX
from service.files.tables.xlsx_table import XlsxTable

_TEXT = (".csv", ".tsv", ".txt")
_WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class TableOptions:
    """How to read a file. `encoding` and the mark of text files; `sheet` and `inflated_max` (bytes) of workbooks.

    Without `decimal` the mark is a point; a CSV file with semicolons may use either where no cell has two meanings.
    """

    encoding: Encoding = "utf-8"
    decimal: Literal["point", "comma"] | None = None
    sheet: str | None = None
    inflated_max: int = INFLATED_MAX


@contextmanager
def open_table(path: Path, key_column: str, options: TableOptions, progress: Progress | None = None) -> Iterator[Table]:
    """The table in `path` (.csv, .tsv, .txt or .xlsx), closed at the end; raises FileRefused."""
    extension = path.suffix.lower()
    table: CsvTable | XlsxTable
    if extension not in (*_TEXT, *_WORKBOOKS):
        raise file_refused("file.unknown_type", "", "a file of facts ends in .csv, .tsv, .txt or .xlsx")
    check_regular(path)
    try:
        if extension in _TEXT:
            table = CsvTable(path, key_column, encoding=options.encoding, decimal=options.decimal, progress=progress)
        else:
            table = XlsxTable(
                path,
                key_column,
                sheet=options.sheet,
                decimal=options.decimal or "point",
                inflated_max=options.inflated_max,
                progress=progress,
            )
    except OSError as error:
        raise unreadable(error) from None
    try:
        yield table
    except OSError as error:
        # Disks and network shares also fail in the middle.
        raise unreadable(error) from None
    finally:
        table.close()
