"""Every formula of a plan: where it stands in the document, its id in explanations, what it may read and must give."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rules.formula import BOOLEAN, NUMBER, TEAM, Kind
from rules.plan import LEVELS, CategoryInput, ClaimPool, FormulaCurve, Gate, Kpi, Plan, Pool, cap_formula
from rules.problems import pointer

Stage = Literal["eligibility", "levels", "value", "curve", "later", "balance"]
"""How much is known when a formula is evaluated."""


@dataclass(frozen=True, slots=True)
class Site:
    """One formula. `path` is its pointer in the document, `id` its stable name by keys; `expects` None: any kind.

    `rows` is the fact for whose rows the formula is computed, once per row."""

    id: str
    path: str
    text: str
    stage: Stage
    expects: Kind | None
    kpi: str | None = None
    rows: str | None = None


def formula_sites(plan: Plan) -> Iterator[Site]:
    """All formulas, in document order."""
    for index, condition in enumerate(plan.eligibility):
        path = pointer("eligibility", index, "when")
        yield Site(f"/eligibility/{condition.key}", path, condition.when, "eligibility", BOOLEAN)
    for index, kpi in enumerate(plan.kpis):
        yield from _kpi_sites(kpi, pointer("kpis", index))
    if plan.coefficient is not None:
        yield Site("/coefficient", "/coefficient", plan.coefficient, "later", NUMBER)
    for key, scale in plan.scales.items():
        yield Site(f"/scales/{key}/of", pointer("scales", key, "of"), scale.of, "later", NUMBER)
    for key, text in plan.values.items():
        yield Site(f"/values/{key}", pointer("values", key), text, "later", None)
    for index, gate in enumerate(plan.gates):
        yield from _gate_sites(gate, pointer("gates", index))
    for index, component in enumerate(plan.components):
        base = pointer("components", index)
        own = f"/components/{component.key}/amount"
        yield Site(own, f"{base}/amount", component.amount, "later", NUMBER, rows=component.per)
        yield from _limit(f"/components/{component.key}", base, "cap", cap_formula(component.cap))
        yield from _limit(f"/components/{component.key}", base, "floor", component.floor)
    for key, pool in plan.pools.items():
        yield from _pool_sites(pool, f"/pools/{key}", pointer("pools", key))
    yield from _limit("/limits", "/limits", "total_cap", cap_formula(plan.limits.total_cap))
    yield from _limit("/limits", "/limits", "total_floor", plan.limits.total_floor)
    for key, balance in plan.balances.items():
        base = pointer("balances", key)
        yield Site(f"/balances/{key}/add", f"{base}/add", balance.add, "balance", NUMBER)
        yield Site(f"/balances/{key}/take", f"{base}/take", balance.take, "balance", NUMBER)


def _kpi_sites(kpi: Kpi, path: str) -> Iterator[Site]:
    own = f"/kpis/{kpi.key}"
    if kpi.levels is not None:
        for name in LEVELS:
            text = getattr(kpi.levels, name)
            if text is not None:
                yield Site(f"{own}/{name}", f"{path}/levels/{name}", text, "levels", NUMBER, kpi.key)
    if kpi.value is not None:
        yield Site(f"{own}/actual", f"{path}/value", kpi.value, "value", NUMBER, kpi.key)
    if isinstance(kpi.curve, FormulaCurve):
        yield Site(f"{own}/raw_index", f"{path}/curve/formula", kpi.curve.formula, "curve", NUMBER, kpi.key)


def _gate_sites(gate: Gate, path: str) -> Iterator[Site]:
    own = f"/gates/{gate.key}"
    yield Site(own, f"{path}/when", gate.when, "later", BOOLEAN)
    for name in ("factor", "cap"):
        text = getattr(gate.otherwise, name)
        if text is not None:
            yield Site(f"{own}/{name}", f"{path}/otherwise/{name}", text, "later", NUMBER)


def people_call_id(name: str) -> str:
    """The id of what everybody contributes to a call over many people, by the call's text."""
    return pointer("over_people", name)


def _pool_sites(pool: Pool, own: str, path: str) -> Iterator[Site]:
    names = ("fund",) if isinstance(pool, ClaimPool) else ("amount", "weight", "min", "max")
    for name in names:
        text = getattr(pool, name)
        if text is not None:
            yield Site(f"{own}/{name}", f"{path}/{name}", text, "later", NUMBER)


def groupings(site: Site, plan: Plan) -> frozenset[str] | None:
    """By what a formula at this place may put people into groups; None where it knows only one person."""
    if site.stage not in ("value", "later"):
        return None
    kpi = None if site.kpi is None else plan.kpi(site.kpi)
    if kpi is not None and kpi.scope != "personal":
        return None
    return frozenset({TEAM, *(key for key, given in plan.inputs.items() if isinstance(given, CategoryInput))})


def _limit(owner: str, path: str, name: str, text: str | None) -> Iterator[Site]:
    if text is not None:
        yield Site(f"{owner}/{name}", f"{path}/{name}", text, "later", NUMBER)
