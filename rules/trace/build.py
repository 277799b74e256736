"""Builds the explanation of one row from the sheet: every value with its formula, inputs and rounding."""

from collections.abc import Callable
from typing import Any

from rules.columns import Column, Number
from rules.engine import FLOOR_LINE, ComponentLine, KpiLine, Sheet, lines_on
from rules.formula import plain_name
from rules.numbers import display, exact_text, money_text
from rules.plan import Banded, Kpi, cap_formula
from rules.trace.names import node_of
from rules.trace.node import Input, Trace, TraceNode
from rules.trace.parts import branches_of, table_rows_of


def trace_of(sheet: Sheet, row: int) -> Trace:
    """Everything that was computed for one participant, in order of evaluation; ids are stable across runs."""
    return _Builder(sheet, row).trace()


class _Builder:
    def __init__(self, sheet: Sheet, row: int) -> None:
        self.sheet = sheet
        self.row = row
        self.plan = sheet.compiled.plan
        self.nodes: dict[str, TraceNode] = {}

    def trace(self) -> Trace:
        """Walk the plan in its order of evaluation."""
        for condition in self.plan.eligibility:
            self.formula_node(f"/eligibility/{condition.key}", condition.label, self.sheet.eligibility[condition.key])
        builders: dict[str, Callable[[str], None]] = {
            "levels": self.levels, "actual": self.actual, "raw_index": self.raw_index, "index": self.index,
            "weights": self.weights, "weighted_index": self.weighted_index, "coefficient": self.coefficient,
            "scale": self.scale, "value": self.value, "gate": self.gate, "component": self.component,
            "total": self.total,
        }  # fmt: skip
        for node in self.sheet.compiled.order:
            builders[node.kind](node.key)
        return Trace(self.sheet.ids[self.row], "/total", self.nodes)

    # --- nodes by kind ------------------------------------------------------------------------------------

    def levels(self, key: str) -> None:
        """Base, normal and target."""
        line = self.sheet.kpis[key]
        for level in ("base", "normal", "target"):
            column = getattr(line, level)
            if column is None:
                continue
            personal = self.sheet.levels.get((key, level))
            if personal is not None and personal.at(self.row) is not None:
                given = Input(f"levels.{key}.{level}", None, personal.text(self.row))
                self.add(f"/kpis/{key}/{level}", f"{self.kpi(key).label}: {level}", column, "personal level", (given,))
            else:
                self.formula_node(f"/kpis/{key}/{level}", f"{self.kpi(key).label}: {level}", column)

    def actual(self, key: str) -> None:
        """What was measured."""
        line, kpi, id_ = self.sheet.kpis[key], self.kpi(key), f"/kpis/{key}/actual"
        if kpi.value is not None:
            self.formula_node(id_, f"{kpi.label}: actual", line.actual, self.step_rounding())
            return
        given = Input(key, None, line.actual.text(self.row))
        self.add(id_, f"{kpi.label}: actual", line.actual, f"fact {key}", (given,))

    def raw_index(self, key: str) -> None:
        """The index before floor and cap."""
        line, kpi, id_ = self.sheet.kpis[key], self.kpi(key), f"/kpis/{key}/raw_index"
        assert line.raw_index is not None
        if id_ in self.sheet.records:
            own = {name: f"/kpis/{key}/{name}" for name in ("actual", "base", "normal", "target")}
            self.formula_node(id_, f"{kpi.label}: raw index", line.raw_index, self.step_rounding(), own)
            return
        text, reads = curve_rule(kpi)
        inputs = self.kpi_inputs(line, reads)
        self.add(id_, f"{kpi.label}: raw index", line.raw_index, text, inputs, self.step_rounding())

    def index(self, key: str) -> None:
        """The index after floor, cap, missing policy and gates."""
        line, kpi = self.sheet.kpis[key], self.kpi(key)
        assert line.index is not None
        inputs = self.kpi_inputs(line, ("raw_index", *limit_reads(kpi)))
        inputs += tuple(self.gate_input(gate.key) for gate in lines_on(self.sheet, key))
        self.add(f"/kpis/{key}/index", f"{kpi.label}: index", line.index, limit_rule(kpi, line, self.row), inputs, self.step_rounding())

    def weights(self, _: str) -> None:
        """Effective weights."""
        for key in self.sheet.compiled.weights:
            line = self.sheet.kpis[key]
            assert line.weight is not None
            planned = display(self.sheet.compiled.weights[key])
            shared = any(self.row in self.sheet.kpis[other].excluded for other in self.sheet.compiled.weights)
            rule = "weight / sum of the weights that count" if shared else "weight of the plan"
            if key in self.sheet.weights:
                rule = rule.replace("of the plan", "of the person")
            inputs = (Input("plan weight", None, planned),)
            self.add(f"/kpis/{key}/weight", f"{self.kpi(key).label}: weight", line.weight, rule, inputs)

    def weighted_index(self, key: str) -> None:
        """Weight × index."""
        line = self.sheet.kpis[key]
        assert line.weighted_index is not None
        rule = "does not count" if self.row in line.excluded else "weight * index"
        inputs = self.kpi_inputs(line, ("weight",) if self.row in line.excluded else ("weight", "index"))
        label = f"{self.kpi(key).label}: weighted index"
        self.add(f"/kpis/{key}/weighted_index", label, line.weighted_index, rule, inputs, self.step_rounding())

    def coefficient(self, _: str) -> None:
        """The performance coefficient."""
        column = self.sheet.coefficient
        assert column is not None
        if "/coefficient" in self.sheet.records:
            self.formula_node("/coefficient", "coefficient", column, self.step_rounding())
            return
        inputs: tuple[Input, ...] = ()
        for key in self.sheet.compiled.weights:
            weighted = self.sheet.kpis[key].weighted_index
            assert weighted is not None
            inputs += (Input(f"{key}.weighted_index", f"/kpis/{key}/weighted_index", weighted.text(self.row)),)
        self.add("/coefficient", "coefficient", column, "sum of the weighted indices", inputs, self.step_rounding())

    def scale(self, key: str) -> None:
        """A band and its payout."""
        line = self.sheet.scales[key]
        is_rating = key == "rating" and self.plan.ratings is not None
        banded: Banded = self.plan.ratings if is_rating and self.plan.ratings is not None else self.plan.scales[key]
        id_ = "/rating" if is_rating else f"/scales/{key}"
        source = "/coefficient"
        if not is_rating:
            source = f"/scales/{key}/of"
            self.formula_node(source, f"{key}: value looked up", line.of)
        places = banded.round_before_band
        rounding = None if places is None else f"{places} places before the band is chosen"
        looked = (Input("coefficient" if is_rating else "value", source, line.of.text(self.row)),)
        self.add(id_, key, line.grade, "band reached, lower end included unless it says above", looked, rounding)
        if line.payout is not None:
            payout_id = "/payout" if is_rating else f"/scales/{key}/payout"
            rule = "straight line between the bands" if banded.interpolate else "factor of the band"
            inputs = (Input(key, id_, line.grade.text(self.row)), *looked)
            self.add(payout_id, f"{key}: payout", line.payout, rule, inputs)

    def value(self, key: str) -> None:
        """A named value."""
        self.formula_node(f"/values/{key}", key, self.sheet.values[key], self.step_rounding())

    def gate(self, key: str) -> None:
        """A gate's condition and, where it is closed, its effect."""
        line = self.sheet.gates[key]
        label = next(gate.label for gate in self.plan.gates if gate.key == key)
        self.formula_node(f"/gates/{key}", label if line.enforced else f"{label} (advisory)", line.passed)
        if line.passed.at(self.row) is False:
            for name, column in (("factor", line.factor), ("cap", line.cap)):
                if column is not None:
                    self.formula_node(f"/gates/{key}/{name}", f"{label}: {name}", column)

    def component(self, key: str) -> None:
        """A payable line, stage by stage."""
        line, spec = self.sheet.components[key], self.plan.component(key)
        assert spec is not None
        id_ = f"/components/{key}"
        self.formula_node(f"{id_}/gross", f"{spec.label}: gross, unrounded", line.exact, self.step_rounding(), record=f"{id_}/amount")
        inputs = [Input("gross", f"{id_}/gross", line.exact.text(self.row))]
        inputs += [self.gate_input(gate.key) for gate in lines_on(self.sheet, key)]
        for name, text in (("floor", spec.floor), ("cap", cap_formula(spec.cap))):
            if text is not None:
                limit = self.sheet.notes[f"{id_}/{name}"]
                self.formula_node(f"{id_}/{name}", f"{spec.label}: {name}", limit)
                inputs.append(Input(name, f"{id_}/{name}", limit.text(self.row)))
        self.money(f"{id_}/before_total", f"{spec.label}: before effects of the total", line, "limited", tuple(inputs))

    def total(self, _: str) -> None:
        """The sum and what acts on it."""
        sheet, row, digits = self.sheet, self.row, self.sheet.compiled.digits
        effects = [self.gate_input(gate.key) for gate in lines_on(sheet, "total")]
        for name, text in (("total_floor", self.plan.limits.total_floor), ("total_cap", cap_formula(self.plan.limits.total_cap))):
            if text is not None:
                limit = sheet.notes[f"/limits/{name}"]
                self.formula_node(f"/limits/{name}", name.replace("_", " "), limit)
                effects.append(Input(name, f"/limits/{name}", limit.text(row)))
        finals: list[Input] = []
        for key, line in sheet.components.items():
            label = f"{self.plan.component(key).label}: amount"  # type: ignore[union-attr]
            before = Input("before_total", f"/components/{key}/before_total", self.amount(line.limited, line))
            rule = "share of the total after its gates and limits" if line.final[row] != line.limited[row] else "as computed"
            self.money(f"/components/{key}", label, line, "final", (before, *effects), rule)
            finals.append(Input(key, f"/components/{key}", self.amount(line.final, line)))
        if sheet.raised[row]:
            raised = money_text(sheet.raised[row], digits)
            node = TraceNode(f"/components/{FLOOR_LINE}", "raise to the floor of the total", "floor − sum of the lines", tuple(effects), raised, raised)
            self.nodes[node.id] = node
            finals.append(Input(FLOOR_LINE, node.id, raised))
        blocked = row in sheet.total_faults
        shown = None if blocked else money_text(sheet.total[row], digits)
        problem = sheet.total_faults[row].to_json() if blocked else None
        self.nodes["/total"] = TraceNode("/total", "total", "sum of the components", tuple(finals), shown, shown, problem=problem)

    # --- building blocks ----------------------------------------------------------------------------------

    def formula_node(
        self, id_: str, label: str, column: Column, rounding: str | None = None, own: dict[str, str] | None = None,
        *, record: str | None = None,
    ) -> None:  # fmt: skip
        """A node computed by a formula of the plan."""
        source = record or id_
        formula = self.sheet.compiled.formulas[source]
        tables = self.sheet.compiled.tables
        inputs = tuple(self.named(name, own or {}) for name in formula.uses if name not in tables)
        noted = self.sheet.records.get(source)
        self.add(id_, label, column, formula.text, inputs, rounding, noted)

    def named(self, name: str, own: dict[str, str]) -> Input:
        """One name of a formula with the node it stands for."""
        node = own.get(name) or node_of(name, self.sheet)
        if name in own:
            parts = name
            column = getattr(self.sheet.kpis[own[name].split("/")[2]], parts)
        else:
            column = self.sheet.environment[plain_name(name)]
        return Input(name, node, column.text(self.row))

    def add(
        self, id_: str, label: str, column: Column, formula: str | None, inputs: tuple[Input, ...],
        rounding: str | None = None, noted: Any = None,
    ) -> None:  # fmt: skip
        """Keep one node."""
        fault = column.fault(self.row)
        exact = None
        if isinstance(column, Number) and (number := column.at(self.row)) is not None:
            exact = exact_text(number)
        self.nodes[id_] = TraceNode(
            id_,
            label,
            formula,
            inputs,
            column.text(self.row),
            exact,
            rounding,
            () if noted is None else table_rows_of(noted, self.row),
            () if noted is None else branches_of(noted, self.row),
            None if fault is None else fault.to_json(),
        )

    def money(
        self, id_: str, label: str, line: ComponentLine, stage: str, inputs: tuple[Input, ...],
        rule: str = "gross, then gates, then floor and cap",
    ) -> None:  # fmt: skip
        """A rounded amount of a component."""
        amounts: list[int] = getattr(line, stage)
        fault = line.limit_faults.get(self.row)
        shown = self.amount(amounts, line)
        mode = self.plan.rounding.mode.replace("_", " ")
        rounding = f"{self.sheet.compiled.digits} places, {mode}"
        problem = None if fault is None else fault.to_json()
        self.nodes[id_] = TraceNode(id_, label, rule, inputs, shown, shown, rounding, problem=problem)

    def amount(self, amounts: list[int], line: ComponentLine) -> str | None:
        """A money amount as text, None where the row has a problem."""
        blocked = self.row in line.limit_faults
        return None if blocked else money_text(amounts[self.row], self.sheet.compiled.digits)

    def gate_input(self, key: str) -> Input:
        """A gate as something that a value read."""
        return Input(f"gate {key}", f"/gates/{key}", self.sheet.gates[key].passed.text(self.row))

    def kpi_inputs(self, line: KpiLine, fields: tuple[str, ...]) -> tuple[Input, ...]:
        """Parts of a KPI's line as inputs; what the KPI does not have is left out."""
        found = ((field, getattr(line, field)) for field in fields)
        return tuple(
            Input(field, f"/kpis/{line.key}/{field}", column.text(self.row)) for field, column in found if column is not None
        )

    def kpi(self, key: str) -> Kpi:
        """The KPI of a key."""
        return self.sheet.compiled.kpis[key]

    def step_rounding(self) -> str | None:
        """How stored steps are rounded, if the plan asks for it."""
        rounding = self.plan.rounding
        return None if rounding.steps is None else f"{rounding.steps} places, {rounding.mode.replace('_', ' ')}"


def curve_rule(kpi: Kpi) -> tuple[str, tuple[str, ...]]:
    """The rule of a built-in curve in words, and the parts of the KPI it reads."""
    curve = kpi.effective_curve
    rules: dict[str, tuple[str, tuple[str, ...]]] = {
        "linear": ("(actual - base) / (normal - base)", ("actual", "base", "normal")),
        "two_slope": ("(actual - base) / (normal - base)", ("actual", "base", "normal")),
        "ratio": (getattr(curve, "form", "actual/normal"), ("actual", "normal")),
        "inverse_concave": ("2 - normal/actual", ("actual", "normal")),
        "points": (f"straight lines through the points of the {getattr(curve, 'of', 'actual')}", ("actual", "base", "normal")),
        "steps": (f"step reached by the {getattr(curve, 'of', 'actual')}", ("actual", "base", "normal")),
        "binary": ("1 at or beyond normal, else 0", ("actual", "base", "normal")),
        "scale": ("index of the word", ("actual",)),
        "range": ("1 inside the corridor, falling to 0 on both sides", ("actual",)),
    }
    return rules[curve.kind]


def limit_reads(kpi: Kpi) -> tuple[str, ...]:
    """What floor and cap of the index read beside the raw index."""
    if kpi.effective_curve.kind == "two_slope":
        return ("actual", "normal", "target")
    return ("target",) if kpi.cap_index(has_target=True) == "target" else ()


def limit_rule(kpi: Kpi, line: KpiLine, row: int) -> str:
    """How the raw index became the index."""
    if row in line.missing and kpi.missing == "zero":
        return "missing counts as index 0"
    curve = kpi.effective_curve
    if curve.kind == "two_slope":
        most = display(curve.max)
        return f"0 to 1 from base to normal, 1 to {most} from normal to target, flat outside"
    parts = ["raw index"]
    floor, cap = kpi.floor_index, kpi.cap_index(has_target=line.target is not None)
    if floor is not None:
        parts.append(f"at least {display(floor)}")
    if cap is not None:
        parts.append("at most the index at target" if cap == "target" else f"at most {display(cap)}")  # type: ignore[arg-type]
    return ", ".join(parts)
