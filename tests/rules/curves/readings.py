"""KPIs for tests of curves: actuals of several people and the levels, written as texts."""

from rules.columns import Number
from rules.curves import Bounds, Curve, Reading, bounded_index
from tests.rules.tables.shown import numbers, shown


def reading(*actuals: str, base: str | None = None, normal: str | None = None, target: str | None = None) -> Reading:
    """A KPI of as many people as there are actuals, all with the same levels."""
    low, middle, high = (None if text is None else numbers(text) for text in (base, normal, target))
    return Reading(numbers(*actuals), low, middle, high, len(actuals), "/kpis/revenue")


def raw(curve: Curve, seen: Reading) -> list[str | None]:
    """The raw index of every person."""
    return shown(curve.raw(seen), seen.size)


def faults(column: Number) -> dict[int, str]:
    """The codes of what is wrong, by row."""
    return {row: problem.code for row, problem in column.faults.items()}


def index(curve: Curve, seen: Reading, bounds: Bounds) -> list[str | None]:
    """The index of every person after floor and cap."""
    return shown(bounded_index(curve, seen, curve.raw(seen), bounds), seen.size)
