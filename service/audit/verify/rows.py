"""Compares rows with the marks that the audit kept of them when they were written."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy.engine import Connection

from service.audit.repository.as_it_stands import (
    COVERS,
    RawRow,
    counts_of,
    is_key_of,
    is_known,
    keys_of_rows,
    mark_of,
    row_keys_of,
    rows_by_key,
)
from service.audit.verify.covered_keys import CoveredKeys
from service.audit.verify.findings import SHOWN_MAX, Findings
from service.store.append_only import COVERED
from service.work.rows import split_keys, split_marks

_BUFFER_ROWS: Final = 2_000
_BAD_MAX: Final = 4 * SHOWN_MAX

_Expected = tuple[int, int, str]
"""The number of the entry that covers a row, the row's place among all rows, and its mark."""
_Found = tuple[int, str, str, str]
"""The place among all rows, code, where, message."""


@dataclass(slots=True)
class Rows:
    """Rows wait in small buffers, one for each table, so that many are read at once and memory stays flat."""

    connection: Connection
    findings: Findings
    checked: int = 0
    _seen: int = 0
    _waiting: dict[str, dict[str, _Expected]] = field(default_factory=dict)
    _present: Counter[str] = field(default_factory=Counter)
    _bad: list[_Found] = field(default_factory=list)
    _dropped: int = 0

    def expect(self, cover: RawRow) -> None:
        """Take the rows of a cover that is known to be whole."""
        table_name = str(cover["table_name"])
        if not is_known(table_name):
            message = f"this release has no table {table_name}; verify with the release that wrote it"
            self.findings.add("audit.row_missing", f"{table_name}", message)
            return
        waiting = self._waiting.setdefault(table_name, {})
        seq = int(cover["seq"])
        for key, mark in zip(split_keys(cover["row_keys"]), split_marks(cover["marks"]), strict=True):
            self._seen += 1
            if is_key_of(table_name, key):
                waiting[key] = (seq, self._seen, mark)
            else:
                message = "it was forged: it names a row that cannot be"
                self._note((self._seen, "audit.cover_changed", f"{COVERS}/{seq}/{table_name}", message))
        if len(waiting) >= _BUFFER_ROWS:
            self._compare(table_name)

    def finish(self) -> None:
        """Compare what still waits, tell what was found in the order of the entries, then look for foreign rows."""
        for table_name in sorted(self._waiting):
            self._compare(table_name)
        for _, code, where, message in sorted(self._bad):
            self.findings.add(code, where, message)
        self.findings.more += self._dropped
        for table_name, count in sorted(counts_of(self.connection, COVERED).items()):
            if count != self._present[table_name]:
                self._tell_uncovered(table_name)

    def _compare(self, table_name: str) -> None:
        waiting = self._waiting.pop(table_name)
        found = rows_by_key(self.connection, table_name, list(waiting))
        for key, (seq, place, mark) in waiting.items():
            if key not in found:
                message = f"this row is gone; entry {seq} says that it was written"
                self._note((place, "audit.row_missing", f"{table_name}/{key}", message))
            elif mark_of(table_name, found[key]) != mark:
                message = f"it was changed after entry {seq} that wrote it"
                self._note((place, "audit.row_changed", f"{table_name}/{key}", message))
        self.checked += len(waiting)
        self._present[table_name] += len(found)

    def _note(self, found: _Found) -> None:
        """Keep the findings that come first in the order of the entries."""
        self._bad.append(found)
        if len(self._bad) > _BAD_MAX:
            self._bad.sort()
            self._dropped += len(self._bad) - SHOWN_MAX
            del self._bad[SHOWN_MAX:]

    def _tell_uncovered(self, table_name: str) -> None:
        with CoveredKeys() as covered:
            for keys in row_keys_of(self.connection, table_name):
                covered.add(split_keys(keys))
            for key in keys_of_rows(self.connection, table_name):
                if key not in covered:
                    message = "no entry of the audit wrote this row; ask who put it there"
                    self.findings.add("audit.row_unknown", f"{table_name}/{key}", message)
