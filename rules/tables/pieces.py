"""Functions made of straight pieces: value = intercept + slope · x on each half-open interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from rules.columns import Number
from rules.tables.edges import Constants, Edge, Edges


@dataclass(frozen=True, slots=True)
class Pieces:
    """One intercept and slope per interval, aligned with `edges`."""

    edges: Edges
    intercepts: Constants
    slopes: Constants

    def of(self, x: Number) -> tuple[Number, int | list[int]]:
        """The function's value per row, and the interval each row fell into (−1 below the first)."""
        positions = self.edges.positions(x)
        value = self.intercepts.at(positions)
        if any(self.slopes.nums):
            value = value + self.slopes.at(positions) * x
        return value.with_faults(x.faults), positions


def through_points(points: Sequence[tuple[Fraction, Fraction]]) -> Pieces:
    """Straight lines through (at, value) points in ascending order, flat outside the ends.

    Two points at one `at` are a jump: from there on the later value holds.
    """
    edges, intercepts, slopes = [Edge(None)], [points[0][1]], [Fraction(0)]
    for (at, value), following in zip(points, [*points[1:], None], strict=True):
        slope = Fraction(0)
        if following is not None and following[0] != at:
            slope = (following[1] - value) / (following[0] - at)
        edges.append(Edge(at))
        intercepts.append(value - slope * at)
        slopes.append(slope)
    return Pieces(Edges(tuple(edges)), Constants(intercepts), Constants(slopes))
