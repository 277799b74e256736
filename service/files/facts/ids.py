"""The participant column: an id on every row, and in a wide file each id once."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from rules import Problem
from service.files.facts.disk import private_database
from service.files.refused import FileRefused
from service.files.tables.ids import ID_LENGTH_MAX, id_problem, is_id
from service.files.tables.table import Chunk, ColumnReading, Table

_LISTED_MAX = 20


def read_ids(chunk: Chunk, column: int) -> tuple[list[str], ColumnReading]:
    """The ids of a chunk and how they were read; raises FileRefused where a row has none that can be used."""
    reading = chunk.read_ids(column)
    ids = [value for value in reading.values if isinstance(value, str) and len(value) <= ID_LENGTH_MAX]
    if len(ids) < len(reading.values) or not "".join(ids).isprintable():
        wrong = (row for row, value in enumerate(reading.values) if not is_id(value))
        raise FileRefused(id_problem(chunk, column, row, reading) for row in islice(wrong, _LISTED_MAX))
    return ids, reading


class SeenIds:
    """Finds ids that come twice. One chunk needs nothing but a set; from the second on all ids go to disk."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._first: tuple[Sequence[str], Sequence[int]] = ((), ())
        self._database: sqlite3.Connection | None = None

    def add(self, ids: Sequence[str], row_numbers: Sequence[int]) -> None:
        """Note one chunk; raises FileRefused for ids that come twice within it."""
        if len(set(ids)) < len(ids):
            raise FileRefused(self._problems(_twice(ids, row_numbers)))
        if self._database is not None:
            self._insert(self._database, ids, row_numbers)
        elif self._first[0]:
            self._database = private_database()
            self._database.execute("CREATE TABLE seen (id TEXT NOT NULL, row_number INTEGER NOT NULL)")
            self._database.execute("BEGIN")
            self._insert(self._database, *self._first)
            self._insert(self._database, ids, row_numbers)
        else:
            self._first = (ids, row_numbers)

    def check(self) -> None:
        """After the last chunk; raises FileRefused for ids that come twice anywhere in the file."""
        if self._database is None:
            return
        # Sorting once at the end costs half of keeping an index while the rows come in any order.
        pairs = self._database.execute(
            "SELECT min(row_number), max(row_number) FROM seen GROUP BY id HAVING count(*) > 1 ORDER BY 2 LIMIT ?",
            (_LISTED_MAX,),
        ).fetchall()
        if pairs:
            raise FileRefused(self._problems(pairs))

    def close(self) -> None:
        """Let go of the disk."""
        if self._database is not None:
            self._database.close()

    def _insert(self, database: sqlite3.Connection, ids: Sequence[str], row_numbers: Sequence[int]) -> None:
        database.executemany("INSERT INTO seen VALUES (?, ?)", zip(ids, row_numbers, strict=True))

    def _problems(self, pairs: Iterable[tuple[int, int]]) -> Iterator[Problem]:
        for first, again in pairs:
            message = f"this participant stands at {self._table.row_place(first)} already; keep one row for each"
            yield Problem("file.duplicate_participant", self._table.row_place(again), message)


def _twice(ids: Sequence[str], row_numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    first: dict[str, int] = {}
    rows = zip(ids, row_numbers, strict=True)
    return islice(((first[name], row) for name, row in rows if first.setdefault(name, row) != row), _LISTED_MAX)
