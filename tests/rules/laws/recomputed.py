"""An explanation recomputed: every node from what it names as its inputs, with the plan in the other hand.

Nothing of the engine takes part. What an auditor may use is here: the node's own text, the exact values of the nodes
it read, the given data it shows, the rounding it states, and the tables, curves and bands of the plan document.
"""

from collections.abc import Callable
from fractions import Fraction

from rules import Trace, TraceNode
from tests.rules.differential.reference import Document, bands_value
from tests.rules.differential.reference_curves import limited, raw_index
from tests.rules.differential.reference_formula import evaluate
from tests.rules.differential.reference_numbers import NoValue, Value, to_places, to_whole
from tests.rules.differential.reference_pay import Lines, TotalEffects, settled

LEVELS = ("base", "normal", "target")


class Recomputed:
    """The nodes of one trace, each computed again from its inputs."""

    def __init__(self, plan: Document, trace: Trace, digits: int) -> None:
        self.plan = plan
        self.trace = trace
        self.unit = 10**digits
        self.mode: str = plan.get("rounding", {}).get("mode", "half_up")
        self.kpis: dict[str, Document] = {kpi["key"]: kpi for kpi in plan.get("kpis", [])}

    def differences(self) -> dict[str, tuple[Value, Value | None]]:
        """The nodes whose stated value is not what their inputs give, as {id: (stated, recomputed)}."""
        found: dict[str, tuple[Value, Value | None]] = {}
        for id_, node in self.trace.nodes.items():
            stated = self.stated(id_)
            if stated is None:
                continue
            again = self._again(node)
            if again != stated:
                found[id_] = (stated, again)
        return found

    def stated(self, id_: str) -> Value | None:
        """A node's value as it stands there."""
        node = self.trace.nodes[id_]
        return _read(node.value if node.exact is None else node.exact)

    def number(self, id_: str) -> Fraction:
        """A node's exact number; NoValue where it has none."""
        found = self.stated(id_)
        if not isinstance(found, Fraction):
            raise NoValue("other")
        return found

    def _again(self, node: TraceNode) -> Value | None:
        try:
            found = self._special(node)
        except NoValue:
            return None
        if isinstance(found, Fraction) and node.rounding is not None and "band" not in node.rounding:
            places, _, mode = node.rounding.partition(" places, ")
            return to_places(found, int(places), mode.replace(" ", "_"))
        return found

    def _special(self, node: TraceNode) -> Value:
        if self._is_average(node):
            return self._average(node)
        area, *parts = node.id.removeprefix("/").split("/")
        is_given = area in ("company", "groups", "inputs", "facts") and node.inputs
        return self._value(node, parts[-1]) if is_given else self._rule(node)

    def _rule(self, node: TraceNode) -> Value:
        area, *parts = node.id.removeprefix("/").split("/")
        match area:
            case "facts":
                return Fraction(len(node.table_row))
            case "kpis":
                return self._kpi(node, *parts)
            case "components":
                return self._component(node, *parts)
            case "rating" | "payout":
                return bands_value(self.plan["ratings"], self._input(node, "coefficient"), _payout(area), self.mode)
            case "scales" if parts[-1] != "of":
                return bands_value(
                    self.plan["scales"][parts[0]], self._input(node, "value"), _payout(parts[-1]), self.mode
                )
            case "assignment" | "proration":
                return self._time(node)
            case "coefficient" | "total" | "payee" if area not in self.plan and node.formula != "amount * rate":
                return sum((self._input(node, given.name) for given in node.inputs), Fraction(0))
        return self._formula(node)

    def _is_average(self, node: TraceNode) -> bool:
        return (node.formula or "").startswith("average over the segments")

    def _average(self, node: TraceNode) -> Fraction:
        shares = {given.name: Fraction(given.name.split()[0]) for given in node.inputs}
        return sum((share * self._input(node, name) for name, share in shares.items()), Fraction(0))

    def _time(self, node: TraceNode) -> Value:
        if node.id == "/assignment":
            return False
        return self._input(node, "in force") / self._input(node, "period") if node.inputs else Fraction(1)

    # --- what a node read -------------------------------------------------------------------------------------

    def _formula(self, node: TraceNode) -> Value:
        assert node.formula is not None
        return evaluate(
            node.formula, lambda name: self._value(node, name), self.plan.get("tables", {}), self._rows(node)
        )

    def _rows(self, node: TraceNode) -> list[Callable[[str], Value]]:
        """The names of every row of the fact that a node's sums add up."""
        listed = [use["fact"] for use in node.table_row if use.get("function") == "sum"]
        if not listed:
            return []
        [fact] = set(listed)
        rows = [entry["fields"] for entry in self.trace.nodes[f"/facts/{fact}"].table_row]
        return [lambda name, row=row: self._of_row(node, fact, row, name) for row in rows]  # type: ignore[misc]

    def _of_row(self, node: TraceNode, fact: str, row: dict[str, str], name: str) -> Value:
        owner, _, field = name.partition(".")
        found = _read(row[field]) if owner == fact and field in row else self._value(node, name)
        if found is None:
            raise NoValue("other")
        return found

    def _value(self, node: TraceNode, name: str) -> Value:
        given = next(given for given in node.inputs if given.name == name)
        found = _read(given.value) if given.node is None else self.stated(given.node)
        if found is None:
            raise NoValue("other")
        return found

    def _input(self, node: TraceNode, name: str) -> Fraction:
        found = self._value(node, name)
        if not isinstance(found, Fraction):
            raise NoValue("other")
        return found

    # --- KPIs -------------------------------------------------------------------------------------------------

    def _kpi(self, node: TraceNode, key: str, part: str, *of_the_plan: str) -> Value:
        if of_the_plan:
            return self._formula(node)
        kpi = self.kpis[key]
        match part:
            case "base" | "normal" | "target":
                return self._value(node, f"{key}.{part}") if node.formula == "personal level" else self._formula(node)
            case "actual":
                return self._actual(node, kpi)
            case "raw_index":
                actual = self.stated(f"/kpis/{key}/actual")
                if actual is None:
                    raise NoValue("other")
                found = raw_index(_curve(kpi), actual, self._levels(key), self._curve_formula(node))
                if isinstance(found, str):
                    raise NoValue("other")
                return found
            case "index":
                return self._index(node, kpi)
            case "weight":
                return self._weight(node)
        if node.formula == "does not count for this person":
            return self._input(node, "weight")
        return self._input(node, "weight") * self._input(node, "index")

    def _actual(self, node: TraceNode, kpi: Document) -> Value:
        if not node.inputs and "value" not in kpi:
            found = self.stated(node.id)
            assert found is not None
            return found
        if node.formula == kpi.get("value"):
            try:
                return self._formula(node)
            except NoValue as none:
                if none.why == "division" and kpi.get("undefined") == "zero_actual":
                    return Fraction(0)
                raise
        return self._value(node, kpi["key"])

    def _levels(self, key: str) -> dict[str, Fraction]:
        stated = {level: self.stated(f"/kpis/{key}/{level}") for level in LEVELS if self._has(key, level)}
        return {level: value for level, value in stated.items() if isinstance(value, Fraction)}

    def _has(self, key: str, level: str) -> bool:
        return f"/kpis/{key}/{level}" in self.trace.nodes

    def _curve_formula(self, node: TraceNode) -> Callable[[str, dict[str, Value]], Value]:
        def again(text: str, own: dict[str, Value]) -> Value:
            return evaluate(text, lambda name: own[name] if name in own else self._value(node, name), {})

        return again

    def _index(self, node: TraceNode, kpi: Document) -> Fraction:
        key = kpi["key"]
        if node.formula == "missing counts as index 0":
            return self._gated(node, Fraction(0))
        raw_node = self.trace.nodes[f"/kpis/{key}/raw_index"]
        raw = self.stated(raw_node.id)
        actual = self.stated(f"/kpis/{key}/actual")
        assert actual is not None
        if raw is None:
            raw = "floor" if _curve(kpi)["kind"] == "inverse_concave" else "cap"
        assert isinstance(raw, Fraction | str)
        index = limited(_curve(kpi), raw, actual, self._levels(key), self._curve_formula(raw_node))
        return self._gated(node, index)

    def _weight(self, node: TraceNode) -> Fraction:
        [own] = node.inputs
        given = self._input(node, own.name)
        if "sum of the weights that count" not in (node.formula or ""):
            return given
        if self.stated(node.id) == 0:
            return Fraction(0)
        others = [self.trace.nodes[f"/kpis/{key}/weight"] for key, kpi in self.kpis.items() if "weight" in kpi]
        counting = [other for other in others if self.stated(other.id) != 0]
        return given / sum(self._input(other, other.inputs[0].name) for other in counting)

    # --- gates and money --------------------------------------------------------------------------------------

    def _effects(self, node: TraceNode) -> tuple[Fraction, Fraction | None]:
        """The smallest factor and cap of the closed gates that a node names."""
        closed = [given.node for given in node.inputs if given.name.startswith("gate ") and given.value == "false"]
        factors = [self.number(f"{gate}/factor") for gate in closed if f"{gate}/factor" in self.trace.nodes]
        caps = [self.number(f"{gate}/cap") for gate in closed if f"{gate}/cap" in self.trace.nodes]
        assert len(factors) + len(caps) == len(closed)
        return min(factors, default=Fraction(1)), min(caps, default=None)

    def _gated(self, node: TraceNode, number: Fraction) -> Fraction:
        factor, cap = self._effects(node)
        return number * factor if cap is None else min(number * factor, cap)

    def _component(self, node: TraceNode, key: str, part: str = "amount", number: str = "") -> Value:
        match part:
            case "gross" if node.formula == "sum of the rows":
                rows = [given.name for given in node.inputs if given.name.startswith("row ")]
                return sum((self._input(node, name) for name in rows), Fraction(0))
            case "rows":
                sums = self.trace.nodes[f"/components/{key}/gross"]
                return evaluate(
                    node.formula or number,
                    lambda name: self._value(node, name),
                    self.plan.get("tables", {}),
                    self._rows(sums),
                )
            case "before_total":
                amount = self._gated(node, self._input(node, "gross"))
                names = {given.name for given in node.inputs}
                amount = amount * self._input(node, "proration") if "proration" in names else amount
                amount = max(amount, self._input(node, "floor")) if "floor" in names else amount
                return min(amount, self._input(node, "cap")) if "cap" in names else amount
            case "amount":
                return self._final(key)
        return self._formula(node)

    def _final(self, key: str) -> Fraction:
        """A line after everything that acts on the total; a person who is not in the plan gets nothing."""
        conditions = ("/eligibility/", "/assignment")
        if any(node.value == "false" for id_, node in self.trace.nodes.items() if id_.startswith(conditions)):
            return Fraction(0)
        return Fraction(self._settled()[1].get(key, 0), self.unit)

    def _settled(self) -> tuple[Lines, Lines]:
        """The lines after the gates of the total, and after its floor and cap, in minor units."""
        keys = [component["key"] for component in self.plan["components"]]
        before = {one: self._minor(f"/components/{one}/before_total") for one in keys}
        gates = [gate for gate in self.plan.get("gates", []) if _acts_on_total(gate)]
        closed = [f"/gates/{gate['key']}" for gate in gates if self.stated(f"/gates/{gate['key']}") is False]
        factors = [self.number(f"{id_}/factor") for id_ in closed if f"{id_}/factor" in self.trace.nodes]
        caps = [self._minor(f"{id_}/cap") for id_ in closed if f"{id_}/cap" in self.trace.nodes]
        floor, cap = (
            self._minor(id_) if id_ in self.trace.nodes else None for id_ in (self._floor_of_total, self._cap_of_total)
        )
        effects = TotalEffects(min(factors, default=Fraction(1)), min(caps, default=None), floor, cap)
        return settled(before, effects, self.mode)

    @property
    def _floor_of_total(self) -> str:
        """The floor that acts on the lines."""
        return "/limits/total_floor"

    @property
    def _cap_of_total(self) -> str:
        """The cap of the total, or what is left of it where it counts the year."""
        return "/limits/room" if "/limits/room" in self.trace.nodes else "/limits/total_cap"

    def _minor(self, id_: str) -> int:
        return to_whole(self.number(id_) * self.unit, self.mode)


def dangling(trace: Trace) -> set[str]:
    """Nodes that others say they read and that are not there."""
    named = {given.node for node in trace.nodes.values() for given in node.inputs if given.node is not None}
    return named - set(trace.nodes)


def _read(text: str | None) -> Value | None:
    """A stated value: a truth value, a number (also a fraction), or a word."""
    if text is None or text in ("true", "false"):
        return None if text is None else text == "true"
    try:
        return Fraction(text)
    except ValueError:
        return text


def _payout(part: str) -> str:
    return "payout" if part == "payout" else ""


def _curve(kpi: Document) -> Document:
    curve: Document = kpi.get("curve", {"kind": "linear"})
    return curve


def _acts_on_total(gate: Document) -> bool:
    scope = gate.get("scope", "total")
    return gate.get("mode") != "advisory" and "total" in ([scope] if isinstance(scope, str) else scope)
