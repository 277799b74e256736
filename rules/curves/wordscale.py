"""Anchored scales for qualitative KPIs: each agreed word has an index."""

from dataclasses import dataclass

from rules.columns import Number, Word
from rules.curves.reading import PlainCurve, Reading
from rules.tables import Lookup


@dataclass(frozen=True, slots=True)
class WordScale(PlainCurve):
    """`values` maps the words of the scale to indices."""

    values: Lookup

    def raw(self, reading: Reading) -> Number:
        """The index of the word given; the mean of several words is an index already."""
        if isinstance(reading.actual, Number):
            return reading.actual
        assert isinstance(reading.actual, Word)
        unlisted = reading.problem("curve.unknown_word", "the scale has no such word; use one of its words")
        return self.values.of(reading.actual, reading.size, unlisted)[0]
