"""What a curve reads: a KPI's actual and levels, one column each, and how to say what is wrong with a row."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from rules.columns import Flag, Number, Word
from rules.problems import Problem

LEVEL_ABSENT = "levels.absent"
"""Code of a row that has no such level, where others of the same plan have one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One KPI of a batch. A level the plan does not give is None; `path` is the KPI's place in the explanation."""

    actual: Number | Word
    base: Number | None
    normal: Number | None
    target: Number | None
    size: int
    path: str
    evaluate: Callable[["Reading"], Number] | None = None

    @property
    def measured(self) -> Number:
        """The actual as a number."""
        assert isinstance(self.actual, Number)
        return self.actual

    def level(self, name: str) -> Number:
        """A level that the plan check has made sure of."""
        value: Number | None = getattr(self, name)
        assert value is not None
        return value

    def has(self, name: str) -> Flag:
        """Which rows have a level at all: a personal one may stand beside people without one."""
        faults = self.level(name).faults
        lacking = {row for row, fault in faults.items() if fault.code == LEVEL_ABSENT}
        if len(lacking) in (0, self.size):
            return Flag(not lacking)
        return Flag([row not in lacking for row in range(self.size)])

    def at_target(self) -> "Reading":
        """The same KPI had the actual been exactly the target."""
        return replace(self, actual=self.level("target"))

    def problem(self, code: str, message: str) -> Problem:
        """A finding about this KPI."""
        return Problem(code, f"{self.path}/index", message)


class Curve(Protocol):
    """Turns an actual into an index; floor and cap are put on afterwards, the same way for every curve."""

    def raw(self, reading: Reading) -> Number:
        """The index before floor and cap, per row."""

    def shaped(self, reading: Reading, raw: Number) -> Number:
        """The index the curve gives once `raw` is stored; most curves give `raw` itself."""


class PlainCurve:
    """A curve whose raw index is already its index."""

    def shaped(self, reading: Reading, raw: Number) -> Number:
        """`raw` itself."""
        return raw


def linear_index(reading: Reading) -> Number:
    """(actual − base) / (normal − base): 0 at base, 1 at normal; the sign of normal − base is the direction."""
    base, normal = reading.level("base"), reading.level("normal")
    return (reading.measured - base).divided_by(
        normal - base,
        reading.size,
        lambda: reading.problem("levels.base_equals_normal", "base and normal are equal; give two different levels"),
    )


def attainment(reading: Reading) -> Number:
    """actual / normal."""
    return reading.measured.divided_by(
        reading.level("normal"),
        reading.size,
        lambda: reading.problem("levels.normal_is_zero", "normal is 0, so nothing can be measured as a share of it"),
    )
