"""A started store in a file, and somebody who may do everything that one caller can."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from service.access.add_principal import add_key, add_principal, give_first_roles
from service.access.operators import operator_actor
from service.access.scopes import ROLES
from service.main import create_app
from service.settings import Settings
from service.store.database import Database
from service.work import Work, carry_out


def _person_with_every_role(work: Work) -> str:
    person = add_principal(work, "person", "everybody at once")
    give_first_roles(work, person, sorted(ROLES))
    _, key = add_key(work, person)
    return key


@pytest.fixture(scope="module")
def prepared(
    sqlite_template: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """A store to be copied, and the key."""
    path = tmp_path_factory.mktemp("fuzz") / "prepared.sqlite"
    shutil.copyfile(sqlite_template[0], path)
    database = Database(f"sqlite:///{path}")
    key = carry_out(database, operator_actor(database, "tester"), _person_with_every_role)
    database.close()
    return path, key


@pytest.fixture
def key(prepared: tuple[Path, str]) -> str:
    """The key of the one with every role."""
    return prepared[1]


@pytest.fixture
def app(prepared: tuple[Path, str], tmp_path: Path) -> Iterator[FastAPI]:
    """The app on a fresh copy, without limits on how often it is called."""
    path = tmp_path / "bonus.sqlite"
    shutil.copyfile(prepared[0], path)
    settings = Settings(
        database_url=SecretStr(f"sqlite:///{path}"), rate_limit_per_minute=0, rate_limit_failed_keys_per_minute=0
    )
    app = create_app(settings)
    yield app
    app.state.database.close()
