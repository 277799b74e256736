"""Tables that give one value per row reached: `rate` of a whole-amount table and `step`."""

from dataclasses import dataclass

from rules.columns import Number, every_row
from rules.problems import Problem
from rules.tables.edges import Constants, Edges


@dataclass(frozen=True, slots=True)
class Stepped:
    """`values[i]` holds from the i-th edge on, the edge included."""

    edges: Edges
    values: Constants

    def of(self, x: Number, size: int, below_first: Problem) -> tuple[Number, int | list[int]]:
        """The value per row and the table row reached; a row under the first edge gets the fault `below_first`."""
        positions = self.edges.positions(x)
        if isinstance(positions, int):
            outside = range(size) if positions < 0 else range(0)
        else:
            outside = [row for row, position in enumerate(positions) if position < 0]  # type: ignore[assignment]
        value = self.values.at(positions)
        return value.with_faults(x.faults).with_faults(every_row(outside, below_first)), positions
