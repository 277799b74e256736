"""Columns of an intake as they compare in tests: a cell that could not be made out is shown by its problem's code."""

from collections.abc import Mapping
from typing import Any, TypeVar

from rules import Problem

K = TypeVar("K")


def shown(columns: Mapping[K, list[Any]]) -> dict[K, list[Any]]:
    """The columns with codes in place of problems."""
    return {key: shown_column(column) for key, column in columns.items()}


def shown_column(column: list[Any]) -> list[Any]:
    """One column with codes in place of problems."""
    return [cell.code if isinstance(cell, Problem) else cell for cell in column]
