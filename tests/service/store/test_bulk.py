"""Very many rows at once: what is given is there, and what is not is NULL."""

from typing import Any

import pytest
from sqlalchemy import text

from service.store.bulk import Cell, insert_rows
from service.store.database import Database
from service.store.tables import Participant, Person
from service.work import Actor, Work, carry_out, reading

NAMES = ("participant_id", "external_id", "secret", "name", "email")


def written(database: Database, rows: list[tuple[Cell, ...]]) -> list[Any]:
    """What is read back of these people."""

    def fill(work: Work) -> None:
        insert_rows(work.session, Participant, ("id", "created_at"), ((number, 0) for number, *_ in rows))
        insert_rows(work.session, Person, NAMES, iter(rows))
        work.changed("participants.imported", "test")

    def read(work: Work) -> list[Any]:
        columns = ", ".join((*NAMES, "payroll_id"))
        query = text(f"SELECT {columns} FROM person WHERE secret = 's' ORDER BY participant_id")
        return [tuple(row) for row in work.session.connection().execute(query)]

    carry_out(database, Actor(1), fill)
    return reading(database, Actor(1), read)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([], id="none"),
        pytest.param([(11, "A", "s", "Ann", "a@b"), (12, "B", "s", "Bob", "b@b")], id="all said"),
        pytest.param([(11, "A", "s", None, None), (12, "B", "s", None, None)], id="columns of which nothing is said"),
        pytest.param([(11, "A", "s", None, "a@b"), (12, "B", "s", "Bob", None)], id="some said"),
    ],
)
def test_every_cell_is_where_it_belongs(database: Database, rows: list[tuple[Cell, ...]]) -> None:
    """Also where columns are left out of the statement."""
    assert written(database, rows) == [(*row, None) for row in rows]
