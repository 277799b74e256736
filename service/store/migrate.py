"""Brings a database to the newest state of the tables, step by step, with the migrations that come with the package."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from service.store.database import Database
from service.store.protection import grant

_PACKAGED = Path(__file__).parents[1] / "_migrations"
_REPOSITORY = Path(__file__).parents[2] / "migrations"
_LOCK = 4_711


def upgrade(database: Database, revision: str = "head", *, service_role: str | None = None) -> None:
    """Apply what is missing, all in one transaction: another process that starts now waits, and then finds it done.

    `service_role` is the role of PostgreSQL that the service runs as, where that is not the owner of the tables.
    """
    with database.writing.begin() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        command.upgrade(_config(connection), revision)
        if service_role is not None:
            grant(connection, service_role)


def downgrade(database: Database, revision: str) -> None:
    """Take back migrations down to a revision; `base` is the empty database."""
    with database.writing.begin() as connection:
        command.downgrade(_config(connection), revision)


def revision_of(database: Database) -> str | None:
    """The migration that a database is at; None for an empty one."""
    with database.reading.begin() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str:
    """The migration that this release needs."""
    head = ScriptDirectory.from_config(_config(None)).get_current_head()
    assert head is not None
    return head


def _config(connection: Connection | None) -> Config:
    config = Config()
    folder = _PACKAGED if _PACKAGED.is_dir() else _REPOSITORY
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
