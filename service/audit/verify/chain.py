"""Walks the chain of entries: each must have its number, its own hash, and the hash of the one before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from sqlalchemy.engine import Connection

from service.audit.repository.as_it_stands import (
    COVERS,
    ENTRIES,
    RawRow,
    covers_between,
    covers_of_nothing,
    entry_pages,
)
from service.audit.verify.findings import Findings
from service.work.chain import FIRST_PREVIOUS_HASH, entry_hash
from service.work.rows import cover_digest, is_paired, rows_digest

_CHANGED: Final = "audit.entry_changed"
_COVER: Final = "audit.cover_changed"


@dataclass(slots=True)
class Chain:
    """What a walk has seen so far. `first_hash` and `last_hash` are those of the first and the last entry."""

    findings: Findings
    wanted_seq: int | None = None
    wanted_hash: str | None = None
    entries: int = 0
    seq: int = 0
    first_hash: str = FIRST_PREVIOUS_HASH
    last_hash: str = FIRST_PREVIOUS_HASH
    _covers: dict[int, list[RawRow]] = field(default_factory=dict)

    def walk(self, connection: Connection) -> Iterator[RawRow]:
        """Check every entry and its covers; yields the covers that are what their entry says.

        Memory does not grow with the number of entries. The hash of the entry `wanted_seq` is kept as `wanted_hash`.
        """
        for page in entry_pages(connection):
            covers = covers_between(connection, page[0]["seq"], page[-1]["seq"])
            by_seq = {seq: list(found) for seq, found in groupby(covers, key=lambda cover: int(cover["seq"]))}
            for entry in page:
                self._check_place(entry)
                yield from self._check_covers(entry, by_seq.get(entry["seq"], []))
        for cover in covers_of_nothing(connection):
            message = "it covers rows for an entry that is not there; ask who wrote or removed it"
            self.findings.add(_COVER, f"{COVERS}/{cover['seq']}/{cover['table_name']}", message)

    def _check_place(self, entry: RawRow) -> None:
        seq, place = int(entry["seq"]), f"{ENTRIES}/{entry['seq']}"
        if seq > self.seq + 1:
            until = "" if seq == self.seq + 2 else f", and all up to {seq - 1}"
            self.findings.add("audit.entry_missing", f"{ENTRIES}/{self.seq + 1}", f"this entry is gone{until}")
        elif seq <= 0:
            self.findings.add(_CHANGED, place, "no entry has this number; the first one has 1")
        elif entry["previous_hash"] != self.last_hash:
            message = f"it does not follow entry {self.seq}: one of the two was changed or put in its place"
            self.findings.add(_CHANGED, place, message)
        if entry["hash"] != entry_hash(entry):
            self.findings.add(_CHANGED, place, "it was changed: its content does not have its hash")
        if self.entries == 0:
            self.first_hash = str(entry["hash"])
        self.entries += 1
        self.seq, self.last_hash = max(seq, 0), str(entry["hash"])
        if seq == self.wanted_seq:
            self.wanted_hash = self.last_hash

    def _check_covers(self, entry: RawRow, covers: Sequence[RawRow]) -> Iterator[RawRow]:
        good = [cover for cover in covers if self._is_whole(cover)]
        if len(good) < len(covers):
            return
        digest = rows_digest((cover["table_name"], cover["digest"]) for cover in covers)
        if digest != entry["rows_digest"]:
            message = "what it covered is not what its entry says: a cover is gone, added or written anew"
            self.findings.add(_COVER, f"{COVERS}/{entry['seq']}", message)
            return
        yield from good

    def _is_whole(self, cover: RawRow) -> bool:
        table_name, row_keys, marks = cover["table_name"], cover["row_keys"], cover["marks"]
        place = f"{COVERS}/{cover['seq']}/{table_name}"
        if cover["digest"] != cover_digest(table_name, row_keys, marks):
            self.findings.add(_COVER, place, "it was changed: its content does not have its digest")
            return False
        if not (isinstance(table_name, str) and is_paired(row_keys, marks)):
            self.findings.add(_COVER, place, "it was forged: it does not have one mark for each row")
            return False
        return True
