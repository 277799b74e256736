"""A shorter column spread over more rows: each row takes the value of one entry."""

from collections.abc import Sequence
from typing import TypeVar, overload

from rules.columns.faults import NO_FAULTS, Faults
from rules.columns.flag import Flag
from rules.columns.number import Number
from rules.columns.word import Word

_Part = TypeVar("_Part")


@overload
def gathered(column: Number, entries: Sequence[int]) -> Number: ...
@overload
def gathered(column: Flag, entries: Sequence[int]) -> Flag: ...
@overload
def gathered(column: Word, entries: Sequence[int]) -> Word: ...
def gathered(column: Number | Flag | Word, entries: Sequence[int]) -> Number | Flag | Word:
    """The column whose row i is the row `entries[i]` of `column`, with its fault where it has one.

    A part that is the same for all entries stays one; a single row has plain parts, as every batch of one.
    """
    faults = _faults(column.faults, entries)
    if isinstance(column, Number):
        return Number(_picked(column.nums, entries), _picked(column.den, entries), faults)
    if isinstance(column, Flag):
        return Flag(_picked(column.marks, entries), faults)
    return Word(_picked(column.words, entries), faults)


def _picked(part: _Part | list[_Part], entries: Sequence[int]) -> _Part | list[_Part]:
    if not isinstance(part, list):
        return part
    return part[entries[0]] if len(entries) == 1 else [part[entry] for entry in entries]


def _faults(faults: Faults, entries: Sequence[int]) -> Faults:
    if not faults:
        return NO_FAULTS
    return {row: faults[entry] for row, entry in enumerate(entries) if entry in faults}
