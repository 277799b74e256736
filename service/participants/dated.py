"""What was said of a value over time: later words lie over earlier ones, each only for its own days."""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Said(Generic[V]):
    """One statement: the value holds from `start` (included) to `end` (excluded; None: for good).

    `seq` is the order in which things were said. The value None says that there is nothing in these days.
    """

    seq: int
    value: V | None
    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether it speaks of this day."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Stretch(Generic[V]):
    """Days in a row with one value, from `start` (included) to `end` (excluded; None: for good)."""

    start: date
    end: date | None
    value: V


def value_on(said: Iterable[Said[V]], day: date, *, known: int | None = None) -> V | None:
    """The value of a day: what was said last of it, up to and with the statement `known`; None where there is none."""
    spoken = [each for each in said if each.covers(day) and (known is None or each.seq <= known)]
    return max(spoken, key=lambda each: each.seq).value if spoken else None


def stretches(said: Iterable[Said[V]], *, known: int | None = None) -> tuple[Stretch[V], ...]:
    """The values of all days as known after the statement `known`: in order, without overlaps; neighbours differ.

    Days without a value have no stretch.
    """
    chosen = sorted((each for each in said if known is None or each.seq <= known), key=lambda each: each.start)
    found: list[Stretch[V]] = []
    for start, end, value in _pieces(chosen):
        if found and found[-1].end == start and found[-1].value == value:
            found[-1] = Stretch(found[-1].start, end, value)
        else:
            found.append(Stretch(start, end, value))
    return tuple(found)


def _pieces(said: Sequence[Said[V]]) -> Iterator[tuple[date, date | None, V]]:
    """The days between two edges of any statements, with what was said last of them; `said` is in order of start."""
    edges = sorted({each.start for each in said} | {each.end for each in said if each.end is not None})
    following: list[date | None] = [*edges[1:], None]
    speaking: list[tuple[int, int]] = []
    coming = 0
    for start, end in zip(edges, following, strict=False):
        while coming < len(said) and said[coming].start == start:
            heapq.heappush(speaking, (-said[coming].seq, coming))
            coming += 1
        while speaking and not said[speaking[0][1]].covers(start):
            heapq.heappop(speaking)
        value = said[speaking[0][1]].value if speaking else None
        if value is not None:
            yield start, end, value


def within(found: Iterable[Stretch[V]], start: date, end: date | None) -> Iterator[Stretch[V]]:
    """The parts of stretches that lie in these days."""
    for each in found:
        first = max(each.start, start)
        last = each.end if end is None else end if each.end is None else min(each.end, end)
        if last is None or first < last:
            yield Stretch(first, last, each.value)


def next_change(found: Sequence[Stretch[V]], day: date) -> date | None:
    """The first day after `day` whose value is another one; None where nothing changes any more."""
    for each in found:
        if each.start > day:
            return each.start
        if each.end is not None and each.end > day:
            return each.end
    return None


def is_said(found: Sequence[Stretch[V]], value: V | None, start: date, end: date | None) -> bool:
    """Whether every one of these days has this value already (None: no value)."""
    parts = list(within(found, start, end))
    if value is None:
        return not parts
    return parts == [Stretch(start, end, value)]
