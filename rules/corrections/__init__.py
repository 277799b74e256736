"""Corrections: what a locked period should have paid, against what was booked for it, as lines of an open period."""

from rules.corrections.carry import CarriedLine, Correction, carried_lines, paid_period
from rules.corrections.lines import PayLine, pay_lines

__all__ = ["CarriedLine", "Correction", "PayLine", "carried_lines", "paid_period", "pay_lines"]
