"""Digests of rows: what the audit keeps of every row that never changes."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Table

from service.store.columns import microseconds
from service.store.tables import Row

MARK_CHARACTERS: Final = 16


@dataclass(frozen=True, slots=True)
class Covered:
    """The rows of one table that one piece of work wrote: keys, a mark of each (64 bits), a digest of all (SHA-256)."""

    table_name: str
    row_keys: tuple[str, ...]
    marks: tuple[str, ...]
    digest: str


def cover(table_name: str, rows: Sequence[Mapping[str, Any]]) -> Covered:
    """The digests of some rows, in the order of their keys."""
    table = Row.metadata.tables[table_name]
    pairs = sorted((key_of(table, row), digest_of(table, row)) for row in rows)
    return Covered(
        table_name,
        tuple(key for key, _ in pairs),
        tuple(digest[:MARK_CHARACTERS] for _, digest in pairs),
        sha256_of([[key, digest] for key, digest in pairs]),
    )


def key_of(table: Table, row: Mapping[str, Any]) -> str:
    """The primary key of a row as text."""
    return "/".join(str(row[column.name]) for column in table.primary_key.columns)


def digest_of(table: Table, row: Mapping[str, Any]) -> str:
    """SHA-256 over every column of a row, by name."""
    return sha256_of({column.name: _plain(row[column.name]) for column in table.columns})


def sha256_of(value: object) -> str:
    """SHA-256 of canonical JSON."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def rows_digest(covers: Iterable[Covered]) -> str | None:
    """One digest over all covers of an entry; None when it wrote no covered row."""
    found = sorted((each.table_name, each.digest) for each in covers)
    return sha256_of(found) if found else None


def _plain(value: object) -> object:
    return microseconds(value) if isinstance(value, datetime) else value
