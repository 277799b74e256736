"""One value from period to period: its change, its own average, a label and a streak."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from rules.columns import Column, Number
from rules.numbers import display

PROGRESS_BAND = Fraction(1, 20)
"""A change of not more than this is stable."""

PERIODS_AVERAGED = 3
"""Against so many periods just before a value is compared as the person's own average."""

Label = Literal["progress", "regression", "stable"]


@dataclass(frozen=True, slots=True)
class Movement:
    """A coefficient or an index in one period; None wherever a value that is needed does not exist.

    `before` is the last period's value on this period's scale: scored again where `scale_changed`. `streak` counts the
    changes of the same direction up to this one: 3 for three rises in a row, -3 for three falls.
    """

    value: Fraction | None
    before: Fraction | None
    average: Fraction | None
    label: Label | None
    streak: int
    scale_changed: bool

    @property
    def change(self) -> Fraction | None:
        """This period's value less the last one's."""
        return _less(self.value, self.before)

    def to_json(self) -> dict[str, Any]:
        """The wire shape: ratios with at most 12 places."""
        shown: dict[str, Any] = {"value": _text(self.value), "before": _text(self.before), "change": _text(self.change)}
        shown |= {"average": _text(self.average), "versus_average": _text(_less(self.value, self.average))}
        return shown | {"label": self.label, "streak": self.streak, "scale_changed": self.scale_changed}


@dataclass(frozen=True, slots=True)
class KpiProgress:
    """One KPI in one period: what was measured, and how its index moved. `above_target` is also told where pay is
    cut at the target; None where there is no target."""

    actual: str | None
    actual_before: str | None
    above_target: bool | None
    index: Movement

    def to_json(self) -> dict[str, Any]:
        """The wire shape."""
        own = {"actual": self.actual, "actual_before": self.actual_before, "above_target": self.above_target}
        return own | {"index": self.index.to_json()}


@dataclass(frozen=True, slots=True)
class PeriodProgress:
    """One period: `name` is the one it was given under."""

    name: str
    coefficient: Movement
    kpis: dict[str, KpiProgress]

    def to_json(self) -> dict[str, Any]:
        """The wire shape."""
        kpis = [{"key": key, **progress.to_json()} for key, progress in self.kpis.items()]
        return {"period": self.name, "coefficient": self.coefficient.to_json(), "kpis": kpis}


def moved(
    value: Fraction | None, earlier: Sequence[Fraction | None], streak: int, band: Fraction, *, scale_changed: bool
) -> Movement:
    """A value against the earlier ones on its scale, the latest last; `streak` is that of the period before."""
    before = earlier[-1] if earlier else None
    change = _less(value, before)
    recent = [one for one in earlier[-PERIODS_AVERAGED:] if one is not None]
    average = sum(recent, Fraction(0)) / PERIODS_AVERAGED if len(recent) == PERIODS_AVERAGED else None
    return Movement(value, before, average, _label(change, band), _streak(change, streak), scale_changed)


def _label(change: Fraction | None, band: Fraction) -> Label | None:
    if change is None:
        return None
    return "progress" if change > band else "regression" if change < -band else "stable"


def _streak(change: Fraction | None, so_far: int) -> int:
    if not change:
        return 0
    if change > 0:
        return max(so_far, 0) + 1
    return min(so_far, 0) - 1


def _less(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else one - other


def _text(value: Fraction | None) -> str | None:
    return None if value is None else display(value)


def exact(column: Column | None) -> Fraction | None:
    """The first row of a column of numbers; None where it is none, or has a problem."""
    return column.at(0) if isinstance(column, Number) else None
