"""Brings a database to the newest state of the tables, step by step, with the migrations that come with the package."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy.engine import Connection

from rules import Problem
from service.errors import StoreRefused
from service.store.database import Database
from service.store.idle import again_if_dead
from service.store.protection import grant

_PACKAGED = Path(__file__).parents[1] / "_migrations"
_REPOSITORY = Path(__file__).parents[2] / "migrations"
_LOCK = 4_711
_NEWEST = "head"
_VERSION_TABLE = "alembic_version"


@dataclass(frozen=True, slots=True)
class Upgraded:
    """The migration that a database was at, None for an empty one, and the one that it is at now."""

    before: str | None
    after: str

    @property
    def is_changed(self) -> bool:
        """Whether anything had to be done."""
        return self.before != self.after


def upgrade(database: Database, revision: str = _NEWEST, *, service_role: str | None = None) -> Upgraded:
    """Apply what is missing, all in one transaction: another process that starts now waits, and then finds it done.

    `service_role` is the role of PostgreSQL that the service runs as, where that is not the owner of the tables.
    Raises StoreRefused for a database of a newer release, or of something else.
    """
    target = newest_revision() if revision == _NEWEST else revision
    with database.writing.begin() as connection:
        if not database.is_sqlite:
            _wait_for_others(connection)
        before = _revision(connection)
        _refuse_strange(connection, before)
        # Where nothing is missing nothing is put right either: whoever drops a trigger must be found, not helped.
        if before != target:
            command.upgrade(_config(connection), target)
        if service_role is not None:
            grant(connection, service_role)
    return Upgraded(before, target)


def downgrade(database: Database, revision: str) -> None:
    """Take back migrations down to a revision; `base` is the empty database."""
    with database.writing.begin() as connection:
        command.downgrade(_config(connection), revision)


def revision_of(database: Database) -> str | None:
    """The migration that a database is at; None for an empty one."""

    def ask() -> str | None:
        with database.reading.begin() as connection:
            return _revision(connection)

    return again_if_dead(ask)


@cache
def newest_revision() -> str:
    """The migration that this release needs."""
    head = ScriptDirectory.from_config(_config(None)).get_current_head()
    assert head is not None
    return head


def is_known(revision: str) -> bool:
    """Whether this release has such a migration."""
    return revision in {script.revision for script in ScriptDirectory.from_config(_config(None)).walk_revisions()}


def _wait_for_others(connection: Connection) -> None:
    """However long another process takes to migrate; only the tables themselves must not be waited for for ever."""
    limit = connection.exec_driver_sql("SHOW lock_timeout").scalar_one()
    connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{limit}'")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_strange(connection: Connection, revision: str | None) -> None:
    if revision is not None and not is_known(revision):
        message = (
            "this database is at a migration that this release does not know: a newer release made it;"
            " start that one, or restore the backup from before its upgrade"
        )
        raise StoreRefused(Problem("store.newer", "", message))
    if revision is None and set(inspect(connection).get_table_names()) - {_VERSION_TABLE}:
        message = "this database holds tables of something else; name an empty one, or one of this service"
        raise StoreRefused(Problem("store.not_ours", "", message))


def _config(connection: Connection | None) -> Config:
    config = Config()
    folder = _PACKAGED if _PACKAGED.is_dir() else _REPOSITORY
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
