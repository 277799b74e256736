"""Parts of a plan about several people that are each well formed and do not fit together."""

from collections.abc import Iterator, Mapping

from rules.compiled.order import OVER_PEOPLE, Graph, Node, needed_by
from rules.compiled.pool_lines import check_pool_lines
from rules.formula import Formula
from rules.numbers import currency_digits
from rules.plan import Banded, ClaimPool, Plan
from rules.problems import Problem, pointer


def check_together(plan: Plan, formulas: Mapping[str, Formula]) -> Iterator[Problem]:
    """Pools against the lines they pay, classes by cumulative share, and carried actuals that read other people."""
    yield from _pools(plan)
    yield from check_pool_lines(plan, formulas)
    if plan.ratings is not None and plan.ratings.crossing is not None:
        message = "The rating is a band of the person's own coefficient; write classes by cumulative share as a scale."
        yield Problem("plan.crossing", "/ratings/crossing", message)
    for key, scale in plan.scales.items():
        yield from _classes(scale, formulas.get(f"/scales/{key}/of"), pointer("scales", key))
    for index, kpi in enumerate(plan.kpis):
        formula = formulas.get(f"/kpis/{kpi.key}/actual")
        if kpi.missing == "carry_last" and formula is not None and formula.people_calls:
            message = "An actual that reads other people cannot be carried over; choose another policy for missing."
            yield Problem("plan.not_together", pointer("kpis", index, "missing"), message)


def _pools(plan: Plan) -> Iterator[Problem]:
    claimed: dict[str, str] = {}
    digits = currency_digits(plan.currency)
    assert digits is not None
    for key, pool in plan.pools.items():
        path = pointer("pools", key)
        if pool.unit is not None and (pool.unit * 10**digits).denominator != 1:
            message = "The unit of a pool is a whole multiple of the currency's smallest unit, such as 0.01 or 1."
            yield Problem("plan.unit", f"{path}/unit", message)
        if isinstance(pool, ClaimPool):
            if pool.claims in claimed:
                message = f"{claimed[pool.claims]} shares out the claims of this component already; one pool per claim."
                yield Problem("plan.pool_claims", f"{path}/claims", message)
            claimed.setdefault(pool.claims, path)
            component = plan.component(pool.claims)
            if component is not None and component.unit is not None:
                message = "A claim is money, and this component has a unit of its own."
                yield Problem("plan.pool_claims", f"{path}/claims", message)


def _classes(banded: Banded, of: Formula | None, path: str) -> Iterator[Problem]:
    cumulative = of is not None and any(call.function == "cumulative" for call in of.people_calls)
    if cumulative and banded.crossing is None:
        message = (
            'Classes by cumulative share say which class the person has who crosses an edge: "crossing": "upper" or '
            '"lower".'
        )
        yield Problem("plan.crossing", path, message)
    if not cumulative and banded.crossing is not None and of is not None:
        message = "Only classes whose formula reads `cumulative` have a crossing; leave it out."
        yield Problem("plan.crossing", f"{path}/crossing", message)


def check_reserves(plan: Plan, order: tuple[Node, ...], graph: Graph) -> Iterator[Problem]:
    """A kept share is worked out as if the person were at normal, which nobody else's data may decide."""
    for key, pool in plan.pools.items():
        needed = needed_by(Node("pool", key), order, graph) if pool.blocked == "reserve" else ()
        if any(node.kind in OVER_PEOPLE for node in needed):
            message = "A pool that keeps shares back cannot read values over many people; take block or exclude."
            yield Problem("plan.pool_reserve", pointer("pools", key, "blocked"), message)
