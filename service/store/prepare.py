"""From whatever the settings name to a database that this release can work with."""

from typing import Final, Literal

from rules import Problem
from service.errors import StoreRefused
from service.store.database import Database
from service.store.migrate import Upgraded, is_known, newest_revision, revision_of, upgrade
from service.store.unusable import make_file, opening

DATABASE_URL: Final = "BONUS_DATABASE_URL"
MIGRATION_URL: Final = "BONUS_MIGRATION_URL"

Readiness = Literal["ready", "empty", "older", "newer"]


def prepare(database: Database, owner: Database | None) -> Upgraded:
    """Make the file of SQLite if it is missing, and bring the tables to this release's migration.

    With `owner`, the same PostgreSQL reached as the owner of its tables, they are changed as that one, and the role of
    `database` is granted what the service needs. Raises StoreRefused.
    """
    with opening(database, place_of(database)):
        if database.file is not None:
            make_file(database.file)
        if owner is None:
            return upgrade(database)
    role = database.url.username
    with opening(owner, MIGRATION_URL):
        done = upgrade(owner, service_role=None if role == owner.url.username else role)
    with opening(database, DATABASE_URL):
        if revision_of(database) != done.after:
            message = f"this is another database than that of {MIGRATION_URL}; name the same one in both"
            raise StoreRefused(Problem("store.other_database", "", message))
    return done


def readiness_of(database: Database) -> Readiness:
    """How the tables stand to this release. Raises StoreRefused where that cannot be found out."""
    with opening(database, place_of(database)):
        if database.file is not None and not database.file.exists():
            # Connections that are open already would go on working, in a file that nobody will find again.
            raise StoreRefused(Problem("store.cannot_open", "", "the file is gone; stop, and put it back"))
        found = revision_of(database)
    if found is None:
        return "empty"
    if found == newest_revision():
        return "ready"
    return "older" if is_known(found) else "newer"


def place_of(database: Database) -> str:
    """What an operator has to look at if something is wrong with this database."""
    return str(database.file) if database.file is not None else DATABASE_URL
