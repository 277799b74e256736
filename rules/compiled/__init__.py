"""A plan made ready to compute: checked formulas, built tables, one order of evaluation, bounded sizes."""

from rules.compiled.factspecs import FactSpec, fact_specs, facts_read
from rules.compiled.order import Node
from rules.compiled.program import CompiledPlan, compile_plan, try_compile
from rules.compiled.sites import formula_sites

__all__ = [
    "CompiledPlan",
    "FactSpec",
    "Node",
    "compile_plan",
    "fact_specs",
    "facts_read",
    "formula_sites",
    "try_compile",
]
