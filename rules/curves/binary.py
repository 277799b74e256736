"""Met or not met: 1 at or beyond normal, else 0."""

from rules.columns import Flag, Number
from rules.curves.reading import PlainCurve, Reading

_ZERO, _ONE = Number.constant(0), Number.constant(1)


class Binary(PlainCurve):
    """The direction comes from base; without a base, higher is better."""

    def raw(self, reading: Reading) -> Number:
        """1 in the rows that reach normal."""
        return _ONE.chosen(self._met(reading), _ZERO)

    @staticmethod
    def _met(reading: Reading) -> Flag:
        actual, normal = reading.measured, reading.level("normal")
        higher = actual.compared(">=", normal)
        if reading.base is None:
            return higher
        lower_is_better = reading.base.compared(">", normal)
        directed = lower_is_better.chosen(actual.compared("<=", normal), higher)
        return reading.has("base").chosen(directed, higher)
