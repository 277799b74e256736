"""ADP Workforce Now, Paydata: `PRcccEPI.csv`."""

from collections.abc import Sequence

from service.payments.formats.cells import Cells
from service.payments.formats.csv_text import csv_bytes
from service.payments.formats.lines import PaidLine, amount_of
from service.payments.formats.sums import rows_of
from service.payments.schemas.mappings import AdpMapping

_COMPANY_CODE_LENGTH = 3


def adp_file_name(mapping: AdpMapping) -> str:
    """The name that ADP expects; shorter company codes are filled up with underscores."""
    return f"PR{mapping.company_code.ljust(_COMPANY_CODE_LENGTH, '_')}EPI.csv"


def adp_rows(lines: Sequence[PaidLine], mapping: AdpMapping, cells: Cells) -> list[list[str]]:
    """The header, then a row for each person, code and, if wanted, cost centre."""
    coded = []
    for line in lines:
        cells.currency(line, mapping.currency)
        cells.payroll_id(line.person)
        coded.append((line, cells.code(line, mapping.codes)))
    header = ["Co Code", "Batch ID", "File #", *(["Temp Dept"] if mapping.temp_dept else [])]
    rows = [[*header, "Earnings 3 Code", "Earnings 3 Amount"]]
    for (person, code, centre, currency), minor in rows_of(coded, with_centres=mapping.temp_dept):
        dept = [cells.text(centre, person.place("cost_centre"))] if mapping.temp_dept else []
        rows.append(
            [mapping.company_code, mapping.batch_id, person.payroll_id or "", *dept, code, amount_of(minor, currency)]
        )
    return rows


def adp_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    """The file."""
    return csv_bytes(rows, ",", "utf-8")
