"""Whatever the settings name is made ready for this release, or refused with what to do; no text of a driver shows."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from service.errors import StoreRefused
from service.store.database import Database
from service.store.migrate import downgrade, newest_revision, revision_of, upgrade
from service.store.prepare import prepare, readiness_of
from service.store.rights import owns_tables
from tests.stores import OWNER, SERVICE_ROLE, Server, Store, database_at


def refusal(database: Database, owner: Database | None = None) -> tuple[str, str]:
    """Code and place of the one problem by which a database is refused."""
    with pytest.raises(StoreRefused) as refused:
        prepare(database, owner)
    [problem] = refused.value.problems
    assert "secret" not in problem.message
    return problem.code, problem.path


def sqlite(path: Path) -> Database:
    return Database(f"sqlite:///{path}")


def test_a_file_is_made_for_its_owner_only_and_migrated_once(tmp_path: Path) -> None:
    database = sqlite(tmp_path / "bonus.sqlite")
    assert prepare(database, None).before is None
    assert stat.S_IMODE(os.stat(tmp_path / "bonus.sqlite").st_mode) == 0o600
    again = prepare(database, None)
    assert (again.before, again.after, again.is_changed) == (newest_revision(), newest_revision(), False)
    database.close()


def test_a_file_that_is_there_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "bonus.sqlite"
    path.touch()
    path.chmod(0o640)
    database = sqlite(path)
    prepare(database, None)
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o640
    database.close()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("letter.txt", "store.not_a_database"),
        ("no/such/folder.sqlite", "store.cannot_write"),
        ("folder", "store.cannot_open"),
    ],
)
def test_what_is_no_file_of_sqlite(name: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Sir or Madam, " * 100, encoding="utf-8")
    (tmp_path / "folder").mkdir()
    assert refusal(sqlite(tmp_path / name)) == (code, str(tmp_path / name))


def test_tables_of_something_else_are_left_alone(empty_database: Database) -> None:
    with empty_database.writing.begin() as connection:
        connection.execute(text("CREATE TABLE invoice (id INTEGER)"))
    assert refusal(empty_database)[0] == "store.not_ours"
    assert revision_of(empty_database) is None


def test_a_database_of_a_newer_release(empty_database: Database) -> None:
    upgrade(empty_database)
    with empty_database.writing.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert refusal(empty_database)[0] == "store.newer"
    assert readiness_of(empty_database) == "newer"


def test_what_somebody_took_away_is_not_put_back_by_a_start(empty_database: Database) -> None:
    upgrade(empty_database)
    on = "" if empty_database.is_sqlite else " ON principal"
    with empty_database.writing.begin() as connection:
        connection.execute(text(f"DROP TRIGGER principal_no_delete{on}"))
    prepare(empty_database, None)
    with (
        pytest.raises(Exception, match=r"no such trigger|does not exist"),
        empty_database.writing.begin() as connection,
    ):
        connection.execute(text(f"DROP TRIGGER principal_no_delete{on}"))


def test_readiness(empty_database: Database) -> None:
    if empty_database.file is not None:
        empty_database.file.touch()
    assert readiness_of(empty_database) == "empty"
    upgrade(empty_database)
    assert readiness_of(empty_database) == "ready"
    downgrade(empty_database, "0004")
    assert readiness_of(empty_database) == "older"


def test_a_file_that_is_gone_is_not_ready(tmp_path: Path) -> None:
    database = sqlite(tmp_path / "bonus.sqlite")
    prepare(database, None)
    assert readiness_of(database) == "ready"
    (tmp_path / "bonus.sqlite").unlink()
    with pytest.raises(StoreRefused):
        readiness_of(database)
    database.close()


@pytest.mark.parametrize("host", ["127.0.0.1:1", "no.such.host.invalid"])
def test_a_postgresql_that_is_away(host: str) -> None:
    database = Database(f"postgresql://bonus_app:secret@{host}/bonus")
    assert refusal(database) == ("store.unreachable", "BONUS_DATABASE_URL")
    assert "secret" not in database.shown


def test_the_owner_migrates_and_the_service_owns_nothing(server: Server) -> None:
    name = server.empty()
    owner, service = database_at(server.url(OWNER, name)), database_at(server.url(SERVICE_ROLE, name))
    assert refusal(service) == ("store.owner_needed", "BONUS_DATABASE_URL")
    assert prepare(service, owner).after == newest_revision()
    # From now on the service starts without the owner, as long as nothing has to be migrated.
    assert not prepare(service, None).is_changed
    assert (owns_tables(owner), owns_tables(service)) == (True, False)
    for database in (owner, service):
        database.close()
    server.drop(name)


def test_owner_and_service_must_name_the_same_database(server: Server) -> None:
    one, other = server.empty(), server.empty()
    owner, service = database_at(server.url(OWNER, one)), database_at(server.url(SERVICE_ROLE, other))
    assert refusal(service, owner) == ("store.other_database", "BONUS_DATABASE_URL")
    for database in (owner, service):
        database.close()
    for name in (one, other):
        server.drop(name)


def test_a_user_or_a_database_that_postgresql_does_not_know(server: Server) -> None:
    name = server.empty()
    for database in (database_at(server.url("nobody", name)), database_at(server.url(OWNER, "nothing"))):
        assert refusal(database) == ("store.unreachable", "BONUS_DATABASE_URL")
        database.close()
    server.drop(name)


def test_only_one_of_several_migrates(empty_database: Database) -> None:
    with ThreadPoolExecutor(3) as threads:
        steps = list(threads.map(lambda _: upgrade(empty_database), range(3)))
    assert sorted(step.before or "" for step in steps) == ["", newest_revision(), newest_revision()]


def test_the_store_fixture_is_what_production_is(store: Store) -> None:
    assert readiness_of(store.database) == "ready"
    assert store.database.is_sqlite or not owns_tables(store.database)
