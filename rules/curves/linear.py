"""The default curve: the straight line through base (0) and normal (1)."""

from rules.columns import Number
from rules.curves.reading import PlainCurve, Reading, linear_index


class Linear(PlainCurve):
    """index = (actual − base) / (normal − base)."""

    def raw(self, reading: Reading) -> Number:
        """The line's value."""
        return linear_index(reading)
