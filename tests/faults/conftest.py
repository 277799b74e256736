"""Stores to break: as many fresh copies as a test asks for."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.store.database import Database
from tests.stores import OWNER, SERVICE_ROLE, TEMPLATE, Server, Store, database_at


class Stores:
    """Makes stores for one test, and ends them all with it."""

    def __init__(self, folder: Path, template: Path, keys: dict[str, str], server: Server | None) -> None:
        self._folder, self._template, self._keys, self._server = folder, template, keys, server
        self._made: list[Store] = []

    def new(self) -> Store:
        """A fresh started store."""
        return self._copied(self._template if self._server is None else Path(TEMPLATE))

    def copy_of(self, store: Store) -> Store:
        """A copy of a store as it is now; nobody may be using it."""
        store.database.close()
        store.owner.close()
        return self._copied(Path(str(store.database.url.database)))

    def end(self) -> None:
        """All of them are gone."""
        for store in self._made:
            store.database.close()
            store.owner.close()
            if self._server is not None:
                self._server.drop(str(store.database.url.database))

    def _copied(self, original: Path) -> Store:
        if self._server is None:
            path = shutil.copyfile(original, self._folder / f"store-{len(self._made)}.sqlite")
            database = owner = Database(f"sqlite:///{path}")
        else:
            name = self._server.copy(str(original))
            database, owner = (database_at(self._server.url(role, name)) for role in (SERVICE_ROLE, OWNER))
        self._made.append(Store(database, owner, dict(self._keys)))
        return self._made[-1]


@pytest.fixture
def stores(store_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stores]:
    """Stores of one kind."""
    if store_kind == "sqlite":
        template, keys = request.getfixturevalue("sqlite_template")
        made = Stores(tmp_path, template, keys, None)
    else:
        keys = request.getfixturevalue("postgresql_template")
        made = Stores(tmp_path, tmp_path, keys, request.getfixturevalue("server"))
    yield made
    made.end()
