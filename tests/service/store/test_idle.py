"""Connections that died while they lay idle are replaced before anybody notices."""

import pytest
from sqlalchemy import text

from service.store import idle
from service.store.database import Database
from service.store.transactions import by_one_statement, in_read_transaction
from tests.statements import counted
from tests.stores import Server

ONE = text("SELECT 1")


def pid_of(database: Database) -> int:
    """The server's own number of the connection in use."""
    asked = text("SELECT pg_backend_pid()")
    return by_one_statement(database, lambda connection: int(connection.execute(asked).scalar_one()))


@pytest.mark.parametrize("store_kind", ["postgresql"], indirect=True)
@pytest.mark.parametrize("seconds", [0.0, 600.0], ids=["seen at once", "seen when it is used"])
def test_a_connection_that_died_is_replaced(
    database: Database, server: Server, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    first = pid_of(database)
    assert pid_of(database) == first
    monkeypatch.setattr(idle, "IDLE_SECONDS", seconds)
    server.run(f"SELECT pg_terminate_backend({first})")
    assert pid_of(database) != first


def test_one_statement_is_one_statement(database: Database) -> None:
    with counted(database) as seen:
        assert by_one_statement(database, lambda connection: connection.execute(ONE).scalar_one()) == 1
        assert in_read_transaction(database, lambda session: session.connection().execute(ONE).scalar_one()) == 1
    assert len(seen) == 2
