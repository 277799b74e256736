"""The end of the reference: components, the total with its gates and limits, and who is blocked."""

from fractions import Fraction
from typing import NamedTuple

from tests.rules.differential.reference import Document, Person
from tests.rules.differential.reference_numbers import NoValue, Value, split, to_whole

FLOOR_LINE = "total_floor"

Lines = dict[str, int]
"""Amounts in minor units by component."""


class Line(NamedTuple):
    """One payable line in minor units."""

    gross: int
    gated: int
    prorated: int
    withheld: int
    amount: int


class TotalEffects(NamedTuple):
    """What acts on the sum: factor and cap of its closed gates, its floor and its cap, the amounts in minor units."""

    factor: Fraction
    gate_cap: int | None
    floor: int | None
    cap: int | None


def settled(before: Lines, effects: TotalEffects, mode: str) -> tuple[Lines, Lines]:
    """The lines after the gates of the total, and after its floor and cap, the line of the floor among them."""
    scaled = to_whole(effects.factor * sum(before.values()), mode)
    after_gates = split(scaled, {key: effects.factor * minor for key, minor in before.items()})
    if effects.gate_cap is not None:
        after_gates = _cut(after_gates, effects.gate_cap)
    total = sum(after_gates.values())
    raised = 0 if effects.floor is None else max(effects.floor - total, 0)
    final = after_gates | ({FLOOR_LINE: raised} if raised else {})
    return after_gates, final if effects.cap is None else _cut(final, effects.cap)


def _cut(lines: Lines, cap: int) -> Lines:
    """What is above `cap` taken from the positive lines in proportion, and never more than they hold."""
    excess = sum(lines.values()) - cap
    positive = {key: minor for key, minor in lines.items() if minor > 0}
    whole = sum(positive.values())
    if excess <= 0 or not positive:
        return lines
    left = max(whole - excess, 0)
    return lines | split(left, {key: Fraction(minor * left, whole) for key, minor in positive.items()})


class PaidPerson(Person):
    """A person with payable lines; a component's name is its amount before effects of the total."""

    def __init__(self, plan: Document, given: Document, period: dict[str, Fraction], digits: int) -> None:
        super().__init__(plan, given, period)
        self.digits = digits
        self.components: dict[str, Document] = {part["key"]: part for part in plan.get("components", [])}

    def _find(self, name: str) -> Value:
        if name in self.components:
            return Fraction(self.stages(name)[2], 10**self.digits)
        return super()._find(name)

    def exact_gross(self, key: str) -> Fraction:
        """A component's formula as it is kept."""
        found = self.keep(f"gross {key}", lambda: self.stored(self.amount(self.components[key]["amount"])))
        assert isinstance(found, Fraction)
        return found

    def minor(self, amount: Fraction) -> int:
        """An amount in whole minor units."""
        return to_whole(amount * 10**self.digits, self.mode)

    def stages(self, key: str) -> tuple[int, int, int]:
        """A line's gross, after its gates, and after its floor and cap."""
        spec = self.components[key]
        exact = self.exact_gross(key)
        gated = self.gated(exact, key)
        floor, cap = self.limit(spec.get("floor")), self.limit(spec.get("cap"))
        limited = gated if floor is None else max(gated, floor)
        limited = limited if cap is None else min(limited, cap)
        return self.minor(exact), self.minor(gated), self.minor(limited)

    def limit(self, limit: str | Document | None) -> Fraction | None:
        """A floor or a cap, which may also stand in an object; None where there is none."""
        if limit is None:
            return None
        return self.amount(limit["amount"] if isinstance(limit, dict) else limit)

    # --- the total --------------------------------------------------------------------------------------------

    def is_eligible(self) -> bool:
        """Whether every condition to be in the plan holds."""
        return all([self.formula(condition["when"]) for condition in self.plan.get("eligibility", [])])

    def total_effects(self) -> TotalEffects:
        """What acts on the sum of the components."""
        factor, gate_cap = self.effects("total")
        limits = self.plan.get("limits", {})
        floor, cap = self.limit(limits.get("total_floor", "0")), self.limit(limits.get("total_cap"))
        minor = [None if amount is None else self.minor(amount) for amount in (gate_cap, floor, cap)]
        return TotalEffects(factor, *minor)

    def lines(self) -> dict[str, Line]:
        """Every line as it is paid, the raise to the total's floor among them; raises NoValue."""
        stages = {key: self.stages(key) for key in self.components}
        before = {key: limited for key, (_, _, limited) in stages.items()}
        effects = self.total_effects()
        after_gates, final = settled(before, effects, self.mode)
        lines = {}
        for key, (gross, gated, limited) in stages.items():
            withheld = gated - limited + after_gates[key] - final[key]
            lines[key] = Line(gross, gross - gated + limited - after_gates[key], 0, withheld, final[key])
        if final.get(FLOOR_LINE):
            assert effects.floor is not None
            raised = effects.floor - sum(after_gates.values())
            lines[FLOOR_LINE] = Line(raised, 0, 0, raised - final[FLOOR_LINE], final[FLOOR_LINE])
        return lines

    def is_blocked(self) -> bool:
        """Whether anything that money depends on has a problem."""
        if self.is_refused() or self.has_bad_weights():
            return True
        try:
            for key in self.weighted():
                self.value(f"{key}.weighted_index")
            for gate in self.plan.get("gates", []):
                if gate.get("mode") != "advisory":
                    self.is_open(gate)
            for kpi in self.kpis:
                self.effects(kpi)
            self.lines()
        except NoValue:
            return True
        return False
