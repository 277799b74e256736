"""What a use case is given: its session, who acts, the moment, and where it says what it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from sqlalchemy import Table, insert
from sqlmodel import Session

from service.store.append_only import COVERED, IN_BLOCKS
from service.store.bulk import Cell, insert_rows
from service.store.tables import AuditBlock, Row
from service.work.actor import Actor
from service.work.blocks import block_digest


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was done, as the audit tells it: `before` and `after` are hashes of content."""

    operation: str
    subject: str
    before: str | None
    after: str | None


@dataclass(slots=True)
class Work:
    """One transaction by one actor. It may be rolled back and done again, so nothing happens outside the session."""

    session: Session
    actor: Actor
    now: datetime
    time_zone: tzinfo = UTC
    """Where the company is: what day it is there is the business date."""
    changes: list[Change] = field(default_factory=list)
    written: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    """The new rows of covered tables, by table, as the audit digests them."""

    @property
    def today(self) -> date:
        """What day it is where the company is."""
        return self.now.astimezone(self.time_zone).date()

    def add(self, row: Row) -> None:
        """Insert one row; its generated key is known afterwards."""
        self.session.add(row)
        self.session.flush()
        table = _table_of(type(row))
        if table.name in COVERED:
            values = {column.name: getattr(row, column.key) for column in table.columns}
            self.written.setdefault(table.name, []).append(values)

    def add_many(self, model: type[Row], rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert many rows at once; each gives every column of its table, its key too."""
        if not rows:
            return
        table = _table_of(model)
        self.session.connection().execute(insert(table), list(rows))
        if table.name in COVERED:
            self.written.setdefault(table.name, []).extend(rows)

    def add_block(self, model: type[Row], columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Insert very many rows of a table whose audit is one digest of them all.

        `columns` name what each row gives, in this order and without `block_id`; the rows are in the order of their
        primary keys (texts by code point), which is how the digest is computed again. Values are as the database
        keeps them: moments are microseconds.
        """
        table = _table_of(model)
        if table.name not in IN_BLOCKS:
            raise AssertionError(f"{table.name} is not written in blocks")
        if not rows:
            return
        block = AuditBlock(table_name=table.name, columns=" ".join(columns), rows=len(rows), digest=block_digest(rows))
        self.add(block)
        assert block.id is not None
        insert_rows(self.session, model, columns, rows, block_id=block.id)

    def changed(self, operation: str, subject: str, *, before: str | None = None, after: str | None = None) -> None:
        """Say what was done; every piece of work that writes says at least one thing."""
        self.changes.append(Change(operation, subject, before, after))


def _table_of(model: type[Row]) -> Table:
    return Row.metadata.tables[str(model.__tablename__)]
