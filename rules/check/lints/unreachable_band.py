"""Bands of the rating that no combination of indices reaches."""

from collections.abc import Iterator
from fractions import Fraction

from rules.check.reach import coefficient_reach
from rules.check.subject import Subject
from rules.columns import Number
from rules.compiled import CompiledPlan
from rules.numbers import display
from rules.plan import Band
from rules.problems import Problem, pointer


def unreachable_band(subject: Subject) -> Iterator[Problem]:
    """Bands above the largest coefficient there can be, or wholly below the smallest."""
    compiled, ratings = subject.compiled, subject.plan.ratings
    if compiled is None or ratings is None:
        return
    low, high = coefficient_reach(compiled)
    first = None if low is None else _position(compiled, low)
    last = None if high is None else _position(compiled, high)
    for index, band in enumerate(ratings.bands):
        if high is not None and last is not None and index > last:
            yield _finding(index, band, "at most", high)
        elif low is not None and first is not None and index < first:
            yield _finding(index, band, "at least", low)


def _position(compiled: CompiledPlan, coefficient: Fraction) -> int:
    bands, value = compiled.bands["rating"], Number.constant(coefficient)
    if bands.places is not None:
        value = value.rounded(bands.places, compiled.plan.rounding.mode)
    position = bands.edges.positions(value)
    assert isinstance(position, int)
    return position


def _finding(index: int, band: Band, bound: str, coefficient: Fraction) -> Problem:
    shown = display(coefficient)
    message = (
        f'Nobody can have the grade "{band.grade}": with every KPI measured and the plan\'s own levels the coefficient '
        f"is {bound} {shown}; move the edges of the bands, or the caps and floors of the curves."
    )
    numbers = {bound.replace("at ", ""): shown}
    if band.edge is not None:
        numbers["edge"] = display(band.edge)
    return Problem("lint.unreachable_band", pointer("ratings", "bands", index), message, numbers=numbers)
