"""One file of any format."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from service.errors import ServiceError
from service.payments.formats import lodas
from service.payments.formats.adp import adp_bytes, adp_file_name, adp_rows
from service.payments.formats.cells import Cells
from service.payments.formats.gusto import gusto_bytes, gusto_rows
from service.payments.formats.lines import PaidLine, PaymentHead
from service.payments.formats.lodas import lodas_bytes, lodas_rows
from service.payments.formats.sap import sap_bytes, sap_rows
from service.payments.formats.table import table_csv, table_rows, table_xlsx
from service.payments.schemas.mappings import (
    AdpMapping,
    Format,
    GustoMapping,
    LodasMapping,
    Mapping,
    SapMapping,
    TableMapping,
)

_CSV: Final = "text/csv"
_TEXT: Final = "text/plain"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FileRefused(ServiceError):
    """A file that cannot be written: what is missing, by person and field. Nothing was written."""


@dataclass(frozen=True, slots=True)
class PayrollFile:
    """A file as it goes to payroll; `rows` without headings."""

    name: str
    media_type: str
    content: bytes
    rows: int

    @property
    def sha256(self) -> str:
        """Of the content."""
        return hashlib.sha256(self.content).hexdigest()


def written_file(lines: Sequence[PaidLine], mapping: Mapping, wanted: Format, payment: PaymentHead) -> PayrollFile:
    """The file of a payment's lines, in their order; raises FileRefused with everything that is missing."""
    match mapping:
        case TableMapping():
            return _table(lines, mapping, wanted, payment)
        case AdpMapping():
            cells = Cells()
            rows = adp_rows(lines, mapping, cells)
            return _file(cells, adp_file_name(mapping), _CSV, len(rows) - 1, lambda: adp_bytes(rows))
        case GustoMapping():
            cells = Cells()
            rows = gusto_rows(lines, mapping, cells)
            return _file(cells, f"gusto-{payment.id}.csv", _CSV, len(rows) - 1, lambda: gusto_bytes(rows))
        case LodasMapping():
            cells = Cells(lodas.ENCODING, lodas.FORBIDDEN)
            rows = lodas_rows(lines, mapping, cells, payment)
            return _file(cells, f"lodas-{payment.id}.txt", _TEXT, len(rows), lambda: lodas_bytes(rows, mapping))
        case SapMapping():
            cells = Cells()
            rows = sap_rows(lines, mapping, cells, payment)
            return _file(cells, f"sap-0015-{payment.id}.csv", _CSV, len(rows) - 1, lambda: sap_bytes(rows, mapping))


def _table(lines: Sequence[PaidLine], mapping: TableMapping, wanted: Format, payment: PaymentHead) -> PayrollFile:
    is_workbook = wanted == "xlsx"
    cells = Cells("utf-8" if is_workbook else mapping.encoding, is_workbook=is_workbook)
    rows = table_rows(lines, mapping, cells, payment)
    name = f"payment-{payment.id}.{wanted}"
    if is_workbook:
        return _file(cells, name, _XLSX, len(rows), lambda: table_xlsx(rows, mapping, payment))
    return _file(cells, name, _CSV, len(rows), lambda: table_csv(rows, mapping))


def _file(cells: Cells, name: str, media_type: str, rows: int, write: Callable[[], bytes]) -> PayrollFile:
    """The file, unless something is missing."""
    if cells.problems:
        raise FileRefused(cells.told())
    return PayrollFile(name, media_type, write(), rows)
