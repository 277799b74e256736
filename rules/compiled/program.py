"""A plan made ready to compute: formulas checked, tables built, steps ordered, sizes bounded."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from rules.columns import Column, Number
from rules.compiled.factspecs import FactSpec, ScopedFacts, facts_by_scope, rows_facts, windows
from rules.compiled.order import Node, Stage, dependencies, needed_by, reading_others, stages_of
from rules.compiled.pool_lines import paid_share
from rules.compiled.tables import Bands, compile_bands
from rules.curves import Bounds, Curve, Reading, index_at_target
from rules.formula import Formula, PeopleCall
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
    WindowFact,
    levels_needed,
    plan_hash,
)
from rules.tables import Table


@dataclass(frozen=True)
class CompiledPlan:
    """Everything `calculate` needs of a plan. Made once per plan, shared freely, never changed.

    `work` is how many bits all values of one person can have together, whatever the data.
    """

    plan: Plan
    formulas: Mapping[str, Formula]
    order: tuple[Node, ...]
    facts: Mapping[str, FactSpec]
    tables: Mapping[str, Table] = field(repr=False)
    curves: Mapping[str, tuple[Curve, Bounds]] = field(repr=False)
    work: int

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
    def windows(self) -> dict[str, WindowFact]:
        """The facts that look at other periods."""
        return windows(self.plan)

    def money_of(self, key: str) -> tuple[str, ...]:
        """The keys of a fact's observations, or rows, that hold an amount of money."""
        rows, spec = self.rows.get(key), self.facts.get(key)
        if rows is not None:
            return rows.money_fields
        return ("value",) if spec is not None and spec.is_money else ()

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
    def people_calls(self) -> dict[str, PeopleCall]:
        """Every call over many people, by its text."""
        return {call.name: call for formula in self.formulas.values() for call in formula.people_calls}

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The order of evaluation in stages; more than one where people's results depend on each other."""
        return stages_of(self.order, dependencies(self.plan, self.formulas))

    @cached_property
    def reads_others(self) -> frozenset[Node]:
        """The nodes whose value depends on other people; empty for a plan that may be split into batches."""
        return reading_others(self.order, dependencies(self.plan, self.formulas))

    @cached_property
    def reserving_pools(self) -> dict[str, tuple[Node, ...]]:
        """The pools that keep back the share of a blocked member, with the nodes that their formulas need, in order."""
        keys = [key for key, pool in self.plan.pools.items() if pool.blocked == "reserve"]
        graph = dependencies(self.plan, self.formulas) if keys else {}
        return {key: needed_by(Node("pool", key), self.order, graph) for key in keys}

    @cached_property
    def paid_pools(self) -> frozenset[str]:
        """The pools whose share some component pays."""
        keys = (component.key for component in self.plan.components)
        shares = (paid_share(key, self.formulas, self.plan) for key in keys)
        return frozenset(share for share in shares if share is not None)

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
        """Whether something depends on which period it is: a formula that reads it, time in force, or history."""
        dated = any(one.until is not None for one in self.plan.balances.values())
        if dated or self.windows or self.plan.proration is not None:
            return True
        return any(name.startswith("period.") for name in self.names_read)

    @cached_property
    def reads_proration(self) -> bool:
        """Whether the share of the period in force changes anything."""
        return "proration" in self.names_read or any(component.prorate for component in self.plan.components)
