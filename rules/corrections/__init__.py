"""Corrections: what a locked period should have paid, against what was booked for it, as lines of an open period."""

from rules.corrections.carry import CarriedLine, Correction, carried_lines, paid_period
from rules.corrections.pools import pool_variance

__all__ = ["CarriedLine", "Correction", "carried_lines", "paid_period", "pool_variance"]
