"""How reports name rows, and rows that could be there."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import UniqueConstraint

from service.store.tables import Row
from service.work.rows import key_of
from tests.service.audit.attacker import Values, keys_of


def place(table: str, row: Mapping[str, Any]) -> str:
    """How a report names a row."""
    return f"{table}/{key_of(Row.metadata.tables[table], row)}"


def fresh_value(rows: Sequence[Values], name: str) -> object:
    """A value that no row has in this column."""
    values = [row[name] for row in rows if row[name] is not None]
    return max(values) + 1 if values and isinstance(values[0], int) else f"{max(map(str, values), default='')}z"


def fresh_row(table: str, rows: Sequence[Values], row: Values) -> Values:
    """A row like this one under a key of its own, which meets no other by a unique key."""
    columns = Row.metadata.tables[table].columns
    constraints = Row.metadata.tables[table].constraints
    unique = {column.name for column in columns if column.unique}
    together = {column.name for each in constraints if isinstance(each, UniqueConstraint) for column in each.columns}
    fresh = {name: fresh_value(rows, name) for name in {*keys_of(table), *unique, *together}}
    return {**row, **{name: value for name, value in fresh.items() if row[name] is not None}}
