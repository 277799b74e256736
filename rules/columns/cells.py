"""Parts of columns: an integer that holds for every row, or a list with one integer per row."""

from collections.abc import Callable, Iterable
from itertools import repeat
from typing import TypeVar

Cell = int | list[int]
"""One integer for all rows, or one per row."""

T = TypeVar("T")


def each(operation: Callable[..., T], *parts: object) -> T | list[T]:
    """`operation` row by row; once only when every part holds for all rows."""
    for part in parts:
        if type(part) is list:
            break
    else:
        return operation(*parts)
    return list(map(operation, *[part if type(part) is list else repeat(part) for part in parts]))


def rows_of(part: Cell, size: int) -> Iterable[int]:
    """The part spelled out row by row."""
    return part if isinstance(part, list) else repeat(part, size)
