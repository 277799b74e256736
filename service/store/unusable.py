"""What goes wrong when a database is opened, as problems that say what to do. Texts of drivers are never shown."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError, OperationalError

from rules import Problem
from service.errors import StoreRefused
from service.store.database import Database

_ONLY_ITS_OWNER: Final = 0o600
_WORDS_OF_LOGIN: Final = ("password", "authentication", "pg_hba", "role ")
_WORDS_OF_NO_DATABASE: Final = 'database "'
"""What a PostgreSQL says that lets nobody in; it comes without a code."""
_BUSY: Final = ("store.busy", "another process has kept the store locked; wait until it is done, and try again")
_POSTGRESQL: Final = {
    "42501": (
        "store.owner_needed",
        "this role may not read the tables, or not change them as this release needs it;"
        " run bonus db upgrade with BONUS_MIGRATION_URL as their owner",
    ),
    "55P03": _BUSY,
    "57P03": ("store.unreachable", "PostgreSQL is starting; try again in a moment"),
}
_CANNOT_OPEN: Final = (
    "store.cannot_open",
    "the file cannot be opened; check that it is there and that this user may read and write it",
)
_SQLITE: Final = {
    "SQLITE_NOTADB": ("store.not_a_database", "this file is no SQLite database; name another file, or move this one"),
    "SQLITE_CORRUPT": ("store.damaged", "this database is damaged; restore the last backup"),
    "SQLITE_BUSY": _BUSY,
    "SQLITE_READONLY": ("store.cannot_write", "this file or its folder may not be written; give this user the right"),
    "SQLITE_FULL": ("store.cannot_write", "the disk is full; make room and start again"),
    "SQLITE_CANTOPEN": _CANNOT_OPEN,
    "SQLITE_IOERR": _CANNOT_OPEN,
}


@contextmanager
def opening(database: Database, place: str) -> Iterator[None]:
    """Raises StoreRefused if the database cannot be opened, read or changed inside the block.

    `place` is what the operator has to look at: a variable, or a file.
    """
    try:
        yield
    except StoreRefused as refused:
        raise StoreRefused(replace(problem, path=place) for problem in refused.problems) from None
    except DBAPIError as error:
        found = _sqlite(error) if database.is_sqlite else _postgresql(error)
        if found is None:
            raise
        raise StoreRefused(Problem(found[0], place, found[1])) from None


def make_file(path: Path) -> None:
    """Create an empty file that only its owner can read: salaries will stand in it. One that is there is left alone.

    Raises StoreRefused.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _ONLY_ITS_OWNER))
    except FileExistsError:
        return
    except OSError as error:
        why = (error.strerror or "for an unknown reason").lower()
        message = f"the file cannot be made there ({why}); choose another folder, or give this user the right to write"
        raise StoreRefused(Problem("store.cannot_write", "", message)) from None


def _sqlite(error: DBAPIError) -> tuple[str, str] | None:
    name = str(getattr(error.orig, "sqlite_errorname", ""))
    return next((found for start, found in _SQLITE.items() if name.startswith(start)), None)


def _postgresql(error: DBAPIError) -> tuple[str, str] | None:
    state: str | None = getattr(error.orig, "sqlstate", None)
    if state in _POSTGRESQL:
        return _POSTGRESQL[state]
    is_away = error.connection_invalidated or (state is None and isinstance(error, OperationalError))
    return ("store.unreachable", _unreachable(str(error.orig))) if is_away else None


def _unreachable(said: str) -> str:
    if any(word in said for word in _WORDS_OF_LOGIN):
        return "PostgreSQL answers and does not let this user in; check user and password"
    if _WORDS_OF_NO_DATABASE in said:
        return "PostgreSQL answers and has no such database; create it first, or correct its name"
    return "PostgreSQL cannot be reached there; check that it runs, and host and port"
