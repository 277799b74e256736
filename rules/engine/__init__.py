"""Evaluation: a compiled plan and one chunk of participants in, a sheet of exact columns out."""

from rules.engine.calculate import admit, check_period, compute, evaluate
from rules.engine.eligibility import shut_out
from rules.engine.gates import lines_on
from rules.engine.sheet import ComponentLine, GateLine, KpiLine, ScaleLine, Sheet
from rules.engine.total import FLOOR_LINE

__all__ = [
    "FLOOR_LINE",
    "ComponentLine",
    "GateLine",
    "KpiLine",
    "ScaleLine",
    "Sheet",
    "admit",
    "check_period",
    "compute",
    "evaluate",
    "lines_on",
    "shut_out",
]
