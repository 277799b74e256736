"""A set of keys on disk, so that looking for rows that nobody wrote needs no memory for all of them."""

import sqlite3
from collections.abc import Iterable
from typing import Self


class CoveredKeys:
    """Keys in a temporary file of SQLite, which the system removes when it is closed."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None)
        self._file.execute("CREATE TABLE covered (key BLOB PRIMARY KEY) WITHOUT ROWID")
        self._file.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, keys: Iterable[str]) -> None:
        """Take in some keys, again or for the first time."""
        self._file.executemany("INSERT OR IGNORE INTO covered VALUES (?)", ((_bytes(key),) for key in keys))

    def __contains__(self, key: str) -> bool:
        return self._file.execute("SELECT 1 FROM covered WHERE key = ?", (_bytes(key),)).fetchone() is not None


def _bytes(key: str) -> bytes:
    """A forged key may hold what is no Unicode."""
    return key.encode("utf-8", "surrogatepass")
