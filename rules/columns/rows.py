"""Rows of one fact for a whole batch: a column per field with an entry per row, and which rows are whose."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import lcm
from typing import NamedTuple

from rules.columns.cells import rows_of
from rules.columns.faults import NO_FAULTS, Faults, merged
from rules.columns.flag import Flag
from rules.columns.gather import gathered
from rules.columns.number import Number
from rules.columns.word import Word


class RowLabel(NamedTuple):
    """What a row is known by; empty texts where it does not say."""

    date: str
    time: str
    source: str
    id: str


class Rows:
    """The rows of the fact `key`, person after person, each person's in their own order.

    The rows of person i are those from `bounds[i]` up to `bounds[i + 1]`. Persons in `faults` have no usable rows.
    """

    __slots__ = ("bounds", "faults", "fields", "key", "labels", "owners")

    def __init__(
        self,
        key: str,
        bounds: Sequence[int],
        fields: Mapping[str, Number | Flag | Word],
        labels: Sequence[RowLabel],
        faults: Faults = NO_FAULTS,
    ) -> None:
        self.key = key
        self.bounds = bounds
        self.fields = fields
        self.labels = labels
        self.faults = faults
        self.owners = [person for person, (start, end) in enumerate(pairwise(bounds)) for _ in range(start, end)]

    def __bool__(self) -> bool:
        raise TypeError("rows have no single truth value")

    @property
    def count(self) -> int:
        """How many rows there are in the whole batch."""
        return len(self.owners)

    def of(self, person: int) -> range:
        """The rows of one person."""
        return range(self.bounds[person], self.bounds[person + 1])

    def spread(self, column: Number | Flag | Word) -> Number | Flag | Word:
        """A column of persons as a column of rows: each row has its person's value."""
        return gathered(column, self.owners)

    def added_up(self, values: Number) -> Number:
        """A column of rows as a column of persons: the sum of each one's rows, 0 where there is none.

        A person with a faulty row has that row's fault, the first in order.
        """
        nums = list(rows_of(values.nums, self.count))
        faults = merged(self.faults, self._first_faults(values.faults))
        if isinstance(values.den, int):
            sums = [sum(nums[start:end]) for start, end in pairwise(self.bounds)]
            return Number(sums[0] if len(sums) == 1 else sums, values.den, faults)
        dens = values.den
        belows = [lcm(*dens[start:end]) for start, end in pairwise(self.bounds)]
        sums = [
            sum(nums[row] * (below // dens[row]) for row in range(start, end))
            for below, (start, end) in zip(belows, pairwise(self.bounds), strict=True)
        ]
        return Number(sums[0], belows[0], faults) if len(sums) == 1 else Number(sums, belows, faults)

    def _first_faults(self, faults: Faults) -> Faults:
        return {self.owners[row]: faults[row] for row in sorted(faults, reverse=True)} if faults else NO_FAULTS
