"""Columns for tests of tables and curves: written as texts, read as texts."""

from fractions import Fraction

from rules.columns import Number
from rules.problems import Problem

BELOW = Problem("table.below_first_row", "/values/x", "below the first row")
MISSING = Problem("fact.missing", "/facts/x", "missing")


def numbers(*texts: str) -> Number:
    """One row per text; a single text is a column of one person."""
    return Number.of_row_fractions([Fraction(text) for text in texts])


def shown(column: Number, size: int) -> list[str | None]:
    """The exact values as texts."""
    return [None if (value := column.at(row)) is None else str(value) for row in range(size)]
