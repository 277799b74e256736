"""A curve written as a formula over actual, base, normal, target and the inputs."""

from rules.columns import Number
from rules.curves.reading import PlainCurve, Reading


class ByFormula(PlainCurve):
    """The engine hands in how to evaluate the formula for a reading, so that curves need not know formulas."""

    def raw(self, reading: Reading) -> Number:
        """The formula's value. Without an actual there is none, also where the formula does not read it."""
        assert reading.evaluate is not None
        return reading.evaluate(reading).with_faults(reading.actual.faults)
