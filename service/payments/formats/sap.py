"""SAP HCM, infotype 0015 (additional payments), as a table for a load program."""

from collections.abc import Sequence
from typing import Final

from service.payments.formats.cells import Cells
from service.payments.formats.csv_text import csv_bytes
from service.payments.formats.lines import PaidLine, PaymentHead, amount_of
from service.payments.formats.sums import rows_of
from service.payments.schemas.mappings import SapMapping

_HEADER: Final = ["PERNR", "LGART", "BEGDA", "BETRG", "WAERS"]
_PERSON_DIGITS, _WAGE_TYPE_LENGTH, _AMOUNT_DIGITS = 8, 4, 13


def sap_rows(lines: Sequence[PaidLine], mapping: SapMapping, cells: Cells, payment: PaymentHead) -> list[list[str]]:
    """The header, then a row for each person, wage type and currency."""
    coded = []
    for line in lines:
        code, place = cells.code(line, mapping.codes), line.person.place("lines", line.number, "code")
        if len(code) > _WAGE_TYPE_LENGTH:
            cells.add("export.text", place, f"a wage type of SAP has at most {_WAGE_TYPE_LENGTH} characters")
        cells.digits(cells.payroll_id(line.person), line.person.place("payroll_id"), _PERSON_DIGITS)
        coded.append((line, code))
    day = (payment.period.last_day if mapping.date == "period_end" else payment.period.start).replace("-", "")
    rows = [_HEADER]
    for (person, code, _, currency), minor in rows_of(coded, with_centres=False):
        amount = amount_of(minor, currency)
        if sum(map(str.isdecimal, amount)) > _AMOUNT_DIGITS:
            cells.add("export.text", person.place("amount"), f"SAP takes amounts of {_AMOUNT_DIGITS} digits")
        rows.append([(person.payroll_id or "").zfill(_PERSON_DIGITS), code, day, amount, currency])
    return rows


def sap_bytes(rows: Sequence[Sequence[str]], mapping: SapMapping) -> bytes:
    """The file."""
    return csv_bytes(rows, mapping.delimiter, "utf-8")
