"""Gusto: one row a person; a blank cell leaves what Gusto has, and 0 would overwrite it."""

from collections.abc import Sequence
from typing import Final

from service.payments.formats.cells import Cells
from service.payments.formats.csv_text import csv_bytes
from service.payments.formats.lines import PaidLine, PaidPerson, amount_of
from service.payments.formats.sums import rows_of
from service.payments.schemas.mappings import GustoMapping

_AMOUNTS: Final = ("bonus", "commission", "correction_payment")
_HEADER: Final = ("last_name", "first_name", "gusto_employee_id", *_AMOUNTS)


def gusto_rows(lines: Sequence[PaidLine], mapping: GustoMapping, cells: Cells) -> list[list[str]]:
    """The header, then a row for each person who gets anything."""
    columns = {kind: str(column) for kind, column in mapping.columns.items()}
    coded = []
    for line in lines:
        cells.currency(line, mapping.currency)
        coded.append((line, cells.code(line, columns)))
    people: dict[PaidPerson, dict[str, str]] = {}
    for (person, column, _, currency), minor in rows_of(coded, with_centres=False):
        if minor < 0:
            message = "Gusto takes no amount below 0; settle what this person owes in payroll, and hold the line back"
            cells.add("export.below_zero", person.place(column or "amount"), message)
        people.setdefault(person, {})[column] = amount_of(minor, currency)
    rows = [list(_HEADER)]
    for person, amounts in people.items():
        first, last = _names(person, mapping, cells)
        rows.append([last, first, cells.payroll_id(person), *(amounts.get(column, "") for column in _AMOUNTS)])
    return rows


def _names(person: PaidPerson, mapping: GustoMapping, cells: Cells) -> tuple[str, str]:
    words = (person.name or "").split()
    if len(words) < len(("first", "last")):
        cells.add("export.no_name", person.place("name"), "give this person a first and a last name")
        return "", ""
    if mapping.names == "first_last":
        first, last = " ".join(words[:-1]), words[-1]
    else:
        last, first = words[0], " ".join(words[1:])
    return cells.text(first, person.place("name")), cells.text(last, person.place("name"))


def gusto_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    """The file."""
    return csv_bytes(rows, ",", "utf-8")
