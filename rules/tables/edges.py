"""Which row of a table or scale each value falls into: half-open intervals decided on exact values."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from rules.columns import Number


class Edge(NamedTuple):
    """The lower end of a row; `value` None is open below; `above` True leaves the end itself out."""

    value: Fraction | None
    above: bool = False


@dataclass(frozen=True, slots=True)
class Edges:
    """Lower ends in ascending order. Position 0 is the first row; −1 means below the first row."""

    ends: tuple[Edge, ...]

    def positions(self, column: Number) -> int | list[int]:
        """The row each value falls into, −1 below the first; faulty rows hold an unused number."""
        open_below = bool(self.ends) and self.ends[0].value is None
        closed = self.ends[1:] if open_below else self.ends
        shift = 0 if open_below else -1
        if isinstance(column.den, list):
            nums = column.nums if isinstance(column.nums, list) else [column.nums] * len(column.den)
            return [self._reached(closed, n, d) + shift for n, d in zip(nums, column.den, strict=True)]
        thresholds = [_threshold(end, column.den) for end in closed]
        if isinstance(column.nums, int):
            return bisect_right(thresholds, column.nums) + shift
        return [bisect_right(thresholds, num) + shift for num in column.nums]

    @staticmethod
    def _reached(closed: Sequence[Edge], above: int, below: int) -> int:
        low, high = 0, len(closed)
        while low < high:
            middle = (low + high) // 2
            if above >= _threshold(closed[middle], below):
                low = middle + 1
            else:
                high = middle
        return low


def _threshold(end: Edge, below: int) -> int:
    """The least numerator over `below` that reaches this end."""
    assert end.value is not None
    scaled = end.value.numerator * below
    if end.above:
        return scaled // end.value.denominator + 1
    return -(-scaled // end.value.denominator)


class Constants:
    """A row's constants over their common denominator, ready to be spread over a column."""

    __slots__ = ("den", "nums", "values")

    def __init__(self, values: Sequence[Fraction]) -> None:
        self.values = tuple(values)
        common = Number.of_fractions(values)
        assert isinstance(common.nums, list)
        assert isinstance(common.den, int)
        self.nums, self.den = common.nums, common.den

    def at(self, positions: int | list[int]) -> Number:
        """A column that holds, per row, the value at the row's position (−1 gives the unused last one)."""
        if isinstance(positions, int):
            return Number(self.nums[positions], self.den)
        nums = self.nums
        return Number([nums[position] for position in positions], self.den)
