"""A plan made ready to compute: checked formulas, built tables, one order of evaluation, bounded sizes."""

from rules.compiled.compile import compile_plan, try_compile
from rules.compiled.factspecs import FactSpec, fact_specs, facts_read
from rules.compiled.order import POOL_FORMULAS, Node, Stage
from rules.compiled.pool_lines import paid_share, pools_read
from rules.compiled.program import CompiledPlan
from rules.compiled.scopes import paid_name
from rules.compiled.sites import formula_sites, people_call_id

__all__ = [
    "POOL_FORMULAS",
    "CompiledPlan",
    "FactSpec",
    "Node",
    "Stage",
    "compile_plan",
    "fact_specs",
    "facts_read",
    "formula_sites",
    "paid_name",
    "paid_share",
    "people_call_id",
    "pools_read",
    "try_compile",
]
