"""Keys before their rows: rows that are inserted together must know their keys, and whom among them they mean."""

from collections.abc import Sequence

from sqlalchemy import Column, func, select
from sqlmodel import Session

from service.store.tables import Row


def draw_keys(session: Session, model: type[Row], count: int) -> Sequence[int]:
    """So many new values of the only column of a table's primary key, ascending; nobody else gets them.

    On SQLite the one writer counts on from the largest key; on PostgreSQL the key's own sequence gives them out.
    """
    if count == 0:
        return ()
    table = Row.metadata.tables[str(model.__tablename__)]
    (key,) = table.primary_key.columns
    if session.get_bind().dialect.name == "sqlite":
        last = session.connection().execute(select(func.coalesce(func.max(key), 0))).scalar_one()
        return range(last + 1, last + count + 1)
    drawn = select(func.nextval(func.pg_get_serial_sequence(table.name, _name(key)))).select_from(
        func.generate_series(1, count).alias("series")
    )
    return sorted(session.connection().execute(drawn).scalars())


def _name(column: "Column[int]") -> str:
    return str(column.name)
