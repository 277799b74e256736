"""Columns: one value per participant, exact, with the faults of single rows kept beside the values.

The engine and the formulas speak only to this interface. A column holds integer numerators and one shared
denominator (or one per row where a quotient needs it); a part that is the same for everybody is a plain integer.
A single participant is therefore a column of plain integers: the scalar path is the same code.
"""

from rules.columns.faults import NO_FAULTS, Faults, every_row, merged, only_where
from rules.columns.flag import Flag
from rules.columns.gather import gathered
from rules.columns.number import Number
from rules.columns.rows import RowLabel, Rows
from rules.columns.word import Word

Column = Number | Flag | Word
"""Any column: numbers, booleans, or words of a category."""

__all__ = [
    "NO_FAULTS",
    "Column",
    "Faults",
    "Flag",
    "Number",
    "RowLabel",
    "Rows",
    "Word",
    "every_row",
    "gathered",
    "merged",
    "only_where",
]
