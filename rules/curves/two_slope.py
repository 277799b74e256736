"""Two straight lines: base to normal gives 0 to 1, normal to target gives 1 to a stated maximum; flat outside."""

from dataclasses import dataclass
from fractions import Fraction

from rules.columns import Number
from rules.curves.reading import Reading, linear_index

_ZERO, _ONE = Number.constant(0), Number.constant(1)


@dataclass(frozen=True, slots=True)
class TwoSlope:
    """`maximum` is the index at and beyond target."""

    maximum: Fraction

    def raw(self, reading: Reading) -> Number:
        """The linear index, for diagnosis."""
        return linear_index(reading)

    def shaped(self, reading: Reading, raw: Number) -> Number:
        """0 at or under base, the line up to 1 at normal, the second line up to `maximum` at target."""
        normal, target = reading.level("normal"), reading.level("target")
        stretch = (reading.measured - normal).divided_by(
            target - normal,
            reading.size,
            lambda: reading.problem("levels.target_equals_normal", "a two_slope KPI needs a target beyond normal"),
        )
        line, end = _ONE + stretch * Number.constant(self.maximum - 1), Number.constant(self.maximum)
        upper = line.greater(end) if self.maximum < 1 else line.lesser(end)
        return upper.chosen(raw.compared(">", _ONE), raw.greater(_ZERO))
