"""Rows of a line that are paid apart from the rest of it."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rules.numbers import currency_digits
from rules.results.pay_lines import PayLine, minor_of


@dataclass(frozen=True, slots=True)
class Apart:
    """A line without some of its rows, and what each of those rows pays, in minor units.

    `inseparable` are rows that the line has and that cannot be taken out of it: who holds one of them holds the line.
    """

    rest: PayLine
    rows: Mapping[str, int] = field(default_factory=dict)
    inseparable: frozenset[str] = frozenset()


def rows_apart(line: PayLine, result: Mapping[str, Any], wanted: Collection[str]) -> Apart:
    """The line of this result split: the wanted rows (by the id of each) by themselves, and the rest.

    Everything adds up to the line. Rows can only be taken out where the amounts of all rows make up the line: not where
    it was prorated, gated or capped with the total, nor where it was converted. A row that the result does not have is
    in no part of it.
    """
    component = next((each for each in result["components"] if each["key"] == line.component), None)
    rows = [] if component is None else [row for row in component["lines"] if row.get("id") is not None]
    found = frozenset(row["id"] for row in rows).intersection(wanted)
    if not found:
        return Apart(line)
    digits = currency_digits(line.currency)
    if digits is None or result["payee"] is not None or any(row["amount"] is None for row in rows):
        return Apart(line, inseparable=found)
    paid: Counter[str] = Counter()
    for row in rows:
        paid[row["id"]] += minor_of(row["amount"], digits)
    if paid.total() != line.amount_minor:
        return Apart(line, inseparable=found)
    apart = {ref: paid[ref] for ref in found}
    return Apart(replace(line, amount_minor=line.amount_minor - sum(apart.values())), apart)
