"""DATEV LODAS, ASCII import: sections, cp1252, CRLF, decimal comma."""

from collections.abc import Sequence
from typing import Final

from service.payments.formats.cells import Cells
from service.payments.formats.lines import PaidLine, PaymentHead, amount_of
from service.payments.formats.sums import rows_of
from service.payments.schemas.mappings import LodasMapping

ENCODING: Final = "cp1252"
FORBIDDEN: Final = ';"'
_PERSON_DIGITS, _WAGE_TYPE_DIGITS = 5, 4
_FIELDS: Final = (
    *("abrechnung_zeitraum#bwd", "pnr#bwd", "la_eigene#bwd", "bs_nr#bwd", "bs_wert_butab#bwd"),
    "kostenstelle#bwd",
)


def lodas_rows(lines: Sequence[PaidLine], mapping: LodasMapping, cells: Cells, payment: PaymentHead) -> list[list[str]]:
    """The movements: a row for each person, wage type and, if wanted, cost centre. A month is named by its first."""
    coded = []
    for line in lines:
        cells.currency(line, mapping.currency)
        place = line.person.place("lines", line.number, "code")
        code = cells.digits(cells.code(line, mapping.codes), place, _WAGE_TYPE_DIGITS)
        cells.digits(cells.payroll_id(line.person), line.person.place("payroll_id"), _PERSON_DIGITS)
        coded.append((line, code))
    year, month, _ = payment.period.start.split("-")
    rows = []
    for (person, code, centre, currency), minor in rows_of(coded, with_centres=mapping.cost_centre):
        amount = amount_of(minor, currency).replace(".", ",")
        centre_text = cells.text(centre, person.place("cost_centre"))
        rows.append(["1", f"01/{month}/{year}", person.payroll_id or "", code, mapping.bs_nr, amount, centre_text])
    return rows


def lodas_bytes(rows: Sequence[Sequence[str]], mapping: LodasMapping) -> bytes:
    """The file, its sections one after the other."""
    parts = [
        "[Allgemein]",
        "Ziel=LODAS",
        "Version_SST=1.0",
        f"BeraterNr={mapping.consultant}",
        f"MandantenNr={mapping.client}",
        "Datumsformat=TT/MM/JJJJ",
        "Zahlenkomma=,",
        "[Satzbeschreibung]",
        f"1;u_lod_bwd_buchung_standard;{';'.join(_FIELDS)};",
        "[Bewegungsdaten]",
        *(f"{';'.join(row)};" for row in rows),
    ]
    return "".join(f"{part}\r\n" for part in parts).encode(ENCODING)
