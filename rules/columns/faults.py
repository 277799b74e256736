"""Faults of single rows: a sparse mapping from row number to the problem that took the row's value away.

A missing fact, a division by zero or an unknown key is data here, never an exception: it follows the value through
every operation of its own row and leaves all other rows alone. Mappings are never changed after they were made.
"""

from collections.abc import Iterable, Mapping

from rules.problems import Problem

Faults = Mapping[int, Problem]
NO_FAULTS: Faults = {}


def merged(first: Faults, second: Faults) -> Faults:
    """Both; where a row is in both the first one counts, as it was met first."""
    if not second:
        return first
    return {**second, **first} if first else second


def only_where(faults: Faults, mask: bool | list[bool], wanted: bool = True) -> Faults:
    """The faults of the rows whose mask is `wanted`: a fault in a branch that a row does not take does not count."""
    if not faults:
        return faults
    if isinstance(mask, bool):
        return faults if mask is wanted else NO_FAULTS
    return {row: fault for row, fault in faults.items() if mask[row] is wanted}


def every_row(rows: Iterable[int], problem: Problem) -> Faults:
    """The same problem on each of the rows."""
    return dict.fromkeys(rows, problem)
