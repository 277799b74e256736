"""Exact-key tables: a number or a category word gives its value; a key that is not listed is a fault."""

from dataclasses import dataclass
from fractions import Fraction

from rules.columns import Number, Word, every_row
from rules.problems import Problem
from rules.tables.edges import Constants


@dataclass(frozen=True, slots=True)
class Lookup:
    """`keys[i]` gives `values[i]`; all keys are words, or all are numbers."""

    keys: tuple[Fraction | str, ...]
    values: Constants

    def of(self, key: Number | Word, size: int, no_match: Problem) -> tuple[Number, list[int]]:
        """The value per row and the table row found (−1: none); rows without a match get the fault `no_match`."""
        places = {listed: position for position, listed in enumerate(self.keys)}
        found = [places.get(value, -1) if (value := key.at(row)) is not None else -1 for row in range(size)]
        missing = [row for row, position in enumerate(found) if position < 0]
        result = self.values.at(found)
        return result.with_faults(key.faults).with_faults(every_row(missing, no_match)), found
