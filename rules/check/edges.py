"""Where exactly a band begins: the number at its edge, and numbers that certainly fall on either side of it."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from math import ceil, floor

from rules.numbers import ROUNDINGS
from rules.plan import Band, Banded, Rounding

HAIR = Fraction(1, 10**30)
"""Finer than any edge or rounding a plan can state."""


@dataclass(frozen=True, slots=True)
class Edge:
    """`at` is the edge; a value of `below` does not reach the band and one of `reached` does."""

    at: Fraction
    below: Fraction
    reached: Fraction


def edges_of(banded: Banded, rounding: Rounding, *, stored: bool) -> list[tuple[int, Edge]]:
    """The edge of every band but the first, by its place in the list.

    `stored`: what is looked up is kept rounded where the plan rounds its steps, so the edge is a value it can have.
    Bands that rounding makes begin at one place have one edge, that of the last.
    """
    grid = Fraction(1, 10**rounding.steps) if stored and rounding.steps is not None else None
    found = [
        (index, _on_grid(_edge(band, banded, rounding), grid)) for index, band in enumerate(banded.bands) if index > 0
    ]
    return [entry for entry, after in zip_longest(found, found[1:]) if after is None or entry[1] != after[1]]


def _edge(band: Band, banded: Banded, rounding: Rounding) -> Edge:
    assert band.edge is not None
    if banded.round_before_band is None:
        return _between(band.edge, included=band.above is None)
    unit = Fraction(1, 10**banded.round_before_band)
    steps = floor(band.edge / unit) + 1 if band.above is not None else ceil(band.edge / unit)
    first = steps * unit

    def reaches(value: Fraction) -> bool:
        scaled = value / unit
        return ROUNDINGS[rounding.mode](scaled.numerator, scaled.denominator) >= steps

    for at in (first - unit, first - unit / 2):
        if reaches(at) or reaches(at + HAIR):
            return _between(at, included=reaches(at))
    return _between(first, included=True)


def _between(at: Fraction, *, included: bool) -> Edge:
    return Edge(at, at - HAIR, at) if included else Edge(at, at, at + HAIR)


def _on_grid(edge: Edge, grid: Fraction | None) -> Edge:
    """The first value of the grid that reaches the band."""
    if grid is None:
        return edge
    first = ceil(edge.reached / grid) * grid
    return Edge(first, edge.below, first)
