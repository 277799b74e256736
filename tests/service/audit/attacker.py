"""Somebody with the whole database in hand: changes what must not change, and covers up the way.

On SQLite that is anybody with the file: constraints are switched off, triggers dropped and put back to the letter. On
PostgreSQL it is a superuser, for whom neither triggers nor foreign keys act.
"""

from collections.abc import Mapping
from random import Random
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Connection

from service.store.tables import Row

Values = dict[str, Any]


class Attacker:
    """One connection inside a transaction that the test rolls back."""

    def __init__(self, connection: Connection, chance: Random) -> None:
        self._connection = connection
        self._removed: dict[str, list[str]] = {}
        self.chance = chance

    def rows(self, table: str) -> list[Values]:
        """Everything in a table, by its key."""
        order = ", ".join(keys_of(table))
        return [dict(row) for row in self._run(f"SELECT * FROM {table} ORDER BY {order}", {}).mappings()]

    def disarm(self, table: str) -> None:
        """Take away what protects a table, and remember how it goes back."""
        if table in self._removed:
            return
        self._removed[table] = []
        if self._connection.dialect.name != "sqlite":
            self._run("SET LOCAL session_replication_role = replica", {})
            return
        catalog = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name"
        for name, sql in list(self._run(catalog, {"name": table})):
            self._run(f"DROP TRIGGER {name}", {})
            self._removed[table].append(sql)

    def arm(self) -> None:
        """Put back what was there, to the letter."""
        for statements in self._removed.values():
            for statement in statements:
                self._connection.exec_driver_sql(statement)

    def write(self, table: str, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Put other values into the row with this key."""
        self.disarm(table)
        sets = ", ".join(f'"{name}" = :v_{name}' for name in values)
        named = {f"v_{name}": value for name, value in values.items()} | _named(key)
        self._run(f"UPDATE {table} SET {sets} WHERE {_where(key)}", named)

    def delete(self, table: str, key: Mapping[str, Any]) -> None:
        """Take a row away."""
        self.disarm(table)
        self._run(f"DELETE FROM {table} WHERE {_where(key)}", _named(key))

    def insert(self, table: str, values: Mapping[str, Any]) -> None:
        """Put a row there."""
        self.disarm(table)
        names = ", ".join(f'"{name}"' for name in values)
        places = ", ".join(f":{name}" for name in values)
        self._run(f"INSERT INTO {table} ({names}) VALUES ({places})", dict(values))

    def other(self, value: object) -> object:
        """A value that is not this one, of the same type, so that no type gives it away."""
        if isinstance(value, bool):
            return not value
        if isinstance(value, int):
            return value + self.chance.choice([-1, 1, 2, 1000])
        if isinstance(value, str) and value:
            place = self.chance.randrange(len(value))
            return value[:place] + ("1" if value[place] != "1" else "2") + value[place + 1 :]
        return "1"

    def _run(self, statement: str, values: Mapping[str, Any]) -> Any:
        return self._connection.execute(text(statement), dict(values))


def keys_of(table: str) -> list[str]:
    """The columns of a primary key."""
    return [column.name for column in Row.metadata.tables[table].primary_key.columns]


def key_in(table: str, row: Mapping[str, Any]) -> Values:
    """The primary key of a row."""
    return {name: row[name] for name in keys_of(table)}


def _where(key: Mapping[str, Any]) -> str:
    return " AND ".join(f'"{name}" = :k_{name}' for name in key)


def _named(key: Mapping[str, Any]) -> Values:
    return {f"k_{name}": value for name, value in key.items()}
