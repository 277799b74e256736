"""Ratio curves: attainment and its published variants for lower-is-better measures."""

from dataclasses import dataclass
from typing import Literal

from rules.columns import Flag, Number, every_row
from rules.curves.reading import PlainCurve, Reading, attainment

RatioForm = Literal["actual/normal", "normal/actual", "2-actual/normal"]
_TWO = Number.constant(2)


@dataclass(frozen=True, slots=True)
class Ratio(PlainCurve):
    """The three forms in print; `normal/actual` has no value at or under 0, where the cap is taken."""

    form: RatioForm

    def raw(self, reading: Reading) -> Number:
        """The ratio; rows where it does not exist get the fault `curve.undefined`."""
        if self.form == "normal/actual":
            return inverse(reading)
        share = attainment(reading)
        return share if self.form == "actual/normal" else _TWO - share


class InverseConcave(PlainCurve):
    """index = 2 − normal/actual: 0 at half of normal, 1 at normal, never above 2; at or under 0 the floor is taken."""

    def raw(self, reading: Reading) -> Number:
        """The curve's value; rows with an actual at or under 0 get the fault `curve.undefined`."""
        return _TWO - inverse(reading)


def inverse(reading: Reading) -> Number:
    """normal / actual for an actual above 0."""
    undefined = reading.problem(
        "curve.undefined",
        "the curve divides by the actual, which is not above 0; set a floor and a cap on the curve",
    )
    quotient = reading.level("normal").divided_by(reading.measured, reading.size, lambda: undefined)
    return quotient.with_faults(every_row(at_or_below_zero(reading).rows(reading.size), undefined))


def at_or_below_zero(reading: Reading) -> Flag:
    """Which rows have an actual at or below 0."""
    return reading.measured.compared("<=", Number.constant(0))
