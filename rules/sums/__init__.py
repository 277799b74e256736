"""Amounts of several currencies added up: never one currency with another, and never rounded."""

from rules.sums.amounts import Amounts, add_amounts, amount_text, amount_texts, difference, is_by_rounding
from rules.sums.by_key import parts_of, sums_by
from rules.sums.entered import amount_problem, minor_units
from rules.sums.totals import ControlTotal, control_totals

__all__ = [
    "Amounts",
    "ControlTotal",
    "add_amounts",
    "amount_problem",
    "amount_text",
    "amount_texts",
    "control_totals",
    "difference",
    "is_by_rounding",
    "minor_units",
    "parts_of",
    "sums_by",
]
