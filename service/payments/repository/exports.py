"""How files are laid out, the files that were made, and their bytes, which can be erased."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import col

from service.store.tables import ExportMapping, PaymentExport, PaymentFile
from service.work import Work


@dataclass(frozen=True, slots=True)
class StoredMapping:
    """A version of a layout: its document as canonical JSON."""

    id: int
    name: str
    version: int
    document: str
    content_hash: str
    by_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class NewExport:
    """A file that was made: what is kept of it for ever, and its bytes."""

    payment_id: int
    format: str
    mapping_id: int | None
    file_name: str
    manifest: str
    sha256: str
    content: bytes


@dataclass(frozen=True, slots=True)
class StoredExport:
    """What is kept of a file; `is_there` until it is erased."""

    id: int
    payment_id: int
    format: str
    mapping_name: str | None
    mapping_version: int | None
    file_name: str
    manifest: str
    sha256: str
    by_id: int
    at: datetime
    is_there: bool


def find_mapping(work: Work, name: str, version: int | None = None) -> StoredMapping | None:
    """A version of a layout, or the newest one."""
    query = select(ExportMapping).where(col(ExportMapping.name) == name)
    query = query.order_by(col(ExportMapping.version).desc()).limit(1)
    row = work.session.scalars(
        query if version is None else query.where(col(ExportMapping.version) == version)
    ).one_or_none()
    return None if row is None else _mapping(row)


def newest_mappings(work: Work, after: str, limit: int) -> list[StoredMapping]:
    """The newest version of every layout, by name."""
    newest = select(func.max(ExportMapping.id)).where(col(ExportMapping.name) > after)
    query = select(ExportMapping).where(col(ExportMapping.id).in_(newest.group_by(col(ExportMapping.name))))
    return [_mapping(row) for row in work.session.scalars(query.order_by(col(ExportMapping.name)).limit(limit))]


def add_mapping(work: Work, name: str, version: int, document: str, content_hash: str) -> None:
    """A new version; of two at once the database refuses one."""
    work.add(
        ExportMapping(
            name=name,
            version=version,
            document=document,
            content_hash=content_hash,
            by_id=work.actor.principal_id,
            at=work.now,
        )
    )


def made_before(work: Work, payment_id: int, wanted: str, mapping_id: int | None) -> int | None:
    """The file of this payment, format and layout, if it was made already."""
    query = select(col(PaymentExport.id)).where(
        col(PaymentExport.payment_id) == payment_id,
        col(PaymentExport.format) == wanted,
        col(PaymentExport.mapping_id).is_(None) if mapping_id is None else col(PaymentExport.mapping_id) == mapping_id,
    )
    return work.session.scalars(query).one_or_none()


def add_export(work: Work, new: NewExport) -> int:
    """Keep a file."""
    row = PaymentExport(
        payment_id=new.payment_id,
        format=new.format,
        mapping_id=new.mapping_id,
        file_name=new.file_name,
        manifest=new.manifest,
        sha256=new.sha256,
        by_id=work.actor.principal_id,
        at=work.now,
    )
    work.add(row)
    assert row.id is not None
    work.add(PaymentFile(export_id=row.id, content=new.content))
    return row.id


def exports_of(work: Work, payment_id: int, export_id: int | None = None) -> Sequence[StoredExport]:
    """The files of a payment in the order in which they were made, or one of them."""
    query = _exports().where(col(PaymentExport.payment_id) == payment_id).order_by(col(PaymentExport.id))
    if export_id is not None:
        query = query.where(col(PaymentExport.id) == export_id)
    return [_export(row) for row in work.session.connection().execute(query)]


def content_of(work: Work, export_id: int) -> bytes | None:
    """The bytes of a file; None once they are erased."""
    row = work.session.get(PaymentFile, export_id)
    return None if row is None else row.content


def _exports() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(col(PaymentExport.id), col(PaymentExport.payment_id), col(PaymentExport.format)),
            *(col(ExportMapping.name), col(ExportMapping.version)),
            *(col(PaymentExport.file_name), col(PaymentExport.manifest), col(PaymentExport.sha256)),
            *(col(PaymentExport.by_id), col(PaymentExport.at), col(PaymentFile.export_id)),
        )
        .join(ExportMapping, col(ExportMapping.id) == col(PaymentExport.mapping_id), isouter=True)
        .join(PaymentFile, col(PaymentFile.export_id) == col(PaymentExport.id), isouter=True)
    )


def _export(row: Any) -> StoredExport:
    *kept, content_id = row
    values: list[Any] = [*kept, content_id is not None]
    return StoredExport(*values)


def _mapping(row: ExportMapping) -> StoredMapping:
    assert row.id is not None
    return StoredMapping(row.id, row.name, row.version, row.document, row.content_hash, row.by_id, row.at)
