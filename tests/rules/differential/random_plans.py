"""Random plans: everything this release calculates, put together so that parts read each other without a circle."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tests.rules.differential.random_formulas import Maker, Names
from tests.rules.differential.random_kpis import GRADES, kpi
from tests.rules.differential.random_tables import WORDS, banded, table

Document = dict[str, Any]

TABLE_KINDS = ("marginal", "whole", "step", "points", "lookup")
CURRENCIES = ("EUR", "JPY", "KWD")
MODES = ("half_up", "half_even", "down", "up")
TAKES = ("sum", "last", "avg", "min", "max", "count", "median", "distinct")
PERIOD = {"period.days": Fraction(31), "period.month": Fraction(3), "period.quarter": Fraction(1)}


@st.composite
def plans(draw: st.DrawFn) -> Document:
    """A plan document that the engine accepts, apart from numbers that may grow too large."""
    return _Writer(Maker(draw)).plan()


class _Writer:
    """Writes one plan from front to back; `known` are the names that later formulas may read."""

    def __init__(self, make: Maker) -> None:
        self.make = make
        self.inputs = Names()
        self.facts = Names()
        self.known = Names()
        self.document: Document = {
            "schema": "bonus-plan/1",
            "key": "random",
            "title": "Random",
            "currency": make.pick(CURRENCIES),
            "frequency": "month",
        }

    def plan(self) -> Document:
        self._write_inputs()
        self._write_facts()
        self._write_tables()
        self._write_kpis()
        self._write_late_parts(self.make.count(0, 3), ("value", "gate", "scale"))
        self._enter_indices()
        self._write_late_parts(self.make.count(1, 7), ("component", "component", "value", "gate", "scale"))
        if "components" not in self.document:
            self._write_component()
        self._write_total()
        if self.make.chance(30):
            when = self.make.condition(Names(self.inputs.numbers, self.inputs.flags, self.inputs.words), 80)
            self.document["eligibility"] = [{"key": "in_force", "when": when}]
        self._shuffle()
        return self.document

    # --- what is declared -------------------------------------------------------------------------------------

    def _write_inputs(self) -> None:
        inputs: Document = {"fund": {"kind": "money"}}
        self.inputs.numbers.append("fund")
        if self.make.chance(50):
            inputs["quota"] = {"kind": "number", "default": "1", "min": "-1000", "max": "250"}
            self.inputs.numbers.append("quota")
        if self.make.chance(30):
            inputs["is_new"] = {"kind": "boolean", "default": False}
            self.inputs.flags.append("is_new")
        if self.make.chance(40):
            inputs["region"] = {"kind": "category", "values": list(WORDS), "default": "north"}
            self.inputs.words["region"] = WORDS
        self.document["inputs"] = inputs

    def _write_facts(self) -> None:
        declared: Document = {}
        for key in ("sales", "cost")[: self.make.count(0, 2)]:
            declared[key] = {"kind": "number", "take": self.make.pick(TAKES)}
            self.facts.numbers.append(key)
        if declared and self.make.chance(20):
            declared["visits"] = {"kind": "category", "take": self.make.pick(("count", "distinct"))}
            self.facts.numbers.append("visits")
        for spec in declared.values():
            if self.make.chance(30):
                spec["empty"] = "zero"
        if declared:
            self.document["facts"] = declared

    def _write_tables(self) -> None:
        for key in ("rates", "scheme")[: self.make.count(0, 2)]:
            kind = self.make.pick(TABLE_KINDS)
            written = table(self.make, kind)
            self.document.setdefault("tables", {})[key] = written
            self.known.tables[key] = kind
            if kind == "lookup" and written["rows"][0]["key"] in WORDS:
                self.known.keys[key] = [row["key"] for row in written["rows"]]
        self.known = self.known.plus(self.inputs)
        if self.make.chance(30):
            self.known.numbers += [*sorted(PERIOD), "proration"]

    def _write_kpis(self) -> None:
        levels_read = Names(self.inputs.numbers, self.inputs.flags, self.inputs.words)
        found = [kpi(self.make, key, levels_read, self.facts) for key in ("a", "b", "c", "d")[: self.make.count(1, 4)]]
        weighted = [one for one in found if has_index(one) and not self.make.chance(15)]
        if weighted and self.make.chance(5):
            self._leave_levels_to_people(weighted[0])
        parts = [self.make.count(1, 9) for _ in weighted]
        for one, part in zip(weighted, parts, strict=True):
            one["weight"] = str(Fraction(part, sum(parts)))
        self.document["kpis"] = found
        for one in found:
            self._declare_fact(one)
        if self.make.chance(30):
            self.document["personal"] = ["levels", "weights"]
        for one in found:
            self._enter_measured(one)

    def _leave_levels_to_people(self, one: Document) -> None:
        if one.get("curve", {}).get("kind") in (None, "linear"):
            one.pop("levels", None)

    def _declare_fact(self, one: Document) -> None:
        """A KPI's own fact, where several observations make its actual."""
        if "value" in one or self.make.chance(70):
            return
        declared: Document = {"kind": "number", "take": self.make.pick(TAKES)}
        if one.get("curve", {}).get("kind") == "scale":
            declared = {"kind": "category", "values": list(GRADES)}
        self.document.setdefault("facts", {})[one["key"]] = declared

    def _enter_measured(self, one: Document) -> None:
        key = one["key"]
        if one.get("curve", {}).get("kind") == "scale":
            self.known.words[f"{key}.actual"] = GRADES
        else:
            self.known.numbers.append(f"{key}.actual")
        self.known.numbers += [f"{key}.{level}" for level in one.get("levels", {})]
        if has_index(one):
            self.known.numbers.append(f"{key}.raw_index")

    def _enter_indices(self) -> None:
        """From here on formulas may read what KPI gates and weights have acted on."""
        has_weights = False
        for one in self.document["kpis"]:
            if has_index(one):
                self.known.numbers.append(f"{one['key']}.index")
            if "weight" in one:
                has_weights = True
                self.known.numbers += [f"{one['key']}.weight", f"{one['key']}.weighted_index"]
        if self.make.chance(25) or not has_weights:
            self.document["coefficient"] = self.make.number(self.known, 2)
        self.known.numbers += ["coefficient"] * 3
        if self.make.chance(60):
            self._enter_bands("rating", self.document.setdefault("ratings", banded(self.make)))

    def _enter_bands(self, key: str, written: Document) -> None:
        self.known.words[key] = [band["grade"] for band in written["bands"]]
        if "payout" in written["bands"][0]:
            self.known.numbers.append("payout" if key == "rating" else f"{key}.payout")

    # --- what is computed -------------------------------------------------------------------------------------

    def _write_late_parts(self, count: int, kinds: tuple[str, ...]) -> None:
        for _ in range(count):
            match self.make.pick(kinds):
                case "component":
                    self._write_component()
                case "value":
                    self._write_value()
                case "gate":
                    self._write_gate()
                case "scale":
                    self._write_scale()

    def _write_value(self) -> None:
        values = self.document.setdefault("values", {})
        key = f"v{len(values)}"
        if self.make.chance(20):
            values[key] = self.make.flag(self.known)
            self.known.flags.append(key)
        else:
            values[key] = self.make.number(self.known)
            self.known.numbers.append(key)

    def _write_scale(self) -> None:
        scales = self.document.setdefault("scales", {})
        key = f"s{len(scales)}"
        scales[key] = {"of": self.make.number(self.known), **banded(self.make)}
        self._enter_bands(key, scales[key])

    def _write_gate(self, only: str | None = None) -> None:
        """A gate on KPIs while their indices are unread, later on the total."""
        gates = self.document.setdefault("gates", [])
        keys = [one["key"] for one in self.document["kpis"] if has_index(one)]
        is_early = "components" not in self.document and not any(".index" in name for name in self.known.numbers)
        scopes = ["total", *keys] if is_early else ["total"]
        scope: Any = only or self.make.pick(scopes)
        if only is None and is_early and self.make.chance(30):
            scope = sorted({self.make.pick(scopes), self.make.pick(scopes)})
        if self.make.chance(65):
            effect = {"factor": self.make.pick(("0", "0.5", "1/3", "0.9", "1", f"clip({self._any_number()}, 0, 1)"))}
        else:
            effect = {"cap": self.make.pick(("100", "0.5", "-1", "33.335", self._any_number()))}
        gate = {"key": f"g{len(gates)}", "when": self.make.condition(self.known), "scope": scope, "otherwise": effect}
        if self.make.chance(15):
            gate["mode"] = "advisory"
        gates.append(gate)

    def _any_cap(self) -> str:
        """No cap of a line or of the total is below 0."""
        return f"max({self._any_number()}, 0)"

    def _any_number(self) -> str:
        return self.make.number(self.known, 1)

    def _write_component(self) -> None:
        components = self.document.setdefault("components", [])
        key = f"pay_{'xyzuvw'[len(components)]}" if len(components) < 6 else f"pay_{len(components)}"
        for _ in range(self.make.pick((0, 0, 1, 2))):
            self._write_gate(only=key)
        amount = self.make.number(self.known, 3)
        written: Document = {"key": key, "amount": f"fund * {amount}" if self.make.chance(40) else amount}
        if self.make.chance(30):
            written["floor"] = self.make.pick(("0", "-5", "10.005", self._any_number()))
        if self.make.chance(30):
            written["cap"] = self.make.pick(("100", "20000", "33.335", "fund * 1.5", self._any_cap()))
        if _is_above(written.get("floor"), written.get("cap")):
            del written["floor"]
        components.append(written)
        self.known.numbers.append(key)

    def _write_total(self) -> None:
        limits: Document = {}
        if self.make.chance(50):
            limits["total_floor"] = self.make.pick((None, "-50", "10", "0.005", self._any_number()))
        if self.make.chance(40):
            limits["total_cap"] = self.make.pick(("100", "fund * 2", "33.335", "1000", self._any_cap()))
        if _is_above(limits.get("total_floor", "0"), limits.get("total_cap")):
            limits["total_floor"] = None
        if limits:
            self.document["limits"] = limits
        rounding: Document = {"mode": self.make.pick(MODES)}
        if self.make.chance(30):
            rounding["steps"] = self.make.pick(("2", "0", "4", "6", "12"))
        self.document["rounding"] = rounding

    def _shuffle(self) -> None:
        """Listing order means nothing, so parts that read each other stand anywhere."""
        for part in ("components", "gates", "kpis"):
            if part in self.document:
                self.document[part] = self.make.draw(st.permutations(self.document[part]))
        if "values" in self.document:
            self.document["values"] = dict(reversed(self.document["values"].items()))


def has_index(one: Document) -> bool:
    """Whether a KPI has an index: a weight, a curve of its own, or the levels of the default one."""
    return "curve" in one or "weight" in one or {"base", "normal"} <= set(one.get("levels", {}))


def _is_above(floor: str | None, cap: str | None) -> bool:
    """Whether two constants stand in the wrong order, which a plan may not say."""
    try:
        return floor is not None and cap is not None and Fraction(floor) > Fraction(cap)
    except ValueError:
        return False
