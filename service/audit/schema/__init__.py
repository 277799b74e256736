"""Whether the database still protects itself: its tables, constraints and triggers against those of this release."""

from collections.abc import Iterator

from sqlalchemy.engine import Connection

from rules import Problem
from service.audit.schema import postgresql, sqlite
from service.audit.schema.catalog import differences

__all__ = ["promises"]


def promises(connection: Connection) -> Iterator[Problem]:
    """Everything that no longer protects the rows as this release does, and rows that got past it."""
    if connection.dialect.name == "sqlite":
        yield from differences(sqlite.expected(), sqlite.catalog_of(connection))
        yield from sqlite.broken_promises(connection)
    else:
        yield from differences(postgresql.expected(connection), postgresql.catalog_of(connection))
        yield from postgresql.broken_promises(connection)
