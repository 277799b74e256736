"""A column of exact rational numbers: integer numerators over one shared denominator, or over one per row.

Nothing is reduced on the way: the plan check bounds the size of every value before anything is computed, and
multiplying a whole column by one integer is far cheaper than a greatest common divisor per row.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import repeat
from math import gcd, lcm
from operator import add, eq, floordiv, ge, gt, le, lt, mul, ne, neg, sub

from rules.columns.cells import Cell, each, rows_of
from rules.columns.faults import NO_FAULTS, Faults, every_row, merged
from rules.columns.flag import Flag, chosen_faults
from rules.numbers import ROUNDINGS, RoundingMode, display, half_up, scaled_texts
from rules.problems import Problem

COMPARISONS: dict[str, Callable[[int, int], bool]] = {
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
    "==": eq,
    "!=": ne,
}


class Number:
    """Exact values: row i is nums[i] / den[i], `den` positive; rows in `faults` have no value.

    `nums` and `den` are each one integer for all rows or a list with one per row.
    """

    __slots__ = ("den", "faults", "nums")

    def __init__(self, nums: Cell, den: Cell = 1, faults: Faults = NO_FAULTS) -> None:
        self.nums = nums
        self.den = den
        self.faults = faults

    @classmethod
    def constant(cls, value: Fraction | int) -> "Number":
        """The same value in every row."""
        return cls(value.numerator, value.denominator)

    @classmethod
    def of_fractions(cls, values: Sequence[Fraction], faults: Faults = NO_FAULTS) -> "Number":
        """A short list of constants over their common denominator."""
        below = lcm(*{value.denominator for value in values})
        return cls([value.numerator * (below // value.denominator) for value in values], below, faults)

    @classmethod
    def of_row_fractions(cls, values: Sequence[Fraction], faults: Faults = NO_FAULTS) -> "Number":
        """One value per row, each over its own denominator: the rows of a batch never make each other larger."""
        if len(values) == 1:
            return cls(values[0].numerator, values[0].denominator, faults)
        return cls([value.numerator for value in values], [value.denominator for value in values], faults)

    def __bool__(self) -> bool:
        raise TypeError("a column has no single truth value")

    def at(self, row: int) -> Fraction | None:
        """The exact value of one row; None where the row has a fault."""
        if row in self.faults:
            return None
        above = self.nums if isinstance(self.nums, int) else self.nums[row]
        below = self.den if isinstance(self.den, int) else self.den[row]
        return Fraction(above, below)

    def fault(self, row: int) -> Problem | None:
        """Why the row has no value, if it has none."""
        return self.faults.get(row)

    def with_faults(self, faults: Faults) -> "Number":
        """The same values with further faulty rows; what is there already counts first."""
        return Number(self.nums, self.den, merged(self.faults, faults)) if faults else self

    def without_faults(self) -> "Number":
        """The same values with nothing taken away: only for rows whose value is put in by `chosen` next."""
        return Number(self.nums, self.den)

    # --- arithmetic ---------------------------------------------------------------------------------------

    def __add__(self, other: "Number") -> "Number":
        left, right, below = self._aligned(other)
        return Number(each(add, left, right), below, merged(self.faults, other.faults))

    def __sub__(self, other: "Number") -> "Number":
        left, right, below = self._aligned(other)
        return Number(each(sub, left, right), below, merged(self.faults, other.faults))

    def __mul__(self, other: "Number") -> "Number":
        faults = merged(self.faults, other.faults)
        return Number(each(mul, self.nums, other.nums), each(mul, self.den, other.den), faults)

    def __neg__(self) -> "Number":
        return Number(each(neg, self.nums), self.den, self.faults)

    def __abs__(self) -> "Number":
        return Number(each(abs, self.nums), self.den, self.faults)

    def divided_by(self, other: "Number", size: int, by_zero: Callable[[], Problem]) -> "Number":
        """The quotient; rows whose divisor is 0 get the fault `by_zero` makes. `size` is the number of rows."""
        faults = merged(self.faults, other.faults)
        above, below = each(mul, self.nums, other.den), each(mul, self.den, other.nums)
        if isinstance(below, int):
            if below == 0:
                return Number(0, 1, merged(faults, every_row(range(size), by_zero())))
            return Number(above, below, faults) if below > 0 else Number(each(neg, above), -below, faults)
        if min(below) > 0:
            return Number(above, below, faults)
        zeros = [row for row, divisor in enumerate(below) if divisor == 0]
        nums = [-n if d < 0 else n for n, d in zip(rows_of(above, size), below, strict=True)]
        if zeros:
            faults = merged(faults, every_row(zeros, by_zero()))
        return Number(nums, [abs(d) or 1 for d in below], faults)

    def lesser(self, other: "Number") -> "Number":
        """The smaller of the two, row by row."""
        left, right, below = self._aligned(other)
        return Number(each(min, left, right), below, merged(self.faults, other.faults))

    def greater(self, other: "Number") -> "Number":
        """The larger of the two, row by row."""
        left, right, below = self._aligned(other)
        return Number(each(max, left, right), below, merged(self.faults, other.faults))

    # --- decisions ----------------------------------------------------------------------------------------

    def compared(self, sign: str, other: "Number") -> Flag:
        """`self sign other` for one of < <= > >= == !=, exactly."""
        left, right, _ = self._aligned(other)
        return Flag(each(COMPARISONS[sign], left, right), merged(self.faults, other.faults))

    def chosen(self, condition: Flag, otherwise: "Number") -> "Number":
        """`self if condition else otherwise`, row by row; only the branch a row takes can fault it."""
        faults = chosen_faults(condition, self.faults, otherwise.faults)
        if isinstance(condition.marks, bool):
            taken = self if condition.marks else otherwise
            return Number(taken.nums, taken.den, faults)
        left, right, below = self.nums, otherwise.nums, self.den
        if isinstance(self.den, list) or isinstance(otherwise.den, list):
            below = each(_pick, condition.marks, self.den, otherwise.den)
        elif self.den != otherwise.den:
            left, right, below = self._aligned(otherwise)
        return Number(each(_pick, condition.marks, left, right), below, faults)

    # --- rounding and display -----------------------------------------------------------------------------

    def rounded(self, places: int, mode: RoundingMode = "half_up") -> "Number":
        """Rounded to `places` decimals; the result's denominator is 10**places."""
        return Number(self.in_units(places, mode), 10**places, self.faults)

    def in_units(self, places: int, mode: RoundingMode = "half_up") -> Cell:
        """The rounded values as integers of 10**-places, such as cents; faulty rows hold an unused number."""
        if self.den == 10**places:
            return self.nums
        above = each(mul, self.nums, 10**places)
        if mode == "half_up" and isinstance(above, list) and above and min(above) >= 0:
            return _half_up_of_positives(above, self.den)
        return each(ROUNDINGS[mode], above, self.den)

    def floor(self) -> "Number":
        """The largest integer not above the value."""
        return Number(each(floordiv, self.nums, self.den), 1, self.faults)

    def reduced(self) -> "Number":
        """The same values over smaller integers where one common factor allows it."""
        if isinstance(self.den, list):
            return self
        factor = gcd(self.den, *(self.nums if isinstance(self.nums, list) else (self.nums,)))
        return self if factor == 1 else Number(each(floordiv, self.nums, factor), self.den // factor, self.faults)

    def text(self, row: int) -> str | None:
        """The value as shown: exact, or rounded to 12 places where it does not end; None for a faulty row."""
        value = self.at(row)
        return None if value is None else display(value)

    def texts(self, size: int, places: int = 12) -> list[str | None]:
        """The whole column as shown, faster than row by row."""
        if isinstance(self.nums, int) and isinstance(self.den, int):
            shown: list[str | None] = [display(Fraction(self.nums, self.den), places)] * size
        else:
            units, places = self._decimals(places)
            shown = list(scaled_texts(rows_of(units, size), places))
        for row in self.faults:
            shown[row] = None
        return shown

    def _decimals(self, places: int) -> tuple[Cell, int]:
        """The column as integers of 10**-places, with fewer places where the shared denominator needs no more."""
        if isinstance(self.den, int):
            for needed in range(places + 1):
                factor, rest = divmod(10**needed, self.den)
                if rest == 0:
                    return _scaled(self.nums, factor), needed
        return each(half_up, each(mul, self.nums, 10**places), self.den), places

    def _aligned(self, other: "Number") -> tuple[Cell, Cell, Cell]:
        """Both numerators over one denominator."""
        if self.den is other.den or (isinstance(self.den, int) and self.den == other.den):
            return self.nums, other.nums, self.den
        if isinstance(self.den, int) and isinstance(other.den, int):
            below = lcm(self.den, other.den)
            return _scaled(self.nums, below // self.den), _scaled(other.nums, below // other.den), below
        return (
            each(mul, self.nums, other.den),
            each(mul, other.nums, self.den),
            each(mul, self.den, other.den),
        )


def _scaled(nums: Cell, factor: int) -> Cell:
    if factor == 1:
        return nums
    return nums * factor if isinstance(nums, int) else list(map(mul, nums, repeat(factor)))


def _half_up_of_positives(above: list[int], below: Cell) -> Cell:
    twice = each(mul, below, 2)
    return each(floordiv, each(add, each(mul, above, 2), below), twice)


def _pick(condition: bool, when_true: int, when_false: int) -> int:
    return when_true if condition else when_false
