"""Keys that point at other parts of the document must find them."""

from collections.abc import Iterable, Iterator

from rules.plan.facts import RowsFact, WindowFact
from rules.plan.inputs import CategoryInput
from rules.plan.people import ClaimPool
from rules.plan.plan import Plan
from rules.plan.shapes import did_you_mean
from rules.problems import Problem, pointer

TOTAL = "total"
"""The scope of a gate that acts on everything."""


def check_references(plan: Plan) -> Iterator[Problem]:
    """Scopes of gates, rows of components, claims and groups of pools, facts of windows."""
    components = {component.key for component in plan.components}
    scopes = {TOTAL} | components | {kpi.key for kpi in plan.kpis}
    for index, gate in enumerate(plan.gates):
        for place, scope in enumerate(gate.scopes):
            path = pointer("gates", index, "scope") + ("" if isinstance(gate.scope, str) else f"/{place}")
            yield from _unknown(scope, scopes, path, '"total", a component or a KPI')
        if len(set(gate.scopes)) < len(gate.scopes):
            yield Problem(
                "plan.duplicate_entry",
                pointer("gates", index, "scope"),
                "A scope stands twice here; keep one.",
            )
    rows = {key for key, fact in plan.facts.items() if isinstance(fact, RowsFact)}
    for index, component in enumerate(plan.components):
        if component.per in ("period", "year") and component.per not in rows:
            path = pointer("components", index, "per")
            cap = f"cap: {{amount: …, per: {component.per}}}"
            message = f'This must name a fact of kind "rows". For a cap of the {component.per} write "{cap}".'
            yield Problem("plan.unknown_name", path, message)
        elif component.per is not None:
            yield from _unknown(component.per, rows, pointer("components", index, "per"), 'a fact of kind "rows"')
    yield from _check_pools(plan, components)
    yield from _check_windows(plan)


def _check_pools(plan: Plan, components: set[str]) -> Iterator[Problem]:
    groupings = {"team"} | {key for key, declared in plan.inputs.items() if isinstance(declared, CategoryInput)}
    for key, pool in plan.pools.items():
        if pool.by is not None:
            yield from _unknown(pool.by, groupings, pointer("pools", key, "by"), '"team" or a category input')
        if isinstance(pool, ClaimPool):
            yield from _unknown(pool.claims, components, pointer("pools", key, "claims"), "a component")


def _check_windows(plan: Plan) -> Iterator[Problem]:
    read_by_key = {kpi.key for kpi in plan.kpis if kpi.value is None}
    known = read_by_key | {key for key, fact in plan.facts.items() if not isinstance(fact, WindowFact)}
    for key, fact in plan.facts.items():
        if isinstance(fact, WindowFact):
            yield from _unknown(fact.of, known, pointer("facts", key, "of"), "a fact that is no window itself")


def _unknown(name: str, known: Iterable[str], path: str, wanted: str) -> Iterator[Problem]:
    if name not in known:
        yield Problem("plan.unknown_name", path, f"This must name {wanted}.{did_you_mean(name, known)}")
