"""A table of one's own: a row for each line, columns as the mapping says, as CSV or as a workbook."""

import io
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import xlsxwriter

from service.files.tables.spreadsheets import cell_number, is_exact
from service.payments.formats.cells import Cells
from service.payments.formats.csv_text import csv_bytes
from service.payments.formats.lines import PaidLine, PaymentHead, amount_of
from service.payments.schemas.mappings import FieldName, TableColumn, TableMapping

_BOM: Final = b"\xef\xbb\xbf"
_NUMBERS: Final = frozenset({"amount", "payment", "line"})
_DAYS: Final[Mapping[str, str]] = {
    "YYYY-MM-DD": "{0}-{1}-{2}",
    "YYYYMMDD": "{0}{1}{2}",
    "DD.MM.YYYY": "{2}.{1}.{0}",
    "DD/MM/YYYY": "{2}/{1}/{0}",
    "MM/DD/YYYY": "{1}/{2}/{0}",
}
_PLAIN: Final[tuple[tuple[FieldName, bool], ...]] = (
    ("participant", False),
    ("payroll_id", True),
    ("name", True),
    ("earning_code", True),
    ("amount", False),
    ("currency", False),
    ("plan", True),
    ("component", True),
    ("cost_centre", True),
    ("earned_period", False),
    ("paid_period", False),
)
PLAIN_TABLE: Final = TableMapping(
    kind="table",
    columns=[TableColumn(title=name, field=name, optional=optional) for name, optional in _PLAIN],
)
"""The table of a file without a mapping."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell."""

    text: str
    is_number: bool = False


def table_rows(
    lines: Sequence[PaidLine], mapping: TableMapping, cells: Cells, payment: PaymentHead
) -> list[list[Cell]]:
    """A row for each line, without the header."""
    return [[_cell(line, column, mapping, cells, payment) for column in mapping.columns] for line in lines]


def table_csv(rows: Sequence[Sequence[Cell]], mapping: TableMapping) -> bytes:
    """The rows as CSV."""
    has_comma = mapping.decimal == "comma"
    texts = [
        [cell.text.replace(".", ",") if cell.is_number and has_comma else cell.text for cell in row] for row in rows
    ]
    titles = [[column.title for column in mapping.columns]] if mapping.header else []
    line_end = "\r\n" if mapping.line_end == "crlf" else "\n"
    content = csv_bytes([*titles, *texts], mapping.delimiter, mapping.encoding, line_end)
    return _BOM + content if mapping.bom and mapping.encoding == "utf-8" else content


def table_xlsx(rows: Sequence[Sequence[Cell]], mapping: TableMapping, payment: PaymentHead) -> bytes:
    """The rows as a workbook: numbers as numbers where a spreadsheet holds them exactly, texts never as formulas."""
    stream = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix="bonus-") as folder:
        texts = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(stream, {**texts, "tmpdir": folder})
        # Otherwise the moment of writing: the same payment gives the same bytes.
        book.set_properties({"created": payment.at.replace(tzinfo=None)})
        sheet = book.add_worksheet("Payment")
        if mapping.header:
            for place, column in enumerate(mapping.columns):
                sheet.write_string(0, place, column.title)
        for number, row in enumerate(rows, start=int(mapping.header)):
            for place, cell in enumerate(row):
                _write(sheet, (number, place), cell)
        book.close()
    return stream.getvalue()


def _write(sheet: Any, place: tuple[int, int], cell: Cell) -> None:
    if cell.is_number and is_exact(cell.text):
        sheet.write_number(*place, cell_number(cell.text))
    elif cell.text:
        sheet.write_string(*place, cell.text)


def _cell(line: PaidLine, column: TableColumn, mapping: TableMapping, cells: Cells, payment: PaymentHead) -> Cell:
    if column.field is None:
        return Cell(cells.text(column.constant or "", "/mapping/columns"))
    place = line.person.place("lines", line.number, column.field)
    if column.field in _NUMBERS:
        numbers = {"amount": amount_of(line.minor, line.currency), "payment": str(payment.id), "line": str(line.number)}
        return Cell(numbers[column.field], is_number=True)
    if column.field == "payroll_id" and not column.optional:
        return Cell(cells.payroll_id(line.person))
    if column.field == "code":
        return Cell(cells.code(line, mapping.codes))
    text = _texts(line, payment)[column.field]()
    if text is None:
        if not column.optional:
            cells.add("export.missing", place, f"this line has no {column.field}; make the column optional, or give it")
        return Cell("")
    if column.field in _DAY_FIELDS:
        text = _DAYS[column.format].format(*text.split("-"))
    return Cell(cells.free_text(text, place) if column.field == "name" else cells.text(text, place))


_DAY_FIELDS: Final = frozenset({"earned_from", "earned_to", "paid_from", "paid_to"})


def _texts(line: PaidLine, payment: PaymentHead) -> Mapping[str, Callable[[], str | None]]:
    return {
        "participant": lambda: line.person.external_id,
        "payroll_id": lambda: line.person.payroll_id,
        "name": lambda: line.person.name,
        "earning_code": lambda: line.earning_code,
        "currency": lambda: line.currency,
        "plan": lambda: line.plan,
        "component": lambda: line.component,
        "cost_centre": lambda: line.cost_centre,
        "earned_period": lambda: line.earned.key,
        "earned_from": lambda: line.earned.start,
        "earned_to": lambda: line.earned.last_day,
        "paid_period": lambda: line.paid.key,
        "paid_from": lambda: line.paid.start,
        "paid_to": lambda: line.paid.last_day,
        "pay_group": lambda: payment.pay_group,
    }
