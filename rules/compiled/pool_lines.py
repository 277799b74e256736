"""Which components pay the shares of pools: those whose amount is the share itself, by its key or a value of it."""

from collections.abc import Iterator, Mapping

from rules.formula import Formula
from rules.plan import Plan
from rules.problems import Problem, pointer


def paid_share(key: str, formulas: Mapping[str, Formula], plan: Plan) -> str | None:
    """The pool whose share a component pays; None where its amount is anything else."""
    formula = formulas.get(f"/components/{key}/amount")
    seen: set[str] = set()
    while formula is not None:
        name = formula.text.strip()
        if name in plan.pools:
            return name
        if name in seen:
            return None
        seen.add(name)
        formula = formulas.get(f"/values/{name}")
    return None


def pools_read(key: str, formulas: Mapping[str, Formula], plan: Plan) -> list[str]:
    """The pools that a component's amount reads, itself or through named values, in the order of the document."""
    waiting, seen = [f"/components/{key}/amount"], set[str]()
    found: set[str] = set()
    while waiting:
        formula = formulas.get(waiting.pop())
        for name in () if formula is None else formula.uses:
            if name in plan.pools:
                found.add(name)
            elif name in plan.values and name not in seen:
                seen.add(name)
                waiting.append(f"/values/{name}")
    return [pool for pool in plan.pools if pool in found]


def check_pool_lines(plan: Plan, formulas: Mapping[str, Formula]) -> Iterator[Problem]:
    """A share holds gates and proration in its weight; acting on it again, or paying it twice, would break the pot."""
    gated = {scope for gate in plan.gates if gate.mode == "enforce" for scope in gate.scopes}
    paid_by: dict[str, str] = {}
    for index, component in enumerate(plan.components):
        path = pointer("components", index)
        pools = pools_read(component.key, formulas, plan)
        given = {"cap": component.cap, "floor": component.floor, "prorate": component.prorate or None}
        acting = [name for name, part in given.items() if part is not None]
        acting += ["gates"] if component.key in gated else []
        if pools and acting:
            message = (
                f"This line pays a share of the pool {pools[0]}, so {', '.join(acting)} cannot act on it without "
                "breaking the pot; put the condition into the pool's weight, and bounds into its min and max."
            )
            yield Problem("plan.pool_component", path, message)
        share = paid_share(component.key, formulas, plan)
        if share in paid_by:
            message = f"The component {paid_by[share]} pays the share of {share} already; one line pays a share."
            yield Problem("plan.pool_component", path, message)
        elif share is not None:
            paid_by[share] = component.key
