"""Rows of constants whose fractions have no small common denominator: refused before any table is built of them.

Decimals of 12 places have one of 40 bits. Distinct fractions multiply theirs, and every row is written over it.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import lcm

from rules.formula import LIMIT_BITS
from rules.plan import (
    Banded,
    CurveStep,
    MarginalTable,
    Plan,
    PointsCurve,
    PointsTable,
    ScaleCurve,
    StepRow,
    StepsCurve,
    StepTable,
    Table,
    WholeRow,
    WholeTable,
)
from rules.problems import Problem, pointer

BITS_MAX = 1 << 25
"""Bits of a common denominator times rows: about 4 MB of numbers for one table."""

_SUMMED = 8
"""Marginal tiers add up all the tiers before them, which costs more than to write each over the denominator."""

_Group = Sequence[Fraction]
_Points = Sequence[tuple[Fraction, Fraction]]


def check_fractions(plan: Plan) -> Iterator[Problem]:
    """Tables, scales, ratings and curves whose constants are too much work together."""
    for path, groups, weight in _constants(plan):
        if not _is_small(groups, weight):
            message = (
                "The fractions of these rows have no common denominator of a usable size; "
                "write decimals, or use fewer different fractions."
            )
            yield Problem("plan.too_large", path, message)


def _constants(plan: Plan) -> Iterator[tuple[str, list[_Group], int]]:
    """Where rows of constants stand, those that need a common denominator together, and what a bit of it costs."""
    for key, table in plan.tables.items():
        yield pointer("tables", key), _of_table(table), _SUMMED if isinstance(table, MarginalTable) else 1
    if plan.ratings is not None:
        yield "/ratings", _of_bands(plan.ratings), 1
    for key, scale in plan.scales.items():
        yield pointer("scales", key), _of_bands(scale), 1
    for index, kpi in enumerate(plan.kpis):
        path = pointer("kpis", index, "curve")
        match kpi.curve:
            case PointsCurve(points=points):
                yield path, _of_points([(point.at, point.index) for point in points]), 1
            case StepsCurve(rows=rows):
                yield path, [_starts(rows), [row.index for row in rows]], 1
            case ScaleCurve(values=values):
                yield path, [list(values.values())], 1


def _of_table(table: Table) -> list[_Group]:
    match table:
        case MarginalTable(rows=tiers):
            return [[number for row in tiers for number in (row.from_, row.rate, row.flat) if number is not None]]
        case PointsTable(points=points):
            return _of_points([(point.at, point.value) for point in points])
        case WholeTable(rows=rates):
            return [_starts(rates), [row.rate for row in rates]]
        case StepTable(rows=steps):
            return [_starts(steps), [row.value for row in steps]]
    return [[row.value for row in table.rows]]


def _starts(rows: Sequence[WholeRow | StepRow | CurveStep]) -> _Group:
    return [row.from_ for row in rows if row.from_ is not None]


def _of_bands(banded: Banded) -> list[_Group]:
    edges = [band.edge for band in banded.bands if band.edge is not None]
    payouts = [band.payout for band in banded.bands if band.payout is not None]
    if not banded.interpolate:
        return [edges, payouts]
    return _of_points(list(zip(edges, payouts[len(payouts) - len(edges) :], strict=False)))


def _of_points(points: _Points) -> list[_Group]:
    """The points, and the slopes of the lines through them, which bring denominators of their own."""
    slopes = [
        (value - value_before) / (at - at_before)
        for (at_before, value_before), (at, value) in pairwise(points)
        if at != at_before
    ]
    return [[at for at, _ in points], [value for _, value in points] + slopes]


def _is_small(groups: Sequence[_Group], weight: int) -> bool:
    rows = max((len(group) for group in groups), default=0)
    most = min(LIMIT_BITS, BITS_MAX // (weight * max(rows, 1)))
    below = 1
    for group in groups:
        for number in group:
            below = lcm(below, number.denominator)
            if below.bit_length() > most:
                return False
    return True
