"""The chain of audit entries: each holds the hash of the one before, so that none can be changed or left out unseen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import col, select

from service.store.locks import Lock, lock
from service.store.tables import AuditCover, AuditEntry, Row
from service.work.rows import Covered, cover, held, rows_digest, sha256_of
from service.work.work import Change, Work

FIRST_PREVIOUS_HASH: Final = "0" * 64
"""What stands before the first entry."""
_HASHED: Final = tuple(column.name for column in Row.metadata.tables["audit_entry"].columns if column.name != "hash")


@dataclass(frozen=True, slots=True)
class _Head:
    seq: int
    hash: str


def entry_hash(entry: Mapping[str, Any]) -> str:
    """The hash that an entry must have, over everything else that it holds."""
    return sha256_of(held(entry, _HASHED))


def append_entries(work: Work) -> None:
    """Write one entry per change of this work, the last with its rows; the last statements before the commit.

    The head is locked only here, so that pieces of work wait for each other as briefly as can be.
    """
    if not work.changes:
        if work.written:
            raise AssertionError(f"rows without a word in the audit: {', '.join(sorted(work.written))}")
        return
    covers = [cover(name, rows) for name, rows in sorted(work.written.items())]
    work.session.flush()
    lock(work.session, Lock.AUDIT)
    head = _head(work)
    for number, change in enumerate(work.changes, start=1):
        is_last = number == len(work.changes)
        head = _append(work, head, change, covers if is_last else [])
    work.session.flush()


def _head(work: Work) -> _Head:
    last = work.session.exec(
        select(AuditEntry.seq, AuditEntry.hash).order_by(col(AuditEntry.seq).desc()).limit(1)
    ).one_or_none()
    return _Head(0, FIRST_PREVIOUS_HASH) if last is None else _Head(*last)


def _append(work: Work, head: _Head, change: Change, covers: list[Covered]) -> _Head:
    values: dict[str, Any] = {
        "seq": head.seq + 1,
        "at": work.now,
        "principal_id": work.actor.principal_id,
        "operation": change.operation,
        "subject": change.subject,
        "before_hash": change.before,
        "after_hash": change.after,
        "request_id": work.actor.request_id,
        "rows_digest": rows_digest((each.table_name, each.digest) for each in covers),
        "previous_hash": head.hash,
    }
    entry = AuditEntry(**values, hash=entry_hash(values))
    work.session.add(entry)
    work.session.flush()
    work.session.add_all(
        AuditCover(
            seq=entry.seq,
            table_name=each.table_name,
            row_keys=each.row_keys,
            marks=each.marks,
            digest=each.digest,
        )
        for each in covers
    )
    return _Head(entry.seq, entry.hash)
