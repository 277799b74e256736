"""What a use case is given: its session, who acts, the moment, and where it says what it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Table, insert
from sqlmodel import Session

from service.store.append_only import COVERED
from service.store.tables import Row
from service.work.actor import Actor


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
    changes: list[Change] = field(default_factory=list)
    written: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    """The new rows of covered tables, by table, as the audit digests them."""

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

    def changed(self, operation: str, subject: str, *, before: str | None = None, after: str | None = None) -> None:
        """Say what was done; every piece of work that writes says at least one thing."""
        self.changes.append(Change(operation, subject, before, after))


def _table_of(model: type[Row]) -> Table:
    return Row.metadata.tables[str(model.__tablename__)]
