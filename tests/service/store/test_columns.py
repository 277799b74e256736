"""Columns keep values exactly on both databases, and no column is of a type that could not."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import JSON, DateTime, Enum, Float, Numeric
from sqlmodel import Session, col, select

from service.store.columns import Code, Moment, microseconds
from service.store.database import Database
from service.store.tables import Principal, PrincipalName, Row
from service.store.transactions import in_read_transaction, in_transaction


def test_no_column_is_of_an_inexact_or_foreign_type() -> None:
    bad = [
        f"{table.name}.{column.name}"
        for table in Row.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Numeric | Float | JSON | DateTime | Enum)
    ]
    assert bad == []


def test_text_is_always_compared_by_code_point() -> None:
    loose = [
        f"{table.name}.{column.name}"
        for table in Row.metadata.tables.values()
        for column in table.columns
        if column.type.python_type is str and not isinstance(column.type, Code)
    ]
    assert loose == []


def test_required_columns_are_required() -> None:
    """A field without a default and without None may not become a column that takes NULL."""
    wrong = [
        f"{model.__tablename__}.{name}"
        for model in Row.__subclasses__()
        for name, field in model.model_fields.items()
        if field.is_required() and Row.metadata.tables[str(model.__tablename__)].columns[name].nullable
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        datetime(2026, 3, 1, 1, 0, tzinfo=timezone(timedelta(hours=5, minutes=30))),
    ],
)
def test_moments_come_back_as_they_went_in(database: Database, moment: datetime) -> None:
    def write(session: Session) -> int:
        principal = Principal(kind="person", created_at=moment)
        session.add(principal)
        session.flush()
        assert principal.id is not None
        return principal.id

    number = in_transaction(database, write)
    read = in_read_transaction(
        database, lambda session: session.exec(select(Principal.created_at).where(col(Principal.id) == number)).one()
    )
    assert read == moment
    assert read.tzinfo is UTC


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        microseconds(datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point
    assert Moment.cache_ok


def test_names_sort_by_code_point(database: Database) -> None:
    names = ["Zoë", "a", "Ä", "B", "é", "_", "-", "aa", "\U0001f600", "\uff01"]

    def write(session: Session) -> None:
        for name in names:
            principal = Principal(kind="system", created_at=datetime(2026, 1, 1, tzinfo=UTC))
            session.add(principal)
            session.flush()
            assert principal.id is not None
            session.add(PrincipalName(principal_id=principal.id, name=name, folded=name))

    in_transaction(database, write)
    found = in_read_transaction(
        database, lambda session: list(session.exec(select(PrincipalName.name).order_by(col(PrincipalName.name))))
    )
    assert [name for name in found if name in names] == sorted(names)
