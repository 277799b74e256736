"""Amounts of several currencies added up: never one currency with another, and never rounded."""

from rules.sums.amounts import Amounts, add_amounts, amount_texts, difference
from rules.sums.by_key import parts_of, sums_by
from rules.sums.totals import ControlTotal, control_totals

__all__ = [
    "Amounts",
    "ControlTotal",
    "add_amounts",
    "amount_texts",
    "control_totals",
    "difference",
    "parts_of",
    "sums_by",
]
