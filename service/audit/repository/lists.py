"""The audit as callers of the API ask for it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select

from service.store.tables import AuditCover, AuditEntry, PrincipalName
from service.work import Work
from service.work.rows import MARK_CHARACTERS


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are asked for: those that fit every part given. `since` is included, `until` is not."""

    principal_id: int | None = None
    operation: str | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry with the name of who did it, as far as there is one, and how many rows of which tables came with it."""

    entry: AuditEntry
    principal_name: str | None
    rows: tuple[tuple[str, int], ...]


def newest_entries(work: Work, wanted: Wanted, before: int | None, count: int) -> list[Shown]:
    """The last entries before a number, backwards."""
    query = (
        select(AuditEntry, PrincipalName.name)
        .join(PrincipalName, col(PrincipalName.principal_id) == col(AuditEntry.principal_id), isouter=True)
        .where(*_conditions(wanted, before))
        .order_by(col(AuditEntry.seq).desc())
        .limit(count)
    )
    found = list(work.session.exec(query))
    counts = _rows_of(work, [entry.seq for entry, _ in found])
    return [Shown(entry, name, tuple(counts.get(entry.seq, ()))) for entry, name in found]


def first_and_last(work: Work) -> tuple[int, str, str] | None:
    """Number and hash of the last entry and the hash of the first; None for an empty audit."""
    by_seq = select(AuditEntry.seq, AuditEntry.hash)
    last = work.session.exec(by_seq.order_by(col(AuditEntry.seq).desc()).limit(1)).one_or_none()
    first = work.session.exec(by_seq.order_by(col(AuditEntry.seq)).limit(1)).one_or_none()
    return None if last is None or first is None else (last[0], last[1], first[1])


def _conditions(wanted: Wanted, before: int | None) -> list[ColumnElement[bool]]:
    conditions = []
    if before is not None:
        conditions.append(col(AuditEntry.seq) < before)
    if wanted.since is not None:
        conditions.append(col(AuditEntry.at) >= wanted.since)
    if wanted.until is not None:
        conditions.append(col(AuditEntry.at) < wanted.until)
    equal = (
        (col(AuditEntry.principal_id), wanted.principal_id),
        (col(AuditEntry.operation), wanted.operation),
        (col(AuditEntry.subject), wanted.subject),
        (col(AuditEntry.request_id), wanted.request_id),
    )
    return [*conditions, *(column == value for column, value in equal if value is not None)]


def _rows_of(work: Work, seqs: list[int]) -> dict[int, list[tuple[str, int]]]:
    """How many rows each of these entries covers, by table: a mark has a fixed length, so no key needs to be read."""
    marks = func.length(col(AuditCover.marks))
    query = (
        select(AuditCover.seq, AuditCover.table_name, marks)
        .where(col(AuditCover.seq).in_(seqs))
        .order_by(col(AuditCover.seq), col(AuditCover.table_name))
    )
    found: dict[int, list[tuple[str, int]]] = {}
    for seq, table_name, characters in work.session.exec(query):
        found.setdefault(seq, []).append((table_name, characters // MARK_CHARACTERS))
    return found
