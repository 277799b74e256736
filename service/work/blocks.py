"""Blocks: one digest over many rows that were written together."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Final

from service.store.bulk import Cell

_ENCODER: Final = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)


def block_digest(rows: Sequence[Sequence[Cell]]) -> str:
    """SHA-256 over rows in the order of their primary keys: a JSON array of arrays without spaces."""
    return hashlib.sha256(_ENCODER.encode(rows).encode("utf-8", "surrogatepass")).hexdigest()


class BlockDigest:
    """The same digest of rows that come one by one, so that a block need not be in memory."""

    def __init__(self) -> None:
        self.rows = 0
        self._hash = hashlib.sha256(b"[")

    def add(self, row: Sequence[object]) -> None:
        """Take the next row."""
        between = "," if self.rows else ""
        self._hash.update((between + _ENCODER.encode(list(row))).encode("utf-8", "surrogatepass"))
        self.rows += 1

    def digest(self) -> str:
        """The digest of all rows so far."""
        ended = self._hash.copy()
        ended.update(b"]")
        return ended.hexdigest()


def digest_of_rows(rows: Iterable[Sequence[object]]) -> str:
    """The digest of rows one by one."""
    digest = BlockDigest()
    for row in rows:
        digest.add(row)
    return digest.digest()
