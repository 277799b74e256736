"""The one place that rounds. Every mode is symmetric around zero, so a reversal is the exact negative."""

from collections.abc import Callable
from typing import Literal

RoundingMode = Literal["half_up", "half_even", "down", "up"]
"""half_up: half away from zero; half_even: half to the even neighbour; down: towards zero; up: away from zero."""

IntegerRounding = Callable[[int, int], int]
"""(numerator, positive denominator) → the rounded integer."""


def half_up(above: int, below: int) -> int:
    """`above / below` to the nearest integer, a half away from zero."""
    if above >= 0:
        return (2 * above + below) // (2 * below)
    return -((below - 2 * above) // (2 * below))


def half_even(above: int, below: int) -> int:
    """`above / below` to the nearest integer, a half to the even one."""
    whole, rest = divmod(above, below)
    twice = 2 * rest
    return whole + 1 if twice > below or (twice == below and whole & 1) else whole


def down(above: int, below: int) -> int:
    """`above / below` cut towards zero."""
    return above // below if above >= 0 else -(-above // below)


def up(above: int, below: int) -> int:
    """`above / below` to the next integer away from zero."""
    return -(-above // below) if above >= 0 else above // below


ROUNDINGS: dict[RoundingMode, IntegerRounding] = {
    "half_up": half_up,
    "half_even": half_even,
    "down": down,
    "up": up,
}
