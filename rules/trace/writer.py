"""Writes single nodes: a formula's node, a rule's node, a money node, and what each of them read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rules.columns import Column, Faults, Number, Rows
from rules.curves import LEVEL_ABSENT
from rules.engine import AccountLine, Blend, ComponentLine, KpiLine, Sheet
from rules.formula import plain_name
from rules.formula.record import FormulaRecord
from rules.numbers import exact_text, money_text, plain_text
from rules.plan import Kpi, Plan, Scope, SharedScope
from rules.problems import Problem, pointer
from rules.trace.blends import blend_parts, blend_rule
from rules.trace.names import node_of
from rules.trace.node import Input, Origin, TraceNode
from rules.trace.origin import shared_rule
from rules.trace.parts import branches_of, table_rows_of

_COUNTED = "period."
"""Begins the names of what the engine counts of the period itself."""


@dataclass(slots=True)
class NodeWriter:
    """Collects the nodes of one row of a sheet, and in `lines` what its total adds up."""

    sheet: Sheet
    row: int
    nodes: dict[str, TraceNode] = field(default_factory=dict)
    lines: list[Input] = field(default_factory=list)

    @property
    def plan(self) -> Plan:
        """The plan that was computed."""
        return self.sheet.compiled.plan

    def kpi(self, key: str) -> Kpi:
        """The KPI of a key."""
        return self.sheet.compiled.kpis[key]

    def formula(
        self,
        id_: str,
        label: str,
        column: Column,
        *,
        own: Mapping[str, Column] | None = None,
        source: str | None = None,
        is_step: bool = False,
        measured: Scope = "personal",
    ) -> None:
        """A value that the plan writes as a formula.

        `source` is the formula's id where it is not the node's; `own` are names that mean the parts of one KPI;
        `is_step` says that the value is rounded when the plan rounds its steps; `measured` is whose facts it reads.
        """
        formula = self.sheet.compiled.formulas[source or id_]
        owner = id_.rsplit("/", 1)[0]
        names = [name for name in formula.uses if name not in self.sheet.compiled.tables]
        found = (
            Input(name, f"{owner}/{name}", own[name].text(self.row))
            if own and name in own
            else self.named(name, measured)
            for name in names
        )
        inputs = tuple(dict.fromkeys(found))
        record = self.sheet.records.get(source or id_)
        self.rule(id_, label, column, formula.text, inputs, is_step=is_step, record=record)

    def rule(
        self,
        id_: str,
        label: str,
        column: Column,
        formula: str,
        inputs: Sequence[Input] = (),
        *,
        is_step: bool = False,
        rounding: str | None = None,
        record: FormulaRecord | None = None,
    ) -> None:
        """A value that follows from a rule of the method, in words."""
        fault = column.fault(self.row)
        number = column.at(self.row) if isinstance(column, Number) else None
        self.nodes[id_] = TraceNode(
            id=id_,
            label=label,
            formula=formula,
            inputs=tuple(inputs),
            value=column.text(self.row),
            exact=None if number is None else exact_text(number),
            rounding=self.step_rounding() if is_step else rounding,
            table_row=() if record is None else table_rows_of(record, self.row),
            branch_taken=() if record is None else branches_of(record, self.row),
            problem=None if fault is None else fault.to_json(),
        )

    def money(
        self,
        id_: str,
        label: str,
        amount: str | None,
        rule: str,
        inputs: Sequence[Input],
        *,
        places: int | None = None,
        problem: Problem | None = None,
        is_sum: bool = False,
    ) -> None:
        """A rounded amount; `amount` None where the row has a problem. `places` other than the currency's: an award.
        `is_sum` says that it is made of rounded amounts only, so that nothing is left to round."""
        mode = self.plan.rounding.mode.replace("_", " ")
        places = self.sheet.compiled.digits if places is None else places
        rounding = None if is_sum else f"{places} places, {mode}"
        shown = None if problem is None else problem.to_json()
        self.nodes[id_] = TraceNode(id_, label, rule, tuple(inputs), amount, amount, rounding, problem=shown)

    # --- what a node read ---------------------------------------------------------------------------------

    def named(self, name: str, measured: Scope = "personal") -> Input:
        """One name of a formula with the node it stands for; facts are those of the scope that is `measured`."""
        declared = self.plan.inputs.get(name)
        if declared is not None and declared.scope != "personal":
            return self.shared(name, "inputs", declared.scope, declared.title)
        blend = None if declared is None else self.blend_at(pointer("inputs", name))
        if declared is not None and blend is not None:
            return self.blended(name, blend, declared.title)
        giver = None if declared is None else self.giver(name)
        if declared is not None and giver is not None:
            return self.inherited(name, giver, declared.title)
        shares = self.shares_in(name) if name in self.sheet.compiled.facts_in["personal"] else 0
        if measured == "personal" and shares:
            return self.credited(name, shares)
        if measured != "personal" and name in self.sheet.compiled.facts_in[measured]:
            return self.shared_fact(name, measured)
        owner, _, field = name.partition(".")
        rows = self.sheet.environment.get(owner)
        if isinstance(rows, Rows) and field in rows.fields:
            return Input(owner, f"/facts/{owner}", None)
        column = self.sheet.environment[plain_name(name)]
        assert isinstance(column, Column)
        node = node_of(name, self.sheet)
        return self.given(name, column) if node is None else Input(name, node, column.text(self.row))

    def blend_at(self, path: str) -> Blend | None:
        """What a value of this place is made of, where the person's segments say it."""
        return self.sheet.blends.get(path, {}).get(self.row)

    def blended(self, key: str, blend: Blend, title: str | None) -> Input:
        """An input that changes within the period: a node of its own."""
        column = self.sheet.environment[key]
        assert isinstance(column, Column)
        id_ = pointer("inputs", key)
        self.rule(id_, title or key, column, blend_rule(blend), blend_parts(blend))
        return Input(key, id_, column.text(self.row))

    def giver(self, key: str) -> str | None:
        """The manager from whom the person has an input; None where it is the person's own."""
        givers = self.sheet.given.givers.get(key)
        return None if givers is None else givers[self.row]

    def inherited(self, key: str, giver: str, title: str | None) -> Input:
        """An input of a manager above the person: a node of its own."""
        column = self.sheet.environment[key]
        assert isinstance(column, Column)
        id_ = pointer("inputs", key)
        self.rule(id_, title or key, column, f"inherited from manager {giver}", [self.given(key, column)])
        return Input(key, id_, column.text(self.row))

    def shares_in(self, key: str) -> int:
        """How many shares of credits are among the person's observations of a fact."""
        counts = self.sheet.given.credited.get(key)
        return 0 if counts is None else counts[self.row]

    def credited(self, key: str, shares: int) -> Input:
        """A fact with shares of credits: a node of its own."""
        declared, column = self.plan.facts.get(key), self.sheet.environment[key]
        assert isinstance(column, Column)
        label = (None if declared is None else declared.title) or key
        said = f"own observations and {shares} shared with others"
        self.rule(pointer("facts", key), label, column, said, [self.given(key, column)])
        return Input(key, pointer("facts", key), column.text(self.row))

    def shared_fact(self, key: str, scope: SharedScope) -> Input:
        """A fact of the company or of the person's group."""
        declared = self.plan.facts.get(key)
        return self.shared(key, "facts", scope, None if declared is None else declared.title)

    def shared(self, key: str, area: str, scope: SharedScope, title: str | None) -> Input:
        """An input or fact of the company or a group: a node of its own, named by its place in the call."""
        place = self.sheet.sharing[scope].place(self.row)
        column = self.sheet.environment[key] if area == "inputs" else self.sheet.shared_facts[scope][key]
        assert isinstance(column, Column)
        id_ = place + pointer(area, key)
        if id_ not in self.nodes:
            said = shared_rule(self.sheet.sharing[scope], self.row, area, key)
            self.rule(id_, title or key, column, said, [self.given(key, column)])
        return Input(key, id_, column.text(self.row))

    def given(self, name: str, column: Column) -> Input:
        """Given data: no node keeps its exact value, so an average or a weight of 1/3 stands here as the fraction."""
        number = column.at(self.row) if isinstance(column, Number) else None
        origin: Origin = "counted" if name.startswith(_COUNTED) else "given"
        return Input(name, None, column.text(self.row) if number is None else plain_text(number), origin)

    def gate_input(self, key: str) -> Input:
        """A gate as something that a value read."""
        return Input(f"gate {key}", f"/gates/{key}", self.sheet.gates[key].passed.text(self.row))

    def conditions_not_met(self) -> list[Input]:
        """The eligibility conditions, and the time in force, that keep the person out of the plan."""
        noted = self.sheet.eligibility.items()
        time = [Input("assignment", "/assignment", "false")] if self.row in self.sheet.outside else []
        return time + [
            Input(key, f"/eligibility/{key}", "false") for key, passed in noted if passed.at(self.row) is False
        ]

    def kpi_inputs(self, line: KpiLine, fields: Sequence[str]) -> list[Input]:
        """Parts of a KPI's line as inputs; what the KPI does not have for this person is left out."""
        found = ((name, getattr(line, name)) for name in fields)
        return [
            Input(name, f"/kpis/{line.key}/{name}", column.text(self.row))
            for name, column in found
            if column is not None and self.is_given(column)
        ]

    def is_given(self, column: Column) -> bool:
        """Whether the person has the level at all, personal or the plan's."""
        fault = column.fault(self.row)
        return fault is None or fault.code != LEVEL_ABSENT

    def amount(self, amounts: Sequence[int], line: ComponentLine) -> str | None:
        """A money amount as text, None where the row has a problem."""
        if self.row in line.limit_faults:
            return None
        return money_text(amounts[self.row], line.places)

    def text(self, account: AccountLine, amounts: Sequence[int], faults: Faults | None = None) -> str | None:
        """An amount of an account as text, None where the row has a problem there (`faults` where only these count)."""
        return (
            None
            if self.row in (account.faults if faults is None else faults)
            else money_text(amounts[self.row], account.places)
        )

    def step_rounding(self) -> str | None:
        """How stored steps are rounded, if the plan asks for it."""
        rounding = self.plan.rounding
        if rounding.steps is None:
            return None
        return f"{rounding.steps} places, {rounding.mode.replace('_', ' ')}"
