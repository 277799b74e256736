"""The reference: a plan evaluated for one person by plain recursion, each value found once and kept.

Written from the meaning of plans alone, as slow and direct as possible; it shares no code with the engine.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from tests.rules.differential.reference_curves import check_levels, limited, needed_levels, raw_index
from tests.rules.differential.reference_facts import fact_value, input_value
from tests.rules.differential.reference_formula import evaluate
from tests.rules.differential.reference_numbers import NoValue, Value, to_places
from tests.rules.differential.reference_tables import on_line

Document = dict[str, Any]
LEVELS = ("base", "normal", "target")


class Person:
    """One person's values by name, as formulas write them: `revenue.index`, `coefficient`, `rating`, `bonus`."""

    def __init__(self, plan: Document, given: Document, period: Mapping[str, Fraction]) -> None:
        self.plan = plan
        self.given = given
        self.kpis: dict[str, Document] = {kpi["key"]: kpi for kpi in plan.get("kpis", [])}
        self.tables: Document = plan.get("tables", {})
        rounding = plan.get("rounding", {})
        self.mode: str = rounding.get("mode", "half_up")
        self._steps: str | None = rounding.get("steps")
        self._period = period
        self._kept: dict[str, Value | NoValue] = {}

    # --- names ------------------------------------------------------------------------------------------------

    def value(self, name: str) -> Value:
        """A name at the late stages; raises NoValue."""
        return self.keep(name, lambda: self._find(name))

    def keep(self, name: str, find: Callable[[], Value]) -> Value:
        """The value found before, or found now; a missing value is remembered as well."""
        if name not in self._kept:
            try:
                self._kept[name] = find()
            except NoValue as none:
                self._kept[name] = none
        kept = self._kept[name]
        if isinstance(kept, NoValue):
            raise NoValue(kept.why)
        return kept

    def number(self, name: str) -> Fraction:
        """As `value`, for what is known to be a number."""
        found = self.value(name)
        assert isinstance(found, Fraction)
        return found

    def formula(self, text: str) -> Value:
        """A formula of the late stages."""
        return evaluate(text, self.value, self.tables)

    def amount(self, text: str) -> Fraction:
        """A formula of the late stages that gives a number."""
        found = self.formula(text)
        assert isinstance(found, Fraction)
        return found

    def stored(self, number: Fraction) -> Fraction:
        """A step as it is kept: rounded if the plan rounds its steps."""
        return number if self._steps is None else to_places(number, int(self._steps), self.mode)

    def _find(self, name: str) -> Value:
        owner, _, part = name.partition(".")
        if owner in self.kpis and part:
            return self._kpi_value(owner, part)
        if owner in self.plan.get("values", {}):
            found = self.formula(self.plan["values"][owner])
            return self.stored(found) if isinstance(found, Fraction) else found
        if owner in self.plan.get("scales", {}):
            scale = self.plan["scales"][owner]
            return bands_value(scale, self.keep(f"{owner}.of", lambda: self.formula(scale["of"])), part, self.mode)
        match name:
            case "coefficient":
                return self.stored(self._coefficient())
            case "rating" | "rating.payout" | "payout":
                part = part or name.removeprefix("rating")
                return bands_value(self.plan["ratings"], self.value("coefficient"), part, self.mode)
            case "proration":
                return Fraction(1)
        return self._given(name)

    def _given(self, name: str) -> Value:
        if name in self._period:
            return self._period[name]
        return input_value(self.plan["inputs"][name], self.given.get("inputs", {}).get(name))

    # --- KPIs -------------------------------------------------------------------------------------------------

    def _kpi_value(self, key: str, part: str) -> Value:
        match part:
            case "actual":
                return self._actual(key)
            case "base" | "normal" | "target":
                return self._level(key, part)
            case "raw_index":
                raw = self.curve_value(key)
                if isinstance(raw, str):
                    raise NoValue("other")
                return raw
            case "index":
                return self._index(key)
            case "weight":
                return self._weight(key)
        if self._left_out(key):
            return self.number(f"{key}.weight")
        return self.stored(self.number(f"{key}.weight") * self.number(f"{key}.index"))

    def is_applicable(self, key: str) -> bool:
        """Whether the KPI applies to this person at all."""
        return key not in self.given.get("not_applicable", {})

    def is_missing(self, key: str) -> bool:
        """Whether nothing was measured, and nothing could be carried over."""
        try:
            self.value(f"{key}.actual")
        except NoValue as none:
            return none.why == "missing"
        return False

    def _actual(self, key: str) -> Value:
        if not self.is_applicable(key):
            raise NoValue("missing")
        try:
            return self._measured(key, "facts")
        except NoValue as none:
            if none.why != "missing" or self.kpis[key].get("missing") != "carry_last":
                raise
        return self._measured(key, "prior")

    def _measured(self, key: str, source: str) -> Value:
        kpi = self.kpis[key]
        if "value" not in kpi:
            return self._fact(key, source)
        try:
            measured = evaluate(kpi["value"], lambda name: self._fact_or_given(name, source), {})
        except NoValue as none:
            if none.why != "division" or kpi.get("undefined", "block") == "block":
                raise
            if kpi["undefined"] == "missing":
                raise NoValue("missing") from none
            return Fraction(0)
        return self.stored(measured) if isinstance(measured, Fraction) else measured

    def _fact_or_given(self, name: str, source: str) -> Value:
        if name in self.plan.get("facts", {}) or name in self.kpis:
            return self._fact(name, source)
        return self.value(name)

    def _fact(self, key: str, source: str) -> Value:
        declared = self.plan.get("facts", {}).get(key)
        kpi = self.kpis.get(key, {})
        if declared is None:
            words = kpi.get("curve", {}).get("kind") == "scale"
        else:
            words = declared.get("kind") == "category" and declared.get("take", "last") == "last"
        given = self.given.get("prior", {}) if source == "prior" else self.given
        raw = given.get("facts", {}).get(key)
        return self.keep(f"{source} {key}", lambda: fact_value(declared or {}, raw, as_word=words))

    def _level(self, key: str, level: str) -> Value:
        personal = self.given.get("levels", {}).get(key, {}).get(level)
        text = self.kpis[key].get("levels", {}).get(level)
        if personal is None and text is None:
            raise NoValue("other")
        found = evaluate(text, self.value, self.tables) if personal is None else Fraction(personal)
        assert isinstance(found, Fraction)
        if level == "target" and self._turns_back(key, found):
            raise NoValue("levels")
        return found

    def _turns_back(self, key: str, target: Fraction) -> bool:
        """Whether a target lies on the wrong side of normal, seen from base."""
        if not (self._has(key, "base") and self._has(key, "normal")):
            return False
        try:
            base, normal = self.number(f"{key}.base"), self.number(f"{key}.normal")
        except NoValue:
            return False
        return (target - normal) * (normal - base) < 0

    def _has(self, key: str, level: str) -> bool:
        return level in self.given.get("levels", {}).get(key, {}) or level in self.kpis[key].get("levels", {})

    def levels(self, key: str) -> dict[str, Fraction]:
        """The levels a person has: the plan's and the person's own."""
        return {level: self.number(f"{key}.{level}") for level in LEVELS if self._has(key, level)}

    def has_bad_levels(self, key: str) -> bool:
        """Whether levels are equal where they must differ, or on the wrong sides of each other."""
        try:
            check_levels(self.curve(key), self.levels(key))
        except NoValue as none:
            return none.why == "levels"
        return False

    def curve(self, key: str) -> Document:
        """The curve in force."""
        curve: Document = self.kpis[key].get("curve", {"kind": "linear"})
        return curve

    def curve_value(self, key: str) -> Fraction | str:
        """The raw index as it is kept, or the limit at which the curve stands where it has no value."""

        def find() -> Value:
            actual = self.value(f"{key}.actual")
            levels = self.levels(key)
            check_levels(self.curve(key), levels)
            raw = raw_index(self.curve(key), actual, levels, self._curve_formula)
            return raw if isinstance(raw, str) else self.stored(raw)

        raw = self.keep(f"curve of {key}", find)
        assert isinstance(raw, Fraction | str)
        return raw

    def _curve_formula(self, text: str, own: dict[str, Value]) -> Value:
        def lookup(name: str) -> Value:
            if name in LEVELS and name not in own:
                raise NoValue("other")
            return own[name] if name in own else self._given(name)

        return evaluate(text, lookup, {})

    def _index(self, key: str) -> Fraction:
        kpi = self.kpis[key]
        if self.is_missing(key) and self.is_applicable(key) and kpi.get("missing") == "zero":
            index = Fraction(0)
        else:
            raw = self.curve_value(key)
            index = limited(self.curve(key), raw, self.value(f"{key}.actual"), self.levels(key), self._curve_formula)
        return self.stored(self.gated(index, key))

    # --- gates ------------------------------------------------------------------------------------------------

    def is_open(self, gate: Document) -> bool:
        """Whether a gate's condition holds."""
        return bool(self.keep(f"gate {gate['key']}", lambda: self.formula(gate["when"])))

    def effects(self, scope: str) -> tuple[Fraction, Fraction | None]:
        """The smallest factor and the smallest cap of the closed gates on a scope."""
        factor, caps = Fraction(1), []
        for gate in self.plan.get("gates", []):
            scopes = gate.get("scope", "total")
            acts_here = scope == scopes or (isinstance(scopes, list) and scope in scopes)
            if gate.get("mode") == "advisory" or not acts_here or self.is_open(gate):
                continue
            if "cap" in gate["otherwise"]:
                caps.append(self.amount(gate["otherwise"]["cap"]))
                continue
            own = self.amount(gate["otherwise"]["factor"])
            if not 0 <= own <= 1:
                raise NoValue("other")
            factor = min(factor, own)
        return factor, min(caps, default=None)

    def gated(self, number: Fraction, scope: str) -> Fraction:
        """A number after the gates on a scope."""
        factor, cap = self.effects(scope)
        return number * factor if cap is None else min(number * factor, cap)

    # --- weights and the coefficient --------------------------------------------------------------------------

    def _left_out(self, key: str) -> bool:
        if not self.is_applicable(key):
            return True
        return self.kpis[key].get("missing") == "reweight" and self.is_missing(key)

    def weighted(self) -> list[str]:
        """Keys of the KPIs that count."""
        return [key for key, kpi in self.kpis.items() if "weight" in kpi]

    def _weight(self, key: str) -> Fraction:
        own = self.given.get("weights", {})
        weights = {one: Fraction(own.get(one, self.kpis[one]["weight"])) for one in self.weighted()}
        if not any(self._left_out(one) for one in weights):
            return weights[key]
        counted = sum(weight for one, weight in weights.items() if not self._left_out(one))
        if counted == 0:
            raise NoValue("other")
        return Fraction(0) if self._left_out(key) else weights[key] / counted

    def is_refused(self) -> bool:
        """Whether inputs or levels are wrong: then the person is blocked, whatever else can be computed."""
        try:
            for name in self.plan.get("inputs", {}):
                self.value(name)
        except NoValue:
            return True
        return any(self.has_bad_levels(key) for key in self.kpis)

    def has_bad_weights(self) -> bool:
        """Whether a person's own weights do not add up to one."""
        own = self.given.get("weights", {})
        weights = [Fraction(own.get(one, self.kpis[one]["weight"])) for one in self.weighted()]
        return bool(weights) and sum(weights) != 1

    def _coefficient(self) -> Fraction:
        if "coefficient" in self.plan:
            return self.amount(self.plan["coefficient"])
        if not self.weighted():
            raise NoValue("other")
        return sum((self.number(f"{key}.weighted_index") for key in self.weighted()), Fraction(0))


def bands_value(banded: Document, found: Value, part: str, mode: str) -> Value:
    """The grade, or with `part` the payout, of the band that a number reaches."""
    assert isinstance(found, Fraction)
    places = banded.get("round_before_band")
    x = found if places is None else to_places(found, int(places), mode)
    bands = [band for band in banded["bands"] if _starts_before(band, x)]
    if not bands:
        raise NoValue("other")
    if not part:
        return str(bands[-1]["grade"])
    later = banded["bands"][len(bands) :]
    edge = _edge(bands[-1])
    if not banded.get("interpolate") or edge is None or not later:
        return Fraction(bands[-1]["payout"])
    end = _edge(later[0])
    assert end is not None
    return on_line([(edge, Fraction(bands[-1]["payout"])), (end, Fraction(later[0]["payout"]))], x)


def _edge(band: Document) -> Fraction | None:
    text = band.get("from", band.get("above"))
    return None if text is None else Fraction(text)


def _starts_before(band: Document, x: Fraction) -> bool:
    edge = _edge(band)
    if edge is None:
        return True
    return edge < x if "above" in band else edge <= x


def needs(kpi: Document) -> tuple[str, ...]:
    """The levels the KPI's curve reads."""
    return needed_levels(kpi.get("curve", {"kind": "linear"}))
