"""Exact values beside the shown ones: whatever does not end within 12 places, as a reduced fraction."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import gcd
from typing import Any

from rules.columns import Column, Number
from rules.engine import Sheet
from rules.numbers import exact_text
from rules.numbers.exact import PLACES_MAX
from rules.problems import pointer
from rules.results.components import earned_tiers
from rules.results.row_lines import row_lines
from rules.tables import TierLine

_UNIT = 10**PLACES_MAX
_KPI_FIELDS = ("actual", "base", "normal", "target", "raw_index", "index", "weight", "weighted_index")


def exact_columns(sheet: Sheet) -> dict[int, dict[str, str]]:
    """By row the exact text of every number of a column that is shown rounded, by the place where it is shown."""
    found: dict[int, dict[str, str]] = {}
    for path, column in _columns(sheet):
        for row, value in unending(column, sheet.size):
            found.setdefault(row, {})[path] = exact_text(value)
    for key, gate in sheet.gates.items():
        for row, value in unending(gate.cap if gate.factor is None else gate.factor, sheet.size):
            if gate.passed.at(row) is False:
                found.setdefault(row, {})[pointer("gates", key, "effect")] = exact_text(value)
    return found


def exact_lines(sheet: Sheet, row: int, components: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """The same for the lines of one person's components, as they stand in the result."""
    for component in components:
        if not component["lines"]:
            continue
        key, place = component["key"], pointer("components", component["key"], "lines")
        line = sheet.components[key]
        if line.rows is None:
            yield from _tiers(earned_tiers(sheet, key, row), place)
            continue
        for index, one in enumerate(row_lines(sheet, line, row, decided=True)):
            yield from exact_number(one.basis, f"{place}/{index}/basis")
            yield from _tiers(one.tiers, f"{place}/{index}/tiers")


def _tiers(tiers: Iterable[TierLine], place: str) -> Iterator[tuple[str, str]]:
    for index, tier in enumerate(tiers):
        for name, value in tier.parts().items():
            yield from exact_number(value, f"{place}/{index}/{name}")


def exact_number(value: Fraction | None, path: str) -> Iterator[tuple[str, str]]:
    """The place and the exact text of a value that is shown rounded; nothing for any other."""
    if value is not None and _UNIT % value.denominator:
        yield path, exact_text(value)


def unending(column: Column | None, size: int) -> Iterator[tuple[int, Fraction]]:
    """The rows of a column whose value does not end within 12 places, with the value."""
    if not isinstance(column, Number):
        return
    nums, dens = column.nums, column.den
    if isinstance(dens, int):
        rest = dens // gcd(dens, _UNIT)
        if rest == 1:
            return
        if isinstance(nums, int):
            rows: list[int] | range = range(size) if nums % rest else range(0)
        else:
            rows = [row for row, above in enumerate(nums) if above % rest]
    else:
        aboves = [nums] * size if isinstance(nums, int) else nums
        rows = [row for row, (above, below) in enumerate(zip(aboves, dens, strict=True)) if above * _UNIT % below]
    for row in rows:
        value = column.at(row)
        if value is not None:
            yield row, value


def _columns(sheet: Sheet) -> Iterator[tuple[str, Column | None]]:
    for key, line in sheet.kpis.items():
        for field in _KPI_FIELDS:
            yield pointer("kpis", key, field), getattr(line, field)
    yield "/coefficient", sheet.coefficient
    for key, scale in sheet.scales.items():
        yield ("/payout" if key not in sheet.compiled.plan.scales else pointer("scales", key, "payout")), scale.payout
    for key, column in sheet.values.items():
        yield pointer("values", key), column
