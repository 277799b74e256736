"""Rows of a line that are paid apart from the rest of it."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rules.numbers import currency_digits
from rules.results.pay_lines import PayLine, minor_of


@dataclass(frozen=True, slots=True)
class Apart:
    """A line without some of its rows, and what each of those rows pays, in minor units."""

    rest: PayLine
    rows: Mapping[str, int]


def rows_apart(line: PayLine, result: Mapping[str, Any], wanted: Collection[str]) -> Apart:
    """The line of this result split: the wanted rows (by the id of each) by themselves, and the rest.

    A row that the result does not have, or whose own amount is not known, stays in the rest. Everything adds up to
    the line. Lines that were converted have no amounts of rows.
    """
    component = next((each for each in result["components"] if each["key"] == line.component), None)
    digits = currency_digits(line.currency)
    if component is None or digits is None or result["payee"] is not None:
        return Apart(line, {})
    rows: Counter[str] = Counter()
    for row in component["lines"]:
        ref = row.get("id")
        if ref in wanted and row["amount"] is not None:
            rows[ref] += minor_of(row["amount"], digits)
    return Apart(replace(line, amount_minor=line.amount_minor - sum(rows.values())), rows)
