"""The limit on sizes and work, applied when a plan is compiled: size is refused here, never met at run time."""

from collections.abc import Mapping, Sequence

from rules.compiled.order import Node, path_of
from rules.compiled.sites import formula_sites
from rules.compiled.sizes import PlanSizes
from rules.formula import LIMIT_BITS, Formula
from rules.plan import Plan
from rules.problems import Problem

NODES_MAX = 20_000


def check_parts(plan: Plan) -> list[Problem]:
    """The problem of a plan that has too many formulas to even read them."""
    formulas = sum(1 for _ in formula_sites(plan))
    return [] if formulas <= NODES_MAX else [_too_many(formulas)]


def check_size(formulas: Mapping[str, Formula], order: Sequence[Node], plan: Plan) -> tuple[int, list[Problem]]:
    """The bits of all values of one person together, at the most; and problems where numbers could outgrow the limit,
    or where the plan as a whole is too much work."""
    sizes = PlanSizes(plan, formulas)
    nodes = sum(formula.nodes for formula in formulas.values()) + sum(table.rows for table in sizes.tables.values())
    if nodes > NODES_MAX:
        return 0, [_too_many(nodes)]
    for node in order:
        sizes.measure(node)
        if sizes.peak > LIMIT_BITS:
            chain = " → ".join(earlier.label for earlier in [*sizes.largest_before(node), node])
            message = (
                f"numbers could grow to {sizes.peak} bits here ({LIMIT_BITS} is the limit), along {chain}; "
                "round an intermediate value, or multiply and divide fewer values by each other"
            )
            return 0, [Problem("formula.too_large", path_of(node, plan), message)]
    return sizes.work, []


def _too_many(parts: int) -> Problem:
    message = f"the plan's formulas and tables have {parts} parts; {NODES_MAX} is the most, so split the plan"
    return Problem("plan.too_large", "", message)
