"""Curves given as points or steps over the actual, the attainment or the raw linear index."""

from dataclasses import dataclass
from typing import Literal

from rules.columns import Number
from rules.curves.reading import PlainCurve, Reading, attainment, linear_index
from rules.tables import Pieces, Stepped

Measure = Literal["actual", "attainment", "raw"]


@dataclass(frozen=True, slots=True)
class Points(PlainCurve):
    """Straight lines through (at, index) points, flat outside the ends."""

    of: Measure
    pieces: Pieces

    def raw(self, reading: Reading) -> Number:
        """The value on the line."""
        return self.pieces.of(_measured(self.of, reading))[0]


@dataclass(frozen=True, slots=True)
class Steps(PlainCurve):
    """The index of the row reached, its lower end included."""

    of: Measure
    stepped: Stepped

    def raw(self, reading: Reading) -> Number:
        """The row's index; a row under the first step gets a fault."""
        under = reading.problem(
            "curve.below_first_step",
            "the actual lies below the first step of the curve; give the first row no `from` to open it below",
        )
        return self.stepped.of(_measured(self.of, reading), reading.size, under)[0]


def _measured(of: Measure, reading: Reading) -> Number:
    if of == "actual":
        return reading.measured
    return attainment(reading) if of == "attainment" else linear_index(reading)
