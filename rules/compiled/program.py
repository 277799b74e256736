"""A plan made ready to compute: formulas checked, tables built, steps ordered, sizes bounded."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from rules.columns import Column, Number
from rules.compiled.constants import check_constants
from rules.compiled.curves import compile_bounds, compile_curve
from rules.compiled.factspecs import FactSpec, ScopedFacts, fact_specs, facts_by_scope, rows_facts
from rules.compiled.fit import check_fit
from rules.compiled.formulas import check_formulas
from rules.compiled.fractions_bound import check_fractions
from rules.compiled.order import Node, evaluation_order
from rules.compiled.scopes import has_index
from rules.compiled.size import check_parts, check_size
from rules.compiled.tables import Bands, compile_bands, compile_table
from rules.curves import Bounds, Curve, Reading, index_at_target
from rules.formula import Formula
from rules.formula.evaluate import ColumnInterpreter
from rules.numbers import currency_digits
from rules.plan import (
    LEVELS,
    SHARED_SCOPES,
    Gate,
    Kpi,
    Plan,
    RowsFact,
    SharedScope,
    find_unsupported,
    levels_needed,
    parse_plan,
    plan_hash,
)
from rules.problems import PlanRefused, Problem
from rules.tables import Table


@dataclass(frozen=True)
class CompiledPlan:
    """Everything `calculate` needs of a plan. Made once per plan, shared freely, never changed."""

    plan: Plan
    formulas: Mapping[str, Formula]
    order: tuple[Node, ...]
    facts: Mapping[str, FactSpec]
    tables: Mapping[str, Table] = field(repr=False)
    curves: Mapping[str, tuple[Curve, Bounds]] = field(repr=False)

    @cached_property
    def bands(self) -> dict[str, Bands]:
        """The scales ready to use; `rating` is that of the coefficient."""
        scales = {key: compile_bands(scale) for key, scale in self.plan.scales.items()}
        return scales if self.plan.ratings is None else scales | {"rating": compile_bands(self.plan.ratings)}

    @cached_property
    def constants(self) -> dict[str, Column]:
        """Formulas that read no name, evaluated once for all; a constant that faults is left to each batch."""
        interpreter = ColumnInterpreter(1)
        found = {
            id_: interpreter.evaluate(formula, {}, id_) for id_, formula in self.formulas.items() if not formula.uses
        }
        return {id_: column for id_, column in found.items() if not column.faults}

    @cached_property
    def rows(self) -> dict[str, RowsFact]:
        """The facts whose observations are rows."""
        return rows_facts(self.plan)

    @cached_property
    def fact_keys(self) -> frozenset[str]:
        """Every fact that a call may send."""
        return frozenset(self.facts) | frozenset(self.rows)

    @cached_property
    def kpis(self) -> dict[str, Kpi]:
        """The KPIs by key, in plan order."""
        return {kpi.key: kpi for kpi in self.plan.kpis}

    @cached_property
    def facts_in(self) -> ScopedFacts:
        """For every scope (personal, team, company) the facts that are measured there."""
        return facts_by_scope(self.plan, self.formulas, self.facts)

    @cached_property
    def shared_scopes(self) -> tuple[SharedScope, ...]:
        """The scopes beside the person's own that some input or KPI is read from."""
        read = {declared.scope for declared in self.plan.inputs.values()} | {kpi.scope for kpi in self.plan.kpis}
        return tuple(scope for scope in SHARED_SCOPES if scope in read)

    @cached_property
    def inherited(self) -> tuple[str, ...]:
        """The inputs that people without a value of their own have from their managers."""
        return tuple(key for key, declared in self.plan.inputs.items() if declared.inherit is not None)

    @cached_property
    def gates(self) -> dict[str, Gate]:
        """The gates by key."""
        return {gate.key: gate for gate in self.plan.gates}

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the plan's canonical form."""
        return plan_hash(self.plan)

    @cached_property
    def digits(self) -> int:
        """Decimal places of the plan's currency."""
        digits = currency_digits(self.plan.currency)
        assert digits is not None
        return digits

    @cached_property
    def needed_levels(self) -> dict[str, frozenset[str]]:
        """Per KPI with an index the levels it cannot do without; a cap at target needs the target too."""
        found = dict.fromkeys(self.kpis, frozenset[str]())
        for key, (_, bounds) in self.curves.items():
            capped = bounds.cap_at_target and not bounds.target_may_lack
            needed = levels_needed(self.kpis[key].effective_curve)
            found[key] = frozenset(needed) | frozenset(("target",) if capped else ())
        return found

    @cached_property
    def target_caps(self) -> dict[str, Number]:
        """The curve's value at target for KPIs capped there whose levels are constants; computed once for all."""
        found: dict[str, Number] = {}
        for key, (curve, bounds) in self.curves.items():
            levels = {name: self.constants.get(f"/kpis/{key}/{name}") for name in LEVELS}
            written = all(f"/kpis/{key}/{name}" not in self.formulas or levels[name] is not None for name in levels)
            known = {name: column for name, column in levels.items() if isinstance(column, Number)}
            complete = written and self.needed_levels[key] | {"target"} <= known.keys()
            if bounds.cap_at_target and complete and f"/kpis/{key}/raw_index" not in self.formulas:
                reading = Reading(known["target"], known.get("base"), known.get("normal"), known["target"], 1, "")
                cap = index_at_target(curve, reading)
                if not cap.faults:
                    found[key] = cap
        return found

    def has_constant_levels(self, key: str, personal: Collection[tuple[str, str]]) -> bool:
        """Whether the levels of a KPI are constants of the plan, which the plan check has compared already."""
        ids = [f"/kpis/{key}/{name}" for name in LEVELS]
        return not any((key, name) in personal for name in LEVELS) and all(
            id_ in self.constants for id_ in ids if id_ in self.formulas
        )

    @cached_property
    def gates_on(self) -> dict[str, tuple[str, ...]]:
        """Per scope the keys of the enforced gates that act on it."""
        enforced = [gate for gate in self.plan.gates if gate.mode == "enforce"]
        scopes = {scope for gate in enforced for scope in gate.scopes}
        return {scope: tuple(gate.key for gate in enforced if scope in gate.scopes) for scope in scopes}

    @cached_property
    def weights(self) -> dict[str, Fraction]:
        """The weights of the weighted KPIs, in plan order."""
        return {kpi.key: kpi.weight for kpi in self.plan.kpis if kpi.weight is not None}

    @cached_property
    def names_read(self) -> frozenset[str]:
        """Every name that some formula reads."""
        return frozenset(name for formula in self.formulas.values() for name in formula.uses)

    @cached_property
    def needs_period(self) -> bool:
        """Whether something depends on which period it is: a formula that reads it, or time in force."""
        return self.plan.proration is not None or any(name.startswith("period.") for name in self.names_read)

    @cached_property
    def reads_proration(self) -> bool:
        """Whether the share of the period in force changes anything."""
        return "proration" in self.names_read or any(component.prorate for component in self.plan.components)


def compile_plan(plan: Plan | object) -> CompiledPlan:
    """A plan (or its document) ready to compute; raises PlanRefused with every problem found."""
    parsed = plan if isinstance(plan, Plan) else parse_plan(plan)
    compiled, problems = try_compile(parsed)
    if compiled is None:
        raise PlanRefused(problems)
    return compiled


def try_compile(plan: Plan) -> tuple[CompiledPlan | None, list[Problem]]:
    """The compiled plan and no problems, or None and all of them."""
    problems = [*find_unsupported(plan), *check_parts(plan)]
    if any(problem.code == "plan.too_large" for problem in problems):
        return None, problems
    facts = fact_specs(plan)
    formulas, found = check_formulas(plan, facts)
    problems += [*found, *check_fit(plan, facts, formulas), *check_constants(plan, formulas), *check_fractions(plan)]
    if problems:
        return None, problems
    order, cycles = evaluation_order(plan, formulas)
    if cycles:
        return None, list(cycles)
    compiled = CompiledPlan(
        plan=plan,
        formulas=formulas,
        order=order,
        facts=facts,
        tables={key: compile_table(table) for key, table in plan.tables.items()},
        curves={kpi.key: (compile_curve(kpi), compile_bounds(kpi)) for kpi in plan.kpis if has_index(plan, kpi.key)},
    )
    oversized = check_size(compiled.formulas, compiled.order, plan)
    return (None, oversized) if oversized else (compiled, [])
