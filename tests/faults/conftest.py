"""Stores to break: as many fresh copies as a test asks for."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service.store.database import Database
from tests.stores import OWNER, SERVICE_ROLE, Server, Store, database_at

NewStore = Callable[[], Store]


@pytest.fixture
def new_store(store_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewStore]:
    """Makes another fresh started store."""
    made: list[tuple[Store, str]] = []

    def sqlite() -> Store:
        template, keys = request.getfixturevalue("sqlite_template")
        path = Path(shutil.copyfile(template, tmp_path / f"store-{len(made)}.sqlite"))
        database = Database(f"sqlite:///{path}")
        made.append((Store(database, database, dict(keys)), ""))
        return made[-1][0]

    def postgresql() -> Store:
        keys = request.getfixturevalue("postgresql_template")
        server: Server = request.getfixturevalue("server")
        name = server.copy()
        database, owner = database_at(server.url(SERVICE_ROLE, name)), database_at(server.url(OWNER, name))
        made.append((Store(database, owner, dict(keys)), name))
        return made[-1][0]

    yield sqlite if store_kind == "sqlite" else postgresql
    for store, name in made:
        store.database.close()
        store.owner.close()
        if name:
            request.getfixturevalue("server").drop(name)
