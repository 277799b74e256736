"""One database: an engine that writes and one that reads, set up so that both databases behave alike."""

import sqlite3
from datetime import UTC, tzinfo
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool

from service.store.idle import try_after_idling

_BUSY_SECONDS = 30
_LOCK_TIMEOUT = "10s"
_CONNECT_SECONDS = 5


class Database:
    """SQLite (`sqlite:///file`) or PostgreSQL (`postgresql://…`), by its URL.

    On SQLite a writing transaction takes the write lock when it begins, so that two never wait for each other in a
    circle; foreign keys are on, every commit reaches the disk, and the journal is the rollback journal.
    `time_zone` is the company's: what is written here is dated in it.
    """

    def __init__(self, url: str, *, connections_max: int = 8, time_zone: tzinfo = UTC) -> None:
        self.url = _with_driver(make_url(url))
        self.time_zone = time_zone
        self._connections_max = connections_max

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is one file."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def file(self) -> Path | None:
        """The file of SQLite; None for PostgreSQL."""
        return Path(str(self.url.database)) if self.is_sqlite else None

    @property
    def shown(self) -> str:
        """Where the database is, without any password."""
        return str(self.url.database) if self.is_sqlite else _plain_name(self.url)

    @cached_property
    def writing(self) -> Engine:
        """For transactions that change something."""
        engine = self._engine()
        if self.is_sqlite:
            event.listen(engine, "begin", _begin_immediate)
        return engine

    @cached_property
    def reading(self) -> Engine:
        """For transactions that only read."""
        if not self.is_sqlite:
            return self.writing
        engine = self._engine()
        event.listen(engine, "begin", _begin)
        return engine

    @cached_property
    def asking(self) -> Engine:
        """For a single statement that only reads: without a transaction, which on PostgreSQL is two trips more."""
        return self.reading if self.is_sqlite else self.reading.execution_options(isolation_level="AUTOCOMMIT")

    def close(self) -> None:
        """Let go of all connections."""
        for name in ("writing", "reading"):
            engine = self.__dict__.get(name)
            if engine is not None:
                engine.dispose()

    def _engine(self) -> Engine:
        if self.is_sqlite:
            engine = create_engine(
                self.url,
                poolclass=QueuePool,
                pool_size=self._connections_max,
                max_overflow=0,
                connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False},
            )
            event.listen(engine, "connect", _set_up_sqlite)
            return engine
        options = f"-c lock_timeout={_LOCK_TIMEOUT} -c timezone=UTC"
        engine = create_engine(
            self.url,
            pool_size=self._connections_max,
            max_overflow=0,
            connect_args={"options": options, "connect_timeout": _CONNECT_SECONDS},
        )
        try_after_idling(engine)
        return engine


def _plain_name(url: URL) -> str:
    """Without the driver and without what may stand behind `?`, where libpq takes passwords too."""
    return url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def _with_driver(url: URL) -> URL:
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgresql", "postgres") else url


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions begin too late, at the first change; ours begin where they say so.
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "journal_mode=DELETE", "recursive_triggers=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    _begin_with(connection, "BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    _begin_with(connection, "BEGIN")


def _begin_with(connection: Connection, statement: str) -> None:
    """Through the driver: as a statement of the library it would cost as much as a query, at every request twice."""
    driver: Any = connection.connection.dbapi_connection
    try:
        driver.execute(statement)
    except sqlite3.OperationalError as error:
        raise OperationalError(statement, None, error) from error
