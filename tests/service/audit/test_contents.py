"""Whoever rewrites a document with all marks and hashes of the audit still leaves its own hash behind."""

from random import Random

import pytest
from sqlalchemy.engine import Connection

from service.audit.verify.contents import check_contents
from service.audit.verify.findings import Findings
from service.store.append_only import COVERED
from tests.service.audit.attacker import Attacker, key_in
from tests.stores import Store

CASES = [
    ("assignment", "document"),
    ("assignment", "effective_from"),
    ("assignment", "state"),
    ("assignment", "content_hash"),
    ("calendar", "document"),
    ("calendar", "content_hash"),
    ("kpi_version", "document"),
    ("kpi_version", "content_hash"),
    ("plan_version", "document"),
    ("plan_version", "effective_from"),
    ("plan_version", "effective_until"),
    ("plan_version", "plan_key"),
    ("plan_version", "request_hash"),
]


def found(connection: Connection) -> list[tuple[str, str]]:
    """Codes and places."""
    findings = Findings()
    check_contents(connection, findings)
    return [(problem.code, problem.path.partition("/")[0]) for problem in findings.shown]


def test_nothing_is_found_in_what_was_not_touched(lived: Store) -> None:
    with lived.database.reading.connect() as connection:
        assert found(connection) == []


@pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
def test_content_that_is_not_its_hash_is_found(lived: Store) -> None:
    with lived.database.reading.connect() as connection:
        for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
            connection.connection.execute(f"PRAGMA {pragma}")
        for table, column in CASES:
            attacker = Attacker(connection, Random(0))
            row = attacker.rows(table)[0]
            step = connection.begin_nested()
            attacker.write(table, key_in(table, row), {column: f"{row[column]}1"})
            assert ("audit.content_changed", table) in found(connection), (table, column)
            step.rollback()


def test_calendars_are_covered() -> None:
    assert "calendar" in COVERED
