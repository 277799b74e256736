"""Everything by which the database protects itself: put in place after every migration, compared by the deep check."""

from collections.abc import Iterator

from sqlalchemy.engine import Connection

from service.store import append_only, insert_rules
from service.store.tables import Row
from service.store.triggers import Trigger


def triggers_of(dialect: str) -> Iterator[Trigger]:
    """The triggers that must be there on this kind of database."""
    for room in (append_only, insert_rules):
        yield from room.sqlite_triggers() if dialect == "sqlite" else room.postgresql_triggers()


def create_all(connection: Connection) -> None:
    """Put every table of this release into the first schema of the search path, without any trigger."""
    Row.metadata.create_all(connection, checkfirst=False)


def protect(connection: Connection) -> None:
    """Put every trigger in place, whatever was there before: batch migrations of SQLite drop them with their table."""
    for trigger in triggers_of(connection.dialect.name):
        for statement in trigger.statements:
            connection.exec_driver_sql(statement)


def grant(connection: Connection, role: str) -> None:
    """Give the service's own role on PostgreSQL what it needs and no more; it owns nothing and may end no trigger."""
    name = connection.dialect.identifier_preparer.quote(role)
    schema = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
    quoted = connection.dialect.identifier_preparer.quote(str(schema))
    for statement in (
        f"GRANT USAGE ON SCHEMA {quoted} TO {name}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {quoted} TO {name}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {quoted} TO {name}",
        f"REVOKE UPDATE, DELETE ON {', '.join(append_only.APPEND_ONLY)} FROM {name}",
        f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {name}",
    ):
        connection.exec_driver_sql(statement)
