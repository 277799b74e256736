"""Many rows at once by the shortest way each database has: COPY on PostgreSQL, one prepared statement on SQLite.

Values are as the database keeps them: whole numbers, texts and None; moments are microseconds already.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from service.store.tables import Row

Cell = int | str | None


def insert_rows(session: Session, model: type[Row], columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Insert rows that give these columns in this order; columns that are left out become NULL."""
    table = str(model.__tablename__)
    names = ", ".join(columns)
    connection = session.connection()
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite":
        places = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({places})", [tuple(row) for row in rows])
        return
    statement = f"COPY {table} ({names}) FROM STDIN"
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:
        # As of any other statement: whoever met a key that another one inserted meanwhile is tried again.
        raise DBAPIError.instance(
            statement, None, error, psycopg.Error, connection_invalidated=driver.closed
        ) from error
