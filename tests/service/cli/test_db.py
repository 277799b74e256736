"""`bonus db`: bringing a store up to date and saying how it stands, without ever making one that was not asked for."""

from pathlib import Path

import pytest
from sqlalchemy import text

from service.store.database import Database
from service.store.migrate import downgrade, newest_revision
from tests.service.cli.conftest import Run
from tests.stores import OWNER, SERVICE_ROLE, Server, Store


@pytest.fixture
def at(store: Store, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A started store that the commands are told of, on both databases."""
    url = store.database.url.render_as_string(hide_password=False)
    monkeypatch.setenv("BONUS_DATABASE_URL", url)
    if not store.database.is_sqlite:
        monkeypatch.setenv("BONUS_MIGRATION_URL", store.owner.url.render_as_string(hide_password=False))
    return store.database


def test_nothing_is_made_where_there_is_no_store(bonus: Run, tmp_path: Path) -> None:
    done = bonus("db", "status")
    assert done.exit_code == 1
    assert done.stderr.startswith("store.none  bonus.sqlite  there is no store; ")
    assert list(tmp_path.iterdir()) == []


def test_tables_are_made_and_told_from_where_to_where(bonus: Run, tmp_path: Path) -> None:
    head = newest_revision()
    assert bonus("db", "upgrade").output == f"bonus.sqlite: empty -> {head}\n"
    assert bonus("db", "upgrade").output == f"bonus.sqlite: {head} -> {head}\n"
    done = bonus("db", "status")
    assert (done.exit_code, done.stdout.splitlines()) == (
        0,
        [
            "store      bonus.sqlite",
            f"migration  {head}; this release needs {head}",
            "approvals  not started yet",
            "state      ready to serve",
        ],
    )


def test_an_older_store_waits_and_its_upgrade_is_audited(bonus: Run, at: Database, store: Store) -> None:
    downgrade(store.owner, "0004")
    waiting = bonus("db", "status")
    assert (waiting.exit_code, waiting.stdout.splitlines()[-1]) == (1, "state      waits for bonus db upgrade")
    done = bonus("db", "upgrade")
    assert (done.exit_code, done.stdout) == (0, f"{at.shown}: 0004 -> {newest_revision()}\n")
    assert bonus("db", "status").exit_code == 0
    with at.reading.begin() as connection:
        last = connection.execute(text("SELECT operation, subject FROM audit_entry ORDER BY seq DESC LIMIT 1")).one()
    assert tuple(last) == ("store.upgraded", f"migration/{newest_revision()}")


def test_the_status_says_whether_the_role_owns_the_tables(
    bonus: Run, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = server.empty()
    for variable, role in (("BONUS_DATABASE_URL", SERVICE_ROLE), ("BONUS_MIGRATION_URL", OWNER)):
        monkeypatch.setenv(variable, server.url(role, name).render_as_string(hide_password=False))
    assert bonus("db", "upgrade").exit_code == 0
    assert f"role       {SERVICE_ROLE} owns no table\n" in bonus("db", "status").stdout
    monkeypatch.delenv("BONUS_MIGRATION_URL")
    monkeypatch.setenv("BONUS_DATABASE_URL", server.url(OWNER, name).render_as_string(hide_password=False))
    assert f"role       {OWNER} owns the tables and could" in bonus("db", "status").stdout
    server.drop(name)
