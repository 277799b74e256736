"""The schema of a SQLite file: the very statements that made it, as the file keeps them."""

from collections.abc import Iterator
from functools import cache

from sqlalchemy.engine import Connection

from rules import Problem
from service.audit.schema.catalog import NOT_OURS, Catalog, one_line
from service.store.database import Database
from service.store.migrate import upgrade

_OBJECTS = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name <> ?"


def catalog_of(connection: Connection) -> Catalog:
    """Tables, indexes, triggers and views of a file."""
    rows = connection.exec_driver_sql(_OBJECTS, (NOT_OURS,))
    return {f"{kind} {name}": one_line(sql) for kind, name, sql in rows if not name.startswith("sqlite_")}


@cache
def expected() -> Catalog:
    """The same of an empty database that this release has just migrated."""
    fresh = Database("sqlite://")
    try:
        upgrade(fresh)
        with fresh.writing.connect() as connection:
            return catalog_of(connection)
    finally:
        fresh.close()


def broken_promises(connection: Connection) -> Iterator[Problem]:
    """Rows that constraints would have refused: SQLite lets whoever writes switch constraints off."""
    for row in connection.exec_driver_sql("PRAGMA integrity_check(100)").scalars():
        if row != "ok":
            yield Problem("audit.integrity", "database", f"the file is damaged or a constraint is broken: {row}")
    for table, rowid, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem("audit.integrity", f"{table}/{rowid}", f"it points to a row of {parent} that is not there")
