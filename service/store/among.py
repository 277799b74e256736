"""Rows of many participants at once: by their range where they are close together, else by their numbers."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped

_LISTED_MAX: Final = 500
_APART: Final = 10


def among(column: Mapped[Any], numbers: Sequence[int]) -> ColumnElement[bool]:
    """Whether a column holds one of these numbers, of which there is at least one, given ascending.

    Where they are close together, or very many, other numbers between the first and the last are let through.
    """
    first, last = numbers[0], numbers[-1]
    if len(numbers) > _LISTED_MAX or last - first < len(numbers) * _APART:
        return column.between(first, last)
    return column.in_(list(numbers))
