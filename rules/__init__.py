"""The bonus engine as a library: a plan and facts in, exact and explained results out. No I/O, no clock."""

from rules.calendar import NamedPeriod, PeriodRule, parse_fiscal_start, periods_between
from rules.check import CheckReport, check_plan
from rules.compiled import CompiledPlan, compile_plan
from rules.facts import SURROUNDING_KEYS, Intake, Raw, Surroundings, read_surroundings
from rules.facts.participants import read_participants
from rules.formula.report import check_formula_call
from rules.library import (
    KPI_SCHEMA,
    KpiDefinition,
    KpiReport,
    check_kpi,
    embed_kpi,
    kpi_canonical_json,
    kpi_hash,
    kpi_json_schema,
    parse_kpi,
)
from rules.numbers import NumberRefused, currency_codes, currency_digits, display, money_text, parse_decimal, plain_text
from rules.period import Period, parse_period
from rules.plan import (
    Change,
    Plan,
    accounts_of,
    canonical_json,
    compare_documents,
    document_hash,
    line_keys,
    line_titles,
    paid_keys,
    parse_plan,
    plan_hash,
    plan_json_schema,
)
from rules.problems import CallRefused, PlanRefused, Problem, RulesError, pointer
from rules.results import ResultBatch, Totals, calculate, calculate_chunks, needs_everybody
from rules.trace import Trace, TraceNode, trace_of, trace_text

__all__ = [
    "KPI_SCHEMA",
    "SURROUNDING_KEYS",
    "CallRefused",
    "Change",
    "CheckReport",
    "CompiledPlan",
    "Intake",
    "KpiDefinition",
    "KpiReport",
    "NamedPeriod",
    "NumberRefused",
    "Period",
    "PeriodRule",
    "Plan",
    "PlanRefused",
    "Problem",
    "Raw",
    "ResultBatch",
    "RulesError",
    "Surroundings",
    "Totals",
    "Trace",
    "TraceNode",
    "accounts_of",
    "calculate",
    "calculate_chunks",
    "canonical_json",
    "check_formula_call",
    "check_kpi",
    "check_plan",
    "compare_documents",
    "compile_plan",
    "currency_codes",
    "currency_digits",
    "display",
    "document_hash",
    "embed_kpi",
    "kpi_canonical_json",
    "kpi_hash",
    "kpi_json_schema",
    "line_keys",
    "line_titles",
    "money_text",
    "needs_everybody",
    "paid_keys",
    "parse_decimal",
    "parse_fiscal_start",
    "parse_kpi",
    "parse_period",
    "parse_plan",
    "periods_between",
    "plain_text",
    "plan_hash",
    "plan_json_schema",
    "pointer",
    "read_participants",
    "read_surroundings",
    "trace_of",
    "trace_text",
]
