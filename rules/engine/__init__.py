"""Evaluation: a compiled plan and one chunk of participants in, a sheet of exact columns out."""

from rules.engine.account import AccountLine
from rules.engine.calculate import admit, compute, evaluate
from rules.engine.connect import connected, has_ties
from rules.engine.gates import lines_on
from rules.engine.instalments import part_of
from rules.engine.outcome import FINDINGS_MAX, Outcomes, blocking_problem, listed, outcomes
from rules.engine.paid import FLOOR_LINE
from rules.engine.payee import payee_minor
from rules.engine.per_row import split_by_cap
from rules.engine.sharing import Sharing
from rules.engine.sheet import ComponentLine, GateLine, KpiLine, RowAmounts, ScaleLine, Sheet
from rules.engine.timeline import Blend, InForce, Parts
from rules.engine.together import CrossingLine, PoolLine

__all__ = [
    "FINDINGS_MAX",
    "FLOOR_LINE",
    "AccountLine",
    "Blend",
    "ComponentLine",
    "CrossingLine",
    "GateLine",
    "InForce",
    "KpiLine",
    "Outcomes",
    "Parts",
    "PoolLine",
    "RowAmounts",
    "ScaleLine",
    "Sharing",
    "Sheet",
    "admit",
    "blocking_problem",
    "compute",
    "connected",
    "evaluate",
    "has_ties",
    "lines_on",
    "listed",
    "outcomes",
    "part_of",
    "payee_minor",
    "split_by_cap",
]
