"""Random formulas over given names, as texts: small, full of ties, and now and then without a value."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")

LITERALS = (
    "0", "1", "2", "3", "10", "100", "0.5", "0.25", "1.5", "0.005", "0.015", "0.1", "0.7", "0.9", "1.2", "33.33",
    "12.345", "7", "6", "1000", "0.333333333333", "0.01", "250", "4",
)  # fmt: skip
"""Numbers on which rounding and comparing go wrong if anything is inexact; facts are drawn from them too."""


@dataclass
class Names:
    """What a formula may read: names by kind, words by category, tables by kind."""

    numbers: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    words: dict[str, Sequence[str]] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    keys: dict[str, Sequence[str]] = field(default_factory=dict)
    """Lookup tables with the words they know."""

    def plus(self, other: "Names") -> "Names":
        """Both together."""
        return Names(
            self.numbers + other.numbers,
            self.flags + other.flags,
            self.words | other.words,
            self.tables | other.tables,
            self.keys | other.keys,
        )


class Maker:
    """Draws parts of a document; the simple choice always comes first, so that failures shrink well."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def pick(self, options: Sequence[T]) -> T:
        """One of several."""
        return self.draw(st.sampled_from(options))

    def chance(self, percent: int) -> bool:
        """True in so many cases of a hundred."""
        return self.draw(st.integers(0, 99)) >= 100 - percent

    def count(self, low: int, high: int) -> int:
        """A whole number from low to high."""
        return self.draw(st.integers(low, high))

    def draw_places(self, size: int, count: int) -> list[int]:
        """So many different places below `size`, ascending."""
        return sorted(self.draw(st.lists(st.integers(0, size - 1), min_size=count, max_size=count, unique=True)))

    # --- formulas ---------------------------------------------------------------------------------------------

    def number(self, names: Names, depth: int = 2) -> str:
        """A formula that gives a number."""
        if depth == 0 or self.chance(25):
            return self._leaf(names)
        kind = self.count(0, 11 if names.tables else 8)
        if kind <= 3:
            sign = self.pick("+-*")
            return f"({self.number(names, depth - 1)} {sign} {self.number(names, depth - 1)})"
        if kind == 4:
            return f"{self.number(names, depth - 1)} / {self._divisor(names)}"
        if kind == 5:
            return f"({self.number(names, depth - 1)} if {self.flag(names, depth - 1)} else {self.number(names, 0)})"
        if kind == 6:
            return f"{self.pick(('min', 'max'))}({self.number(names, depth - 1)}, {self._leaf(names)})"
        if kind == 7:
            return f"clip({self.number(names, depth - 1)}, {self._leaf(names)}, {self._leaf(names)})"
        if kind == 8:
            return self._rounded(names, depth)
        return self._from_table(names, depth)

    def flag(self, names: Names, depth: int = 1) -> str:
        """A formula that gives a condition."""
        kind = self.count(0, 6)
        if kind == 1 and names.flags:
            return self.pick(("{}", "not {}")).format(self.pick(names.flags))
        if kind == 2 and names.words:
            name = self.pick(sorted(names.words))
            return f'{name} {self.pick(("==", "!="))} "{self.pick(names.words[name])}"'
        if kind == 3 and depth:
            return f"({self.flag(names, 0)} {self.pick(('and', 'or'))} {self.flag(names, depth - 1)})"
        if kind == 4:
            return f"{self._leaf(names)} <= {self.number(names, depth)} < {self._leaf(names)}"
        sign = self.pick((">=", ">", "<", "<=", "==", "!="))
        return f"{self.number(names, depth)} {sign} {self._leaf(names)}"

    def condition(self, names: Names, holds: int = 60) -> str:
        """A condition that is more often true than not: gates should stay open now and then."""
        if self.chance(holds) and names.numbers:
            return f"{self.pick(names.numbers)} {self.pick(('>=', '<='))} {self.pick(LITERALS)}"
        return self.flag(names)

    def _leaf(self, names: Names) -> str:
        if names.numbers and self.chance(65):
            return self.pick(names.numbers)
        literal = self.pick(LITERALS)
        return f"-{literal}" if self.chance(10) else literal

    def _divisor(self, names: Names) -> str:
        if names.numbers and self.chance(25):
            return self.pick(names.numbers)
        return self.pick(("3", "2", "7", "100", "0.5", "6", "1.2"))

    def _rounded(self, names: Names, depth: int) -> str:
        inner = self.number(names, depth - 1)
        function = self.pick(("round({})", "round({}, 2)", "floor({})", "ceil({})", "abs({})", "round({}, 0)"))
        return function.format(inner)

    def _from_table(self, names: Names, depth: int) -> str:
        key = self.pick(sorted(names.tables))
        x = self.number(names, depth - 1)
        match names.tables[key]:
            case "marginal":
                return f"tier({x}, {key}, {self._leaf(names)})" if self.chance(40) else f"tier({x}, {key})"
            case "whole":
                return f"rate({x}, {key})"
            case "step":
                return f"step({x}, {key})"
            case "points":
                return f"interpolate({x}, {key})"
        known = names.keys.get(key)
        fitting = [name for name, words in names.words.items() if known and set(words) & set(known)]
        if known is None:
            return f"lookup({self._leaf(names)}, {key})"
        return f"lookup({self.pick(sorted(fitting))}, {key})" if fitting else x
