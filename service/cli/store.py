"""The store that commands beside the service work on: the one that the settings name, or the file in this folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from rules import Problem
from service.cli.findings import end_with, refusals
from service.cli.settings import read_settings
from service.settings import Settings
from service.store.database import Database
from service.store.prepare import Readiness, place_of, readiness_of

DEFAULT_URL: Final = "sqlite:///bonus.sqlite"
"""Where the store is unless BONUS_DATABASE_URL says otherwise: beside whoever starts the service."""

_NOT_READY: Final[dict[Readiness, str]] = {
    "empty": "this database is empty; bonus serve or bonus db upgrade makes the tables",
    "older": "this database waits for the migrations of this release; run bonus db upgrade",
    "newer": "a newer release migrated this database; use that one",
}


@dataclass(frozen=True, slots=True)
class OpenedStore:
    """The database and the settings that name it."""

    database: Database
    settings: Settings


def database_of(settings: Settings) -> Database:
    """The database of the settings, not opened yet."""
    url = DEFAULT_URL if settings.database_url is None else settings.database_url.get_secret_value()
    return Database(url, time_zone=settings.zone)


@contextmanager
def named_store() -> Iterator[OpenedStore]:
    """The store as it is, whatever its tables are; ends the command where there is none."""
    settings = read_settings()
    database = database_of(settings)
    if database.file is not None and not database.file.exists():
        message = "there is no store; start bonus serve here, or let BONUS_DATABASE_URL say where it is"
        end_with([Problem("store.none", "", message)], str(database.file))
    try:
        yield OpenedStore(database, settings)
    finally:
        database.close()


@contextmanager
def opened_store() -> Iterator[OpenedStore]:
    """The store with the tables of this release; ends the command where it is not ready for that."""
    with named_store() as store:
        with refusals(""):
            readiness = readiness_of(store.database)
        if readiness != "ready":
            end_with([Problem("store.not_ready", "", _NOT_READY[readiness])], place_of(store.database))
        yield store
