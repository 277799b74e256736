"""The lines of a component that is computed per row: what each row gave, what a cap left of it, and its tiers."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from rules.columns import Number, RowLabel
from rules.engine import ComponentLine, Sheet, split_by_cap
from rules.numbers import display, money_text
from rules.results.tiers import tiers_used
from rules.tables import TierLine


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row: `basis` is its running field, `amount` what is paid of it and `withheld` what a cap took, both in minor
    units and None where limits leave that open; the two add up to the row's own rounded amount."""

    label: RowLabel
    basis: Fraction | None
    amount: int | None
    withheld: int | None
    tiers: tuple[TierLine, ...]

    def to_json(self, places: int) -> dict[str, Any]:
        """The wire shape: the keys of a tier's line, and those of a row."""
        return {
            "id": self.label.id or None,
            "date": self.label.date or None,
            "source": self.label.source or None,
            "from": None,
            "basis": None if self.basis is None else display(self.basis),
            "rate": None,
            "amount": None if self.amount is None else money_text(self.amount, places),
            "withheld": None if self.withheld is None else money_text(self.withheld, places),
            "tiers": [tier.to_json() for tier in self.tiers],
        }


def row_lines(sheet: Sheet, line: ComponentLine, row: int, *, decided: bool) -> list[RowLine]:
    """The rows of one person in their order; nothing for a component that is not computed per row.

    `decided` says whether the limits of the component are known.
    """
    found = line.rows
    if found is None or row in line.exact.faults:
        return []
    entries = found.rows.of(row)
    amounts = [found.amounts[entry] for entry in entries]
    parts: list[int] | list[None] = [None] * len(amounts)
    if decided:
        parts = split_by_cap(amounts, max(line.prorated[row] - line.limited[row], 0))
    record = sheet.records.get(f"/components/{line.key}/amount")
    return [
        RowLine(
            found.rows.labels[entry],
            _basis(sheet, found.rows.key, entry),
            part,
            None if part is None else amount - part,
            tuple(tiers_used(record, entry)),
        )
        for entry, amount, part in zip(entries, amounts, parts, strict=True)
    ]


def _basis(sheet: Sheet, fact: str, entry: int) -> Fraction | None:
    running = sheet.compiled.rows[fact].running_field
    rows = sheet.environment[fact]
    column = None if running is None else rows.fields[running]  # type: ignore[union-attr]
    return column.at(entry) if isinstance(column, Number) else None
