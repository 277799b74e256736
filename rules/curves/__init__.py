"""Curves: from an actual and its levels to an index. One file per kind, one signature for all."""

from rules.curves.binary import Binary
from rules.curves.byformula import ByFormula
from rules.curves.corridor import Corridor
from rules.curves.limits import Bounds, bounded_index, cap_of, index_at_target
from rules.curves.linear import Linear
from rules.curves.piecewise import Points, Steps
from rules.curves.ratio import InverseConcave, Ratio
from rules.curves.reading import LEVEL_ABSENT, Curve, Reading, linear_index
from rules.curves.two_slope import TwoSlope
from rules.curves.wordscale import WordScale

__all__ = [
    "LEVEL_ABSENT",
    "Binary",
    "Bounds",
    "ByFormula",
    "Corridor",
    "Curve",
    "InverseConcave",
    "Linear",
    "Points",
    "Ratio",
    "Reading",
    "Steps",
    "TwoSlope",
    "WordScale",
    "bounded_index",
    "cap_of",
    "index_at_target",
    "linear_index",
]
