"""Computes the digest of every block of rows anew, and looks for rows that no block holds.

Rows and blocks are read side by side in the order of blocks, so memory does not grow with either.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from sqlalchemy.engine import Connection

from service.audit.repository.as_it_stands import (
    BLOCKS,
    RawRow,
    blocks_of,
    columns_of,
    foreign_blocks,
    key_of_row,
    rows_in_blocks,
)
from service.audit.verify.findings import Findings
from service.store.append_only import IN_BLOCKS
from service.work.blocks import BlockDigest
from service.work.rows import plain

_CHANGED: Final = "audit.block_changed"
_NONE: Final = 0
"""No block has this number."""


def check_blocks(connection: Connection, findings: Findings) -> int:
    """Compare every block with its rows; how many rows there are. Findings come by table, then by block.

    A block has one digest for all its rows, so what was changed, added, taken away or put in another's place is told by
    the block; a row that lies in no block, or holds more than its block knows of, is named itself.
    """
    for block in foreign_blocks(connection, IN_BLOCKS):
        message = "it holds rows of a table that this release does not have; verify with the release that wrote it"
        findings.add(_CHANGED, f"{BLOCKS}/{block}", message)
    return sum(_Blocks(connection, findings, name).check() for name in sorted(IN_BLOCKS))


@dataclass(slots=True)
class _Blocks:
    """The blocks of one table."""

    connection: Connection
    findings: Findings
    table_name: str

    def check(self) -> int:
        """How many rows the table has."""
        seen = 0
        blocks = blocks_of(self.connection, self.table_name)
        block = next(blocks, None)
        for block_id, rows in groupby(rows_in_blocks(self.connection, self.table_name), key=_number_of_block):
            while block is not None and int(block["id"]) < block_id:
                self._compare(block, ())
                block = next(blocks, None)
            if block is not None and int(block["id"]) == block_id:
                seen += self._compare(block, rows)
                block = next(blocks, None)
            else:
                seen += self._tell_foreign(rows)
        while block is not None:
            self._compare(block, ())
            block = next(blocks, None)
        return seen

    def _compare(self, block: RawRow, rows: Iterable[RawRow]) -> int:
        names = str(block["columns"]).split(" ")
        beyond = columns_of(self.table_name) - {"block_id", *names}
        known = columns_of(self.table_name)
        digest = BlockDigest()
        for row in rows:
            # A forged block may name columns that there are not: then nothing has its digest.
            digest.add([plain(row[name]) if name in known else name for name in names])
            if any(row[name] is not None for name in beyond):
                message = "it holds more than was written"
                self._tell("audit.row_changed", f"{self.table_name}/{key_of_row(self.table_name, row)}", message)
        if digest.digest() != block["digest"] or digest.rows != block["rows"]:
            message = f"its rows of {self.table_name} are not those that were written: {_difference(block, digest)}"
            self._tell(_CHANGED, f"{BLOCKS}/{block['id']}", message)
        return digest.rows

    def _tell_foreign(self, rows: Iterable[RawRow]) -> int:
        count = 0
        for row in rows:
            count += 1
            message = "no block of the audit holds this row; ask who put it there"
            self._tell("audit.row_unknown", f"{self.table_name}/{key_of_row(self.table_name, row)}", message)
        return count

    def _tell(self, code: str, place: str, message: str) -> None:
        self.findings.add(code, place, message)


def _number_of_block(row: RawRow) -> int:
    """Whoever changed the file may have put anything there, which is the number of no block."""
    return row["block_id"] if type(row["block_id"]) is int else _NONE


def _difference(block: RawRow, digest: BlockDigest) -> str:
    if digest.rows == block["rows"]:
        return "one or more of them were changed"
    return f"{block['rows']} were written, {digest.rows} are there"
