"""What holds for the header of every table of people, whatever its columns mean."""

from collections.abc import Iterator

from rules import Problem
from service.files.refused import file_refused
from service.files.tables.table import Chunk, Table

PARTICIPANT = "participant"
"""The column with the ids of people."""


def repeated_names(table: Table) -> Iterator[Problem]:
    """Names that stand over more than one column."""
    first: dict[str, int] = {}
    for column, name in enumerate(table.header):
        if name and first.setdefault(name, column) != column:
            message = f"this column name stands at {table.header_place(first[name])} already; keep one"
            yield Problem("file.duplicate_column", table.header_place(column), message)


def unnamed_columns(table: Table) -> tuple[int, ...]:
    """Columns without a name; nothing may stand under them."""
    return tuple(column for column, name in enumerate(table.header) if not name)


def check_unnamed(chunk: Chunk, unnamed: tuple[int, ...]) -> None:
    """Refuse values under a column without a name."""
    for column in unnamed:
        if not chunk.is_blank(column):
            message = "values under a column without a name; name the column or clear it"
            raise file_refused("file.unnamed_column", chunk.place(column, 0), message)
