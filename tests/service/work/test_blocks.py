"""Rows that are written in blocks: what the audit keeps of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.store.database import Database
from service.store.tables import AuditBlock, FactKey, FactSuperseded
from service.work import Actor, Work, carry_out
from service.work.blocks import block_digest, digest_of_rows

CELL = st.none() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=8)


@given(st.lists(st.lists(CELL, max_size=4), max_size=6))
def test_rows_one_by_one_have_the_digest_of_all_rows(rows: list[list[int | str | None]]) -> None:
    assert digest_of_rows(rows) == block_digest(rows)


@given(st.lists(st.lists(CELL, min_size=1, max_size=4), min_size=1, max_size=4))
def test_a_changed_row_has_another_digest(rows: list[list[int | str | None]]) -> None:
    changed = [[*rows[0], "more"], *rows[1:]]
    assert block_digest(changed) != block_digest(rows)
    assert block_digest([[None]]) != block_digest([["None"]])


def test_a_block_is_written_with_its_digest(database: Database) -> None:
    def write(work: Work) -> None:
        work.add_block(FactSuperseded, ["seq", "by_seq"], [[1, 2], [1, 3]])
        work.changed("facts.received", "test")

    carry_out(database, Actor(1), write)
    with database.reading.begin() as connection:
        blocks = connection.exec_driver_sql("SELECT table_name, columns, rows, digest FROM audit_block").all()
        rows = connection.exec_driver_sql("SELECT seq, by_seq FROM fact_superseded ORDER BY seq, by_seq").all()
    assert [tuple(row) for row in rows] == [(1, 2), (1, 3)]
    assert [tuple(block) for block in blocks] == [("fact_superseded", "seq by_seq", 2, block_digest([[1, 2], [1, 3]]))]


def test_only_tables_of_blocks_are_written_so(database: Database) -> None:
    with pytest.raises(AssertionError, match="fact_key"):
        carry_out(database, Actor(1), lambda work: work.add_block(FactKey, ["id", "key"], [[1, "a"]]))
    with database.reading.begin() as connection:
        assert connection.exec_driver_sql(f"SELECT COUNT(*) FROM {AuditBlock.__tablename__}").scalar_one() == 0
