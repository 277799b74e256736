"""Many rows at once by the shortest way each database has: COPY on PostgreSQL, one prepared statement on SQLite.

Values are as the database keeps them: whole numbers, texts and None; moments are microseconds already.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import psycopg
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from service.store.tables import Row

Cell = int | str | None


def insert_rows(
    session: Session,
    model: type[Row],
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    block_id: int | None = None,
) -> None:
    """Insert rows that give these columns in this order; columns that are left out become NULL.

    With `block_id` every row is of this block, which its cells do not say.
    """
    table = str(model.__tablename__)
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        _by_statement(connection, table, columns, list(rows), block_id)
    elif block_id is None:
        _by_copy(connection, table, columns, rows)
    else:
        _by_copy(connection, table, (*columns, "block_id"), ((*row, block_id) for row in rows))


def _by_statement(
    connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], block_id: int | None
) -> None:
    """Columns of which no row says anything are left out: for a None the driver takes far longer than for a text."""
    if not rows:
        return
    cells = zip(columns, zip(*rows, strict=True), strict=True)
    given = {name: said for name, said in cells if said.count(None) < len(rows)}
    names, values = list(given), ["?"] * len(given)
    if block_id is not None:
        names.append("block_id")
        values.append(str(block_id))
    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(values)})"
    connection.exec_driver_sql(statement, list(zip(*given.values(), strict=True)))


def _by_copy(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    driver: Any = connection.connection.dbapi_connection
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:
        # As of any other statement: whoever met a key that another one inserted meanwhile is tried again.
        raise DBAPIError.instance(
            statement, None, error, psycopg.Error, connection_invalidated=driver.closed
        ) from error
