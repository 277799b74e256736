"""What a formula did while it ran, kept as references to columns so that recording costs nothing per row.

Rendering (statements, traces) reads single rows from these records later.
"""

from dataclasses import dataclass, field

from rules.columns import Column, Flag, Number, Rows
from rules.tables import Marginal, Table


@dataclass(frozen=True, slots=True)
class Branching:
    """An `if` of the formula: where it stands, its condition per row, and the rows that reached it."""

    position: int
    condition: Flag
    active: Flag | None


@dataclass(frozen=True, slots=True)
class TableUse:
    """A table call: the row found per participant (for `tier`: the amounts it was split by)."""

    position: int
    function: str
    name: str
    table: Table
    x: Column
    already: Number | None
    rows: int | list[int] | None
    active: Flag | None

    def tier_lines_of(self, row: int) -> bool:
        """True when this call is a marginal tier that the row really used."""
        return isinstance(self.table, Marginal) and is_active(self.active, row)


def is_active(active: Flag | None, row: int) -> bool:
    """Whether a row reached a part of the formula; None means every row did."""
    return active is None or active.at(row) is True


@dataclass(slots=True)
class FormulaRecord:
    """Everything one evaluation of one formula left behind for explanations."""

    text: str
    uses: tuple[str, ...]
    branchings: list[Branching] = field(default_factory=list)
    tables: list[TableUse] = field(default_factory=list)
    sums: list["SumUse"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SumUse:
    """A `sum` of the formula: the value of every row, and what its argument did, row by row, in `record`."""

    position: int
    rows: Rows
    values: Number
    record: FormulaRecord
    active: Flag | None
