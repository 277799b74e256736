"""A private database on disk for what must not grow in memory with the file."""

import sqlite3


def private_database() -> sqlite3.Connection:
    """An empty database: in memory while small, beyond that in a file of SQLite's that vanishes with it."""
    database = sqlite3.connect("", isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = FILE", "cache_size = -8000"):
        database.execute(f"PRAGMA {pragma}").close()
    return database
