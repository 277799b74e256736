"""Names that a plan may not give to its own things: words of the formula language."""

from typing import get_args

from rules.formula import FUNCTION_NAMES
from rules.plan.facts import Take

FUNCTIONS = FUNCTION_NAMES | frozenset(get_args(Take))
"""Functions, those over tables, people and rows included."""

STAGE_NAMES = frozenset(
    {
        "actual",
        "base",
        "coefficient",
        "company",
        "earned",
        "group",
        "index",
        "normal",
        "paid",
        "payout",
        "period",
        "proration",
        "rating",
        "raw_index",
        "target",
        "total_floor",
        "weight",
        "weighted_index",
    }
)
"""What the engine itself names: fields of a KPI, steps of the evaluation, and the line a total floor adds."""

WORDS = frozenset({"and", "or", "not", "if", "else", "true", "false", "none", "null"})
"""Words of the language and of JSON."""

RESERVED = FUNCTIONS | STAGE_NAMES | WORDS
"""Everything that is taken."""

KPI_PARTS = frozenset({"actual", "base", "normal", "target", "raw_index", "index", "weight", "weighted_index"})
"""What formulas read of a KPI, as `<kpi>.<part>`."""

PAID = "paid"
"""What a component has paid so far this fiscal year, as `<component>.paid`."""

ROW_BEFORE = "before"
"""The running sum over the rows before: computed, never sent."""

ROW_KEYS = frozenset({"date", "time", "source", "id", "revision", "currency"})
"""What a row may say beside its declared fields."""

ROW_FIELDS = ROW_KEYS | {ROW_BEFORE}
"""What every row of a fact has beside its declared fields."""
