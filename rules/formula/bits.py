"""Sizes of exact values, in bits, and how operations without any reduction make them grow."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

LIMIT_BITS = 65_536
"""No numerator or denominator anywhere in a plan may be able to outgrow this."""

_TENTHS_OF_BITS_PER_PLACE = 34
"""10 < 2**3.4, rounded up so that every bound below stays a bound."""


@dataclass(frozen=True, slots=True)
class Bits:
    """A value n/d with |n| ≤ 2**numerator and 1 ≤ d ≤ 2**denominator."""

    numerator: int
    denominator: int

    @property
    def largest(self) -> int:
        """The larger of the two sizes."""
        return max(self.numerator, self.denominator)


UNIT = Bits(0, 0)
"""Zero and plus or minus one: also what a condition or a category counts as."""


@dataclass(frozen=True, slots=True)
class TableBits:
    """Sizes of a table's constants, each group over its common denominator.

    `edges` are the row ends or keys. A table of single values (whole, step, lookup) has them in `values` and
    `UNIT` in `slopes`. A table of straight pieces (marginal, points) is value + slope * x on each piece.
    """

    edges: Bits
    values: Bits
    slopes: Bits
    rows: int


def bits_of(value: Fraction) -> Bits:
    """The size of one exact value in lowest terms."""
    return Bits(_bits(abs(value.numerator)), _bits(value.denominator))


def common_bits(values: Iterable[Fraction]) -> Bits:
    """The size of the largest of some values, all written over their common denominator."""
    listed = list(values)
    below = lcm(*(value.denominator for value in listed))
    above = max((abs(value.numerator) * (below // value.denominator) for value in listed), default=0)
    return Bits(_bits(above), _bits(below))


def aligned(left: Bits, right: Bits) -> Bits:
    """Either of two values after both were brought to one denominator: comparisons, `min`, branches."""
    above = max(left.numerator + right.denominator, right.numerator + left.denominator)
    return Bits(above, left.denominator + right.denominator)


def added(left: Bits, right: Bits) -> Bits:
    """A sum or a difference."""
    both = aligned(left, right)
    return Bits(both.numerator + 1, both.denominator)


def multiplied(left: Bits, right: Bits) -> Bits:
    """A product."""
    return Bits(left.numerator + right.numerator, left.denominator + right.denominator)


def divided(left: Bits, right: Bits) -> Bits:
    """A quotient."""
    return multiplied(left, Bits(right.denominator, right.numerator))


def rounded(value: Bits, places: int) -> Bits:
    """A value rounded to decimal places: below 2·|value|·10**places + 1, over 10**places."""
    power = power_bits(places)
    return Bits(value.numerator + power + 1, power)


def rounding_work(value: Bits, places: int) -> int:
    """The largest integer that occurs while rounding: 2 · n · 10**places + d."""
    return max(value.numerator + power_bits(places) + 1, value.denominator + 1) + 1


def power_bits(places: int) -> int:
    """The size of 10**places."""
    return -(-places * _TENTHS_OF_BITS_PER_PLACE // 10)


def _bits(value: int) -> int:
    return (value - 1).bit_length() if value > 0 else 0
