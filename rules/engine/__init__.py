"""Evaluation: a compiled plan and one chunk of participants in, a sheet of exact columns out."""

from rules.engine.accounts.instalments import part_of
from rules.engine.accounts.opening import is_about_accounts
from rules.engine.calculate import admit, compute, evaluate
from rules.engine.incoming.connect import connected, has_ties
from rules.engine.incoming.settled import Observed, Settling, settle_facts
from rules.engine.incoming.wanted import Wanted, wanted
from rules.engine.kpis.gates import lines_on
from rules.engine.kpis.index import cuts
from rules.engine.outcome import FINDINGS_MAX, Outcomes, blocking_problem, listed, outcomes
from rules.engine.pay.paid import FLOOR_LINE
from rules.engine.pay.payee import payee_minor
from rules.engine.pay.per_row import split_by_cap
from rules.engine.sheet.account import AccountLine
from rules.engine.sheet.sharing import Sharing
from rules.engine.sheet.sheet import ComponentLine, GateLine, KpiLine, RowAmounts, ScaleLine, Sheet
from rules.engine.sheet.timeline import Blend, InForce, Parts
from rules.engine.sheet.together import PeopleCallLine, PoolLine
from rules.engine.staged import Wholes, barriers, evaluate_frozen, evaluate_part, parts_after, wholes_of

__all__ = [
    "FINDINGS_MAX",
    "FLOOR_LINE",
    "AccountLine",
    "Blend",
    "ComponentLine",
    "GateLine",
    "InForce",
    "KpiLine",
    "Observed",
    "Outcomes",
    "Parts",
    "PeopleCallLine",
    "PoolLine",
    "RowAmounts",
    "ScaleLine",
    "Settling",
    "Sharing",
    "Sheet",
    "Wanted",
    "Wholes",
    "admit",
    "barriers",
    "blocking_problem",
    "compute",
    "connected",
    "cuts",
    "evaluate",
    "evaluate_frozen",
    "evaluate_part",
    "has_ties",
    "is_about_accounts",
    "lines_on",
    "listed",
    "outcomes",
    "part_of",
    "parts_after",
    "payee_minor",
    "settle_facts",
    "split_by_cap",
    "wanted",
    "wholes_of",
]
