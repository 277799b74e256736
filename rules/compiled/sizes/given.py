"""Sizes of what is given: decimals of a call, averages of them, counts of days and people."""

from rules.formula import Bits
from rules.formula.bits import added, aligned, multiplied
from rules.plan import (
    MoneyInput,
    Plan,
)

INPUT = Bits(100, 40)
"""A decimal below 10^18 with at most 12 places."""
FACT = Bits(130, 70)
"""An aggregate of up to 2^30 such decimals."""
OBSERVATIONS_BITS = 30
"""Of up to 2^30 observations."""
SHARED_FACT = Bits(198, 108)
"""A sum of such decimals and of shares of them; see `SPLIT_FIELD` of rows."""
PERSONAL_WEIGHT = Bits(61, 61)
PEOPLE_BITS = 24
"""More people than one population has."""
CROSSING_PLACES = 12
SMALL = Bits(24, 0)
"""Days, months and other counts of a period."""
BLENDED = Bits(140, 80)
"""An average of such decimals by shares over at most 10^12, or by days."""
SHARE_OF_PLAN = Bits(40, 40)
"""The share of a period for which the plan's own level stands in."""
PRORATION = Bits(56, 56)
"""Two counts of at most 120,000 months in parts of 28 to 31 days, one over the other."""


def input_size(plan: Plan, key: str) -> Bits:
    declared = plan.inputs[key]
    averaged = declared.take == "average" or (declared.take is None and isinstance(declared, MoneyInput))
    return BLENDED if averaged and declared.scope == "personal" and plan.segments == "blend" else INPUT


def blended_level(planned: Bits) -> Bits:
    """What people bring for a part of the period, with the plan's own level for the rest."""
    return aligned(BLENDED, added(BLENDED, multiplied(planned, SHARE_OF_PLAN)))
