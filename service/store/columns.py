"""Column types that keep a value exactly, the same on SQLite and PostgreSQL.

Neither database is trusted with fractions: SQLite's NUMERIC is a binary float. Money is a whole number of minor units
beside its currency; a decimal is a mantissa and a scale; a moment is whole microseconds of UTC.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def microseconds(moment: datetime) -> int:
    """Whole microseconds since 1970; a moment without a time zone is a defect of the caller."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return (moment - _EPOCH) // _MICROSECOND


SERIAL = BigInteger().with_variant(Integer(), "sqlite")
"""A key that counts up: SQLite numbers rows itself only where the type is exactly INTEGER."""


WITHOUT_ROW_NUMBERS = {"sqlite_with_rowid": False}
"""For tables that only grow and whose key is no whole number: beside the key SQLite would number their rows, and
replace a row by that number without a trigger."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, kept as whole microseconds since 1970 in a BIGINT."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Microseconds."""
        return None if value is None else microseconds(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """The moment again, in UTC."""
        return None if value is None else _EPOCH + int(value) * _MICROSECOND


class Code(TypeDecorator[str]):
    """Text compared and sorted by code point on both databases: keys, ids, codes, hashes."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """PostgreSQL would sort by the language of the server."""
        return dialect.type_descriptor(Text(collation="C") if dialect.name == "postgresql" else Text())
