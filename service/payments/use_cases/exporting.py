"""Files of payments: made once for each format and layout, so that a second time gives the same bytes."""

import hashlib
from dataclasses import dataclass

from rules import Problem
from service.errors import Conflict, Gone, NotFound, RequestRefused
from service.payments.formats import PayrollFile, written_file
from service.payments.formats.table import PLAIN_TABLE
from service.payments.repository.exports import (
    NewExport,
    StoredExport,
    StoredMapping,
    add_export,
    content_of,
    exports_of,
    made_before,
)
from service.payments.repository.payments import StoredPayment, alone, lines_after, plans_of_run
from service.payments.schemas.mappings import FORMATS_OF
from service.payments.schemas.payments import ExportCall
from service.payments.use_cases.canonical import canonical_text, read_text
from service.payments.use_cases.mappings import mapping_of, the_mapping
from service.payments.use_cases.reading import the_payment
from service.web.moments import moment_text
from service.work import Work, record_reading


@dataclass(frozen=True, slots=True)
class FileSent:
    """A file as it leaves."""

    name: str
    format: str
    content: bytes


def make_export(work: Work, payment_id: int, call: ExportCall) -> str:
    """The file of a format and layout, by id; the one that was made before, if any.

    Raises NotFound, RequestRefused for a layout of another format, and FileRefused with everything that is missing.
    """
    payment = the_payment(work, payment_id)
    alone(work, payment.period_id, payment.pay_group)
    stored = None if call.mapping is None else the_mapping(work, call.mapping, call.version)
    mapping = PLAIN_TABLE if stored is None else mapping_of(stored)
    if call.format not in FORMATS_OF[mapping.kind]:
        message = f"this file needs a layout of its own kind; this one is for {' and '.join(FORMATS_OF[mapping.kind])}"
        raise RequestRefused(Problem("export.other_mapping", "/mapping", message))
    mapping_id = None if stored is None else stored.id
    made = made_before(work, payment.id, call.format, mapping_id)
    if made is not None:
        return str(made)
    file = written_file(list(lines_after(work, payment.id, 0)), mapping, call.format, payment.head)
    manifest = canonical_text(_manifest(work, payment, call.format, stored, file))
    new = NewExport(payment.id, call.format, mapping_id, file.name, manifest, file.sha256, file.content)
    export_id = add_export(work, new)
    work.changed("payment.exported", f"payment/{payment.id}/export/{export_id}", after=file.sha256)
    return str(export_id)


def get_export(work: Work, payment_id: int, export_id: int) -> dict[str, object]:
    """What is kept of a file; raises NotFound."""
    return _shown(_the_export(work, payment_id, export_id))


def list_exports(work: Work, payment_id: int) -> dict[str, object]:
    """The files of a payment; raises NotFound."""
    payment = the_payment(work, payment_id)
    return {"data": [_shown(each) for each in exports_of(work, payment.id)]}


def file_of(work: Work, payment_id: int, export_id: int) -> FileSent:
    """The file itself; the reading is written down. Raises NotFound, Gone once it is erased, and
    Conflict where its bytes are not what was made."""
    export = _the_export(work, payment_id, export_id)
    content = content_of(work, export.id)
    if content is None:
        message = f"This file was erased with somebody whom it named. Its SHA-256 was {export.sha256}."
        raise Gone(Problem("export.erased", "path export", message))
    if hashlib.sha256(content).hexdigest() != export.sha256:
        message = "The stored bytes are not those of the file that was made, so they are not sent."
        raise Conflict(Problem("export.changed", "path export", message))
    people = {line.person.number for line in lines_after(work, payment_id, 0)}
    record_reading(work, "get_payment_file", f"payment/{payment_id}/export/{export.id}", len(people))
    return FileSent(export.file_name, export.format, content)


def _the_export(work: Work, payment_id: int, export_id: int) -> StoredExport:
    found = exports_of(work, the_payment(work, payment_id).id, export_id)
    if not found:
        message = "This payment has no such file; GET /v1/payments/{id}/exports lists them."
        raise NotFound(Problem("export.not_found", "path export", message))
    return found[0]


def _manifest(
    work: Work, payment: StoredPayment, wanted: str, mapping: StoredMapping | None, file: PayrollFile
) -> dict[str, object]:
    """What the file must add up to. No moment in it: the same payment gives the same manifest."""
    return {
        "payment": str(payment.id),
        "number": payment.number,
        "kind": payment.kind,
        "calendar": payment.calendar,
        "period": payment.period.key,
        "paid_from": payment.period.start,
        "paid_to": payment.period.last_day,
        "pay_group": payment.pay_group,
        "run": str(payment.run_id),
        "plans": [{"key": key, "hash": text} for key, text in plans_of_run(work, payment.run_id)],
        "lines_hash": payment.content_hash,
        "format": wanted,
        "mapping": None if mapping is None else {"name": mapping.name, "version": mapping.version},
        "file": file.name,
        "rows": file.rows,
        "totals": read_text(payment.totals),
        "sha256": file.sha256,
    }


def _shown(export: StoredExport) -> dict[str, object]:
    used = None
    if export.mapping_name is not None:
        used = {"name": export.mapping_name, "version": export.mapping_version}
    return {
        "id": str(export.id),
        "payment": str(export.payment_id),
        "format": export.format,
        "mapping": used,
        "file": export.file_name,
        "sha256": export.sha256,
        "erased": not export.is_there,
        "manifest": read_text(export.manifest),
        "by": str(export.by_id),
        "at": moment_text(export.at),
    }
