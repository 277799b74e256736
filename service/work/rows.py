"""Digests of rows: what the audit keeps of every row that never changes."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final
from urllib.parse import quote, unquote

from sqlalchemy import Table

from service.store.columns import microseconds
from service.store.tables import Row

MARK_CHARACTERS: Final = 64
_INTEGERS: Final = 2**63
"""Databases keep whole numbers from minus this up to, and without, this."""
_BETWEEN_KEYS: Final = " "
_CANONICAL: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
_BETWEEN_PARTS: Final = "/"


@dataclass(frozen=True, slots=True)
class Covered:
    """The rows of one table that one piece of work wrote: their keys and, in the same order, SHA-256 of each.

    Both are single texts, so that ten thousand rows cost one row of the audit. `digest` covers table, keys and marks:
    whether a cover was changed can be told without reading a row of it.
    """

    table_name: str
    row_keys: str
    marks: str
    digest: str


def cover(table_name: str, rows: Sequence[Mapping[str, Any]]) -> Covered:
    """What the audit keeps of some rows."""
    table = Row.metadata.tables[table_name]
    pairs = [(key_of(table, row), digest_of(table, row)) for row in rows]
    row_keys = _BETWEEN_KEYS.join(key for key, _ in pairs)
    marks = "".join(mark for _, mark in pairs)
    return Covered(table_name, row_keys, marks, cover_digest(table_name, row_keys, marks))


def cover_digest(table_name: object, row_keys: object, marks: object) -> str:
    """The digest that a cover must have."""
    return sha256_of([plain(table_name), plain(row_keys), plain(marks)])


def rows_digest(covers: Iterable[tuple[str, str]]) -> str | None:
    """One digest over the tables and digests of all covers of an entry; None when it wrote no covered row."""
    found = sorted(covers)
    return sha256_of(found) if found else None


def split_keys(row_keys: str) -> list[str]:
    """The keys of a cover, one by one."""
    return row_keys.split(_BETWEEN_KEYS)


def split_marks(marks: str) -> list[str]:
    """The marks of a cover, in the order of its keys."""
    return [marks[start : start + MARK_CHARACTERS] for start in range(0, len(marks), MARK_CHARACTERS)]


def is_paired(row_keys: object, marks: object) -> bool:
    """Whether there is one mark for each key."""
    texts = isinstance(row_keys, str) and isinstance(marks, str)
    return texts and len(str(marks)) == MARK_CHARACTERS * (1 + str(row_keys).count(_BETWEEN_KEYS))


def key_of(table: Table, row: Mapping[str, Any]) -> str:
    """The primary key of a row as text without spaces; a slash stands only between its parts."""
    return _BETWEEN_PARTS.join(
        str(row[name]) if is_number else quote(str(row[name]), safe="", errors="surrogatepass")
        for name, is_number in _key_columns(table)
    )


def values_of_key(table: Table, key: str) -> list[int | str]:
    """The columns of a primary key again; raises ValueError for a text that `key_of` did not make."""
    parts = zip(_key_columns(table), key.split(_BETWEEN_PARTS), strict=True)
    return [int(part) if is_number else unquote(part) for (_, is_number), part in parts]


def is_key(table: Table, key: str) -> bool:
    """Whether a text is the key of a row that could be in this table; a forger may have written anything."""
    try:
        values = values_of_key(table, key)
        names = [name for name, _ in _key_columns(table)]
        return all(map(_can_be_asked_for, values)) and key_of(table, dict(zip(names, values, strict=True))) == key
    except ValueError:
        return False


def _can_be_asked_for(value: int | str) -> bool:
    return -_INTEGERS <= value < _INTEGERS if isinstance(value, int) else "\0" not in value


def digest_of(table: Table, row: Mapping[str, Any]) -> str:
    """SHA-256 over what a row holds, by the names of its columns.

    What is null is left out, so that a later release can add a column without changing the digest of any row.
    """
    return sha256_of(held(row, _columns(table)))


def held(row: Mapping[str, Any], names: Iterable[str]) -> dict[str, object]:
    """The columns that hold something, as the database keeps them."""
    return {name: plain(row[name]) for name in names if row[name] is not None}


def sha256_of(value: object) -> str:
    """SHA-256 of canonical JSON."""
    return hashlib.sha256(_CANONICAL(value).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _columns(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns)


@cache
def _key_columns(table: Table) -> tuple[tuple[str, bool], ...]:
    """The columns of a primary key, and whether each holds whole numbers."""
    return tuple((column.name, column.type.python_type is int) for column in table.primary_key.columns)


def plain(value: object) -> object:
    """A value as the database keeps it: SQLite has neither moments nor truth values, and forgers may write bytes."""
    if type(value) in (str, int):
        return value
    if isinstance(value, datetime):
        return microseconds(value)
    if isinstance(value, bool):
        return int(value)
    return {"bytes": value.hex()} if isinstance(value, bytes) else value
