"""What a spreadsheet pays, as a file says it: amounts of people, in all or for each component."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rules import NumberRefused, add_amounts, amount_problem, minor_units
from service.files.people import PAID_ELSEWHERE, PeopleFile, PeopleRow
from service.participants.file_bodies import cell_of
from service.participants.use_cases.imports import SentTable

Amounts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Paid:
    """What somebody is paid there, in minor units by currency; `components` is None where only the whole is known."""

    total: Amounts
    components: Mapping[str, Amounts] | None


class Spreadsheet:
    """The rows of a file by participant; what is wrong with them is gathered among the problems of the file."""

    def __init__(self, sent: SentTable) -> None:
        self.file: PeopleFile = sent.read(PAID_ELSEWHERE)
        self._rows: dict[str, list[PeopleRow]] = {}
        for row in self.file.sound():
            self._rows.setdefault(row.participant, []).append(row)
        for rows in self._rows.values():
            self._check(rows)

    @property
    def people(self) -> Sequence[str]:
        """Everybody in the file, in its order."""
        return list(self._rows)

    def paid(self, participant: str, currencies: Sequence[str]) -> Paid | None:
        """What somebody is paid there; None for who is not in the file.

        `currencies` are those that rows without their own may mean: one, or it is a problem.
        """
        rows = self._rows.get(participant)
        if rows is None:
            return None
        found: dict[str | None, list[tuple[str, int]]] = {}
        for row in rows:
            minor = self._minor(row, currencies)
            if minor is not None:
                found.setdefault(_text(row, "component"), []).append(minor)
        total = add_amounts(each for amounts in found.values() for each in amounts)
        if None in found:
            return Paid(total, None)
        return Paid(total, {key: add_amounts(amounts) for key, amounts in found.items() if key is not None})

    def _minor(self, row: PeopleRow, currencies: Sequence[str]) -> tuple[str, int] | None:
        """Currency and minor units; None where the cells do not say them."""
        own = _text(row, "currency")
        if own is None and len(currencies) != 1:
            message = "it is not clear which currency this is; add a column currency and fill it in"
            self.file.problems.add("parallel.no_currency", self.file.place(row, "currency", "amount"), message)
            return None
        currency = currencies[0] if own is None else own
        try:
            return currency, minor_units(row.values["amount"], currency)
        except NumberRefused as refused:
            where = "currency" if refused.code == "currency.unknown" else "amount"
            self.file.problems.extend([amount_problem(refused, cell_of(self.file, row, where))])
            return None

    def _check(self, rows: Sequence[PeopleRow]) -> None:
        """Each amount once: either one for the whole, or one for each component."""
        seen: dict[tuple[str | None, str | None], PeopleRow] = {}
        for row in rows:
            first = seen.setdefault((_text(row, "component"), _text(row, "currency")), row)
            if first is not row:
                message = f"the same amount stands at {self.file.row_place(first.number)} already; keep one"
                self.file.problems.add("parallel.named_twice", self.file.row_place(row.number), message)
        wholes = [row for row in rows if _text(row, "component") is None]
        if wholes and len(wholes) < len(rows):
            message = "this person has rows with a component and rows without; keep the whole, or a row for each"
            self.file.problems.add("parallel.mixed_rows", cell_of(self.file, wholes[0], "component"), message)


def _text(row: PeopleRow, name: str) -> str | None:
    value = row.values.get(name)
    return value if isinstance(value, str) else None
