"""Rows that were written in blocks are compared with the digest of their block."""

import sqlite3

import pytest

from service.audit.verify.blocks import check_blocks
from service.audit.verify.findings import Findings
from service.store.append_only import IN_BLOCKS
from service.store.database import Database
from service.store.tables import Fact
from tests.stores import Store

pytestmark = pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
FIRST_FACTS = "SELECT MIN(id) FROM audit_block WHERE table_name = 'fact'"


def run(database: Database, *statements: str) -> None:
    """Statements by somebody who has the file, past every trigger and constraint."""
    assert database.url.database is not None
    connection = sqlite3.connect(database.url.database, isolation_level=None)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def found(database: Database) -> list[tuple[str, str, str]]:
    """Codes, places and messages."""
    findings = Findings()
    with database.reading.begin() as connection:
        check_blocks(connection, findings)
    return [(problem.code, problem.path, problem.message) for problem in findings.shown]


def first_facts(database: Database) -> int:
    """The number of the first block of facts."""
    with database.reading.begin() as connection:
        return int(connection.exec_driver_sql(FIRST_FACTS).scalar_one())


def test_the_history_has_rows_in_every_table_of_blocks(lived: Store) -> None:
    with lived.database.reading.begin() as connection:
        for table in IN_BLOCKS:
            query = f"SELECT COUNT(DISTINCT block_id) FROM {table}"
            assert connection.exec_driver_sql(query).scalar_one() >= 2, table
        findings = Findings()
        assert check_blocks(connection, findings) > 100
    assert findings.total == 0


CHANGED = "one or more of them were changed"
CASES = [
    ("UPDATE fact SET mantissa = mantissa + 1 WHERE seq = 5", CHANGED),
    ("UPDATE fact SET day = '2026-01-16' WHERE seq = 5", CHANGED),
    ("UPDATE fact SET source_ref = CAST('ref-5' AS BLOB) WHERE seq = 5", CHANGED),
    ("UPDATE fact SET seq = 1005 WHERE seq = 5", CHANGED),
    ("DELETE FROM fact WHERE seq = 5", "8 were written, 7 are there"),
    ("DELETE FROM fact WHERE seq <= 8", "8 were written, 0 are there"),
    (
        "INSERT INTO fact SELECT 1005, participant_id, key_id, day, time, source_id, source_ref, revision, kind,"
        " mantissa, scale, text, currency, details, batch_id, block_id FROM fact WHERE seq = 5",
        "8 were written, 9 are there",
    ),
]


@pytest.mark.parametrize(("statement", "difference"), CASES)
def test_a_block_that_is_not_what_it_was_is_named(lived: Store, statement: str, difference: str) -> None:
    run(lived.database, statement)
    ((code, place, message),) = found(lived.database)
    assert (code, place) == ("audit.block_changed", f"audit_block/{first_facts(lived.database)}")
    assert message.endswith(difference)


def test_rows_that_change_places_are_found_in_both_blocks(lived: Store) -> None:
    run(
        lived.database,
        "UPDATE run_result SET result_id = CASE result_id WHEN 1 THEN 9 ELSE 1 END WHERE participant_id = 1",
    )
    assert [code for code, _, _ in found(lived.database)] == ["audit.block_changed"] * 2


def test_a_value_that_no_block_knows_of_is_named_by_its_row(lived: Store) -> None:
    run(lived.database, "UPDATE fact SET currency = 'EUR' WHERE seq = 12")
    assert [each[:2] for each in found(lived.database)] == [("audit.row_changed", "fact/12")]


@pytest.mark.parametrize("block", ["0", "-5", "1000000", "'x'", "1.5"])
def test_a_row_of_no_block_is_named(lived: Store, block: str) -> None:
    run(
        lived.database,
        "INSERT INTO fact SELECT 1005, participant_id, key_id, day, time, source_id, source_ref, revision, kind,"
        f" mantissa, scale, text, currency, details, batch_id, {block} FROM fact WHERE seq = 5",
    )
    assert [each[:2] for each in found(lived.database)] == [("audit.row_unknown", "fact/1005")]


def test_forged_blocks_are_no_way_out(lived: Store) -> None:
    first = first_facts(lived.database)
    run(
        lived.database,
        f"UPDATE audit_block SET columns = 'seq none such' WHERE id = {first}",
        f"UPDATE audit_block SET table_name = 'nothing' WHERE id = {first + 1}",
    )
    places = [each[1] for each in found(lived.database)]
    assert places[0] == f"audit_block/{first + 1}"
    assert f"audit_block/{first}" in places


def test_all_columns_of_a_block_are_compared(lived: Store) -> None:
    """A guard for the test above: what the blocks of facts leave out is empty in every row."""
    with lived.database.reading.begin() as connection:
        names = connection.exec_driver_sql(f"{FIRST_FACTS.replace('MIN(id)', 'columns')} LIMIT 1").scalar_one()
    left_out = {column.name for column in Fact.metadata.tables["fact"].columns} - set(names.split())
    assert left_out == {"block_id", "currency", "details"}
