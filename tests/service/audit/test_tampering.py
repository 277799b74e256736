"""Many ways to change history unseen, and none of them works: each is found, and the first bad row named.

`TAMPERINGS=1000` tries a thousand changes (`make faults`); by default each way is tried ten times.

The attacker has the whole file, or is a superuser of PostgreSQL, and puts every trigger back. A head was exported
before. Each attempt is rolled back, so that one history serves them all.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from service.audit.signed_head import SignedHead, sign
from service.audit.verify import Asked, Report, verify
from service.store.database import Database
from tests.service.audit.attacker import Attacker
from tests.service.audit.history import write_history
from tests.service.audit.tamperings import TAMPERINGS, Tampering
from tests.stores import SERVICE_ROLE, Server, database_at

AT = "2026-03-01T10:00:00.000000Z"
ATTEMPTS = int(os.environ.get("TAMPERINGS", str(10 * len(TAMPERINGS))))
ATTEMPTS_ON_POSTGRESQL = ATTEMPTS // 5
PARTS = 10
TRIES = 30


def verified(connection: Connection, head: SignedHead | None) -> Report:
    """What a deep verification says about what this transaction sees."""
    return verify(connection, Asked(deep=True, head=head), AT)


def exported(connection: Connection) -> SignedHead:
    """The head before anything is touched; the history is intact."""
    with rolled_back(connection):
        report = verified(connection, None)
    assert report.is_intact, report.problems
    assert report.rows > 100
    return sign(report.head, None)


@contextmanager
def rolled_back(connection: Connection) -> Iterator[None]:
    """A transaction that leaves nothing behind."""
    transaction = connection.begin()
    try:
        yield
    finally:
        transaction.rollback()


def attempt(connection: Connection, head: SignedHead, seed: int) -> None:
    """One tampering, and what is found of it."""
    tampering = TAMPERINGS[seed % len(TAMPERINGS)]
    with rolled_back(connection):
        named = tampered(connection, tampering, Random(seed))
        report = verified(connection, head)
    found = [problem.path for problem in report.problems]
    assert found[:1] == [named], f"{tampering.__name__} with seed {seed}: {report.problems[:3]}"


def tampered(connection: Connection, tampering: Tampering, chance: Random) -> str:
    """The place that a verification must name first. What a key or a type of the database refuses is tried anew."""
    for _ in range(TRIES):
        step = connection.begin_nested()
        try:
            attacker = Attacker(connection, chance)
            named = tampering(attacker)
            attacker.arm()
        except DBAPIError:
            step.rollback()
            continue
        step.commit()
        return named
    raise AssertionError(f"{tampering.__name__} never came through")


@pytest.fixture(scope="module")
def file_with_history(sqlite_template: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A history in a file."""
    path = tmp_path_factory.mktemp("history") / "bonus.sqlite"
    shutil.copyfile(sqlite_template[0], path)
    database = Database(f"sqlite:///{path}")
    write_history(database)
    database.close()
    return path


@pytest.mark.parametrize("part", range(PARTS))
def test_attempts_on_a_file_are_found(file_with_history: Path, part: int) -> None:
    database = Database(f"sqlite:///{file_with_history}")
    with database.reading.connect() as connection:
        for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
            connection.connection.execute(f"PRAGMA {pragma}")
        head = exported(connection)
        for number in range(part, ATTEMPTS, PARTS):
            attempt(connection, head, number)
    database.close()


def test_attempts_of_a_superuser_are_found(server: Server, postgresql_template: dict[str, str]) -> None:
    name = server.copy()
    service = database_at(server.url(SERVICE_ROLE, name))
    write_history(service)
    service.close()
    superuser = database_at(server.url("postgres", name))
    with superuser.reading.connect() as connection:
        with rolled_back(connection):
            connection.exec_driver_sql(f"SET LOCAL ROLE {SERVICE_ROLE}")
            report = verified(connection, None)
            assert report.is_intact, report.problems
        head = sign(report.head, None)
        for number in range(ATTEMPTS_ON_POSTGRESQL):
            attempt(connection, head, number)
    superuser.close()
    server.drop(name)
