"""`bonus serve`: where it says it listens, the store and the keys it makes, what it refuses, and how it ends."""

import os
import signal
import socket
import stat
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import text

from service.store.database import Database
from service.store.migrate import upgrade
from tests.service.cli.conftest import Run
from tests.service.cli.serving import keys_in, listening, serving, started, status
from tests.stores import OWNER, SERVICE_ROLE, Server

LONG_KEY = "a key of the tests, long enough to be accepted"


@pytest.mark.slow
def test_an_empty_folder_becomes_a_store_whose_keys_are_shown_once(tmp_path: Path) -> None:
    with serving(tmp_path) as first:
        admin, approver = keys_in(first)
        assert status(f"{first.address}/docs") == 200
        assert status(f"{first.address}/readyz") == 200
        assert status(f"{first.address}/v1/catalog") == 401
        assert [status(f"{first.address}/v1/catalog", key) for key in (admin, approver)] == [200, 200]
        assert first.end(signal.SIGINT) == 0
        assert "Traceback" not in first.said
        for key in (admin, approver):
            assert first.said.count(key) == 1
            assert key not in first.out.read_text(encoding="utf-8")
        assert f"{first.address}/docs" in first.said
    assert stat.S_IMODE(os.stat(tmp_path / "bonus.sqlite").st_mode) == 0o600
    with serving(tmp_path, name="two", BONUS_API_KEY=LONG_KEY) as second:
        assert "bon_" not in second.said
        assert [status(f"{second.address}/v1/catalog", key) for key in (admin, approver, LONG_KEY)] == [200, 200, 200]
        assert status(f"{second.address}/v1/catalog", admin[:-1] + "!") == 401
        assert second.end(signal.SIGTERM) in (0, -signal.SIGTERM)
        assert LONG_KEY not in second.said
        assert "bon_" not in second.said


@pytest.mark.slow
def test_two_services_that_start_at_once_on_one_file_make_one_store(tmp_path: Path) -> None:
    with ExitStack() as stack:
        both = [stack.enter_context(started(tmp_path, name=name)) for name in ("one", "two")]
        one, two = (listening(service) for service in both)
        keys = keys_in(one) + keys_in(two)
        assert len(keys) == 2
        assert {status(f"{service.address}/v1/catalog", key) for service in (one, two) for key in keys} == {200}


@pytest.mark.slow
def test_several_processes_on_postgresql_whose_tables_have_another_owner(server: Server, tmp_path: Path) -> None:
    name = server.empty()
    urls = {
        "BONUS_DATABASE_URL": server.url(SERVICE_ROLE, name).render_as_string(hide_password=False),
        "BONUS_MIGRATION_URL": server.url(OWNER, name).render_as_string(hide_password=False),
    }
    with serving(tmp_path, "--workers", "2", **urls) as service:
        admin, approver = keys_in(service)
        assert {status(f"{service.address}/readyz") for _ in range(4)} == {200}
        assert {status(f"{service.address}/v1/catalog", key) for key in (admin, approver) for _ in range(3)} == {200}
        server.run(f"ALTER DATABASE {name} CONNECTION LIMIT 0")
        server.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        assert status(f"{service.address}/readyz") == 503
        assert status(f"{service.address}/healthz") == 200
        assert status(f"{service.address}/v1/catalog", admin) == 503
        server.run(f"ALTER DATABASE {name} CONNECTION LIMIT -1")
        assert status(f"{service.address}/readyz") == 200
        assert service.end(signal.SIGTERM) == 0
        assert "Traceback" not in service.said
    server.drop(name)


def test_a_file_that_is_no_database(bonus: Run, tmp_path: Path) -> None:
    (tmp_path / "bonus.sqlite").write_text("Dear Sir or Madam, " * 100, encoding="utf-8")
    done = bonus("serve", "--port", "0")
    assert done.exit_code == 1
    assert done.output == (
        "store.not_a_database  bonus.sqlite  this file is no SQLite database; name another file, or move this one\n"
    )


def test_a_store_of_a_newer_release(bonus: Run, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'bonus.sqlite'}")
    upgrade(database)
    with database.writing.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    done = bonus("serve", "--port", "0")
    assert done.exit_code == 1
    assert done.stderr.startswith("store.newer  bonus.sqlite  this database is at a migration that this release does")


def test_a_folder_that_cannot_be_written(bonus: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BONUS_DATABASE_URL", "sqlite:////proc/bonus.sqlite")
    done = bonus("serve", "--port", "0")
    assert done.exit_code == 1
    assert done.stderr.startswith("store.cannot_write  /proc/bonus.sqlite  the file cannot be made there")


def test_a_postgresql_that_is_away(bonus: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BONUS_DATABASE_URL", "postgresql://bonus_app:secret@127.0.0.1:1/bonus?password=secret")
    done = bonus("serve", "--port", "0")
    assert done.exit_code == 1
    assert done.output == (
        "store.unreachable  BONUS_DATABASE_URL  PostgreSQL cannot be reached there; check that it runs, and host and"
        " port\n"
    )


def test_several_processes_on_sqlite(bonus: Run, tmp_path: Path) -> None:
    done = bonus("serve", "--port", "0", "--workers", "2")
    assert done.exit_code == 1
    assert done.stderr.startswith("serve.workers_need_postgresql  --workers  ")
    assert list(tmp_path.iterdir()) == []


def test_a_port_in_use(bonus: Run) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = bonus("serve", "--port", port)
    assert done.exit_code == 1
    assert done.output == f"serve.port_in_use  --port  something listens on port {port} already; choose another\n"


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid", "a" * 300])
def test_an_address_of_another_machine(bonus: Run, host: str) -> None:
    done = bonus("serve", "--host", host)
    assert done.exit_code == 1
    assert done.stderr.startswith("serve.unknown_host  --host  ")
    assert done.stdout == ""


def test_settings_that_cannot_be_used(bonus: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BONUS_API_KEY", "my secret")
    monkeypatch.setenv("BONUS_THREADS_MAX", "many")
    done = bonus("serve")
    assert done.exit_code == 1
    assert [line.split("  ")[:2] for line in done.stderr.splitlines()] == [
        ["settings.refused", "BONUS_API_KEY"],
        ["settings.refused", "BONUS_THREADS_MAX"],
    ]
    assert "my secret" not in done.output
