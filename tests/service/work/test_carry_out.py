"""One use case, one transaction, one line of the audit: all or nothing, on both databases."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from service.access.operators import operator_actor
from service.store.database import Database
from service.store.tables import AuditCover, AuditEntry, Principal
from service.store.transactions import in_read_transaction
from service.work import Actor, Work, carry_out
from service.work.chain import FIRST_PREVIOUS_HASH, entry_hash


@pytest.fixture
def actor(database: Database) -> Actor:
    """Somebody who does things."""
    return operator_actor(database, "tester")


def entries(database: Database) -> list[AuditEntry]:
    """The whole audit."""
    return in_read_transaction(
        database, lambda session: list(session.exec(select(AuditEntry).order_by(col(AuditEntry.seq))))
    )


def add_person(work: Work) -> None:
    """A use case."""
    principal = Principal(kind="person", created_at=work.now)
    work.add(principal)
    work.changed("principal.created", f"principal/{principal.id}")


def test_entries_form_a_chain(database: Database, actor: Actor) -> None:
    carry_out(database, actor, add_person)
    chain = entries(database)
    assert [entry.seq for entry in chain] == list(range(1, len(chain) + 1))
    before = FIRST_PREVIOUS_HASH
    for entry in chain:
        assert entry.previous_hash == before
        assert entry.hash == entry_hash(entry.model_dump())
        before = entry.hash


def test_an_entry_covers_the_rows_that_came_with_it(database: Database, actor: Actor) -> None:
    carry_out(database, actor, add_person)
    last = entries(database)[-1]
    covers = in_read_transaction(
        database, lambda session: list(session.exec(select(AuditCover).where(col(AuditCover.seq) == last.seq)))
    )
    assert [(cover.table_name, cover.row_keys) for cover in covers] == [("principal", last.subject.split("/")[1])]
    assert last.rows_digest is not None


def test_a_failure_leaves_nothing(database: Database, actor: Actor) -> None:
    before = len(entries(database))

    def fails(work: Work) -> None:
        add_person(work)
        raise LookupError("on the way")

    with pytest.raises(LookupError):
        carry_out(database, actor, fails)
    assert len(entries(database)) == before


def test_rows_without_a_word_are_a_defect(database: Database, actor: Actor) -> None:
    with pytest.raises(AssertionError, match="principal"):
        carry_out(database, actor, lambda work: work.add(Principal(kind="person", created_at=work.now)))


FILLED = ("approval_policy", "audit_cover", "audit_entry", "principal", "role_change")
"""Tables that a started store has rows in; triggers for rows need some. The others are tried where they are filled."""


@pytest.mark.parametrize("table", FILLED)
@pytest.mark.parametrize("attack", ["UPDATE {table} SET {column} = {column}", "DELETE FROM {table}"])
def test_rows_of_append_only_tables_stay(database: Database, table: str, attack: str) -> None:
    with database.writing.begin() as connection:
        column = connection.execute(text(f"SELECT * FROM {table} LIMIT 0")).keys()
    with pytest.raises(DBAPIError), database.writing.begin() as connection:
        connection.execute(text(attack.format(table=table, column=next(iter(column)))))
