"""A column of yes/no values. `both` and `either` read the right side only in the rows that need it."""

from operator import and_, not_, or_

from rules.columns.cells import each
from rules.columns.faults import NO_FAULTS, Faults, merged, only_where
from rules.problems import Problem

Bits = bool | list[bool]


class Flag:
    """True or false per row; `marks` is one bool for all rows or a list, rows in `faults` have no value."""

    __slots__ = ("faults", "marks")

    def __init__(self, marks: Bits, faults: Faults = NO_FAULTS) -> None:
        self.marks = marks
        self.faults = faults

    def __bool__(self) -> bool:
        raise TypeError("a column has no single truth value")

    def at(self, row: int) -> bool | None:
        """The value of one row; None where the row has a fault."""
        if row in self.faults:
            return None
        return self.marks if isinstance(self.marks, bool) else self.marks[row]

    def fault(self, row: int) -> Problem | None:
        """Why the row has no value, if it has none."""
        return self.faults.get(row)

    def holds_everywhere(self) -> bool:
        """True when no row is false or faulty."""
        return not self.faults and (self.marks if isinstance(self.marks, bool) else all(self.marks))

    def fails_everywhere(self) -> bool:
        """True when no row is true or faulty."""
        return not self.faults and not (self.marks if isinstance(self.marks, bool) else any(self.marks))

    def rows(self, size: int) -> list[int]:
        """The rows where it holds; a faulty row is none of them. `size` is the number of rows."""
        if isinstance(self.marks, bool):
            return [row for row in range(size) if row not in self.faults] if self.marks else []
        return [row for row, mark in enumerate(self.marks) if mark and row not in self.faults]

    def both(self, other: "Flag") -> "Flag":
        """`self and other`: where this is false, what is wrong with the other does not count."""
        faults = merged(self.faults, only_where(other.faults, self.marks))
        return Flag(each(and_, self.marks, other.marks), faults)

    def either(self, other: "Flag") -> "Flag":
        """`self or other`: where this is true, what is wrong with the other does not count."""
        faults = merged(self.faults, only_where(other.faults, self.marks, wanted=False))
        return Flag(each(or_, self.marks, other.marks), faults)

    def negated(self) -> "Flag":
        """`not self`."""
        return Flag(each(not_, self.marks), self.faults)

    def chosen(self, when_true: "Flag", when_false: "Flag") -> "Flag":
        """`when_true if self else when_false`, row by row."""
        faults = chosen_faults(self, when_true.faults, when_false.faults)
        return Flag(each(_pick, self.marks, when_true.marks, when_false.marks), faults)

    def text(self, row: int) -> str | None:
        """`true`, `false`, or None where the row has a fault."""
        value = self.at(row)
        return None if value is None else ("true" if value else "false")


def chosen_faults(condition: Flag, when_true: Faults, when_false: Faults) -> Faults:
    """The faults of `a if condition else b`: the condition's own, and those of the branch each row takes."""
    taken = merged(only_where(when_true, condition.marks), only_where(when_false, condition.marks, wanted=False))
    return merged(condition.faults, taken)


def _pick(condition: bool, when_true: bool, when_false: bool) -> bool:
    return when_true if condition else when_false
