"""A private database on disk for what must not grow in memory with the file."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from service.files.refused import file_refused


def private_database() -> sqlite3.Connection:
    """An empty database: in memory while small, beyond that in a file of SQLite's that vanishes with it."""
    database = sqlite3.connect("", isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = FILE", "cache_size = -8000"):
        database.execute(f"PRAGMA {pragma}").close()
    return database


@contextmanager
def needing_room() -> Iterator[None]:
    """Says what to do where the disk has no room for temporary data; raises FileRefused."""
    try:
        yield
    except sqlite3.OperationalError:
        message = "temporary data cannot be written; free disk space, or let TMPDIR name a folder with room"
        raise file_refused("file.no_room", "", message) from None
