"""The end of the reference: components, the total with its gates and limits, and who is blocked."""

from fractions import Fraction
from typing import NamedTuple

from tests.rules.differential.reference import Document, Person
from tests.rules.differential.reference_numbers import NoValue, Value, split, to_whole

FLOOR_LINE = "total_floor"


class Line(NamedTuple):
    """One payable line in minor units."""

    gross: int
    gated: int
    prorated: int
    withheld: int
    amount: int


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
        limited = max(gated, self.amount(spec["floor"])) if "floor" in spec else gated
        if spec.get("cap") is not None:
            limited = min(limited, self.amount(_formula(spec["cap"])))
        return self.minor(exact), self.minor(gated), self.minor(limited)

    # --- the total --------------------------------------------------------------------------------------------

    def is_eligible(self) -> bool:
        """Whether every condition to be in the plan holds."""
        return all([self.formula(condition["when"]) for condition in self.plan.get("eligibility", [])])

    def lines(self) -> dict[str, Line]:
        """Every line as it is paid, the raise to the total's floor among them; raises NoValue."""
        stages = {key: self.stages(key) for key in self.components}
        before = {key: limited for key, (_, _, limited) in stages.items()}
        factor, cap = self.effects("total")
        after_gates = split(
            to_whole(factor * sum(before.values()), self.mode), {key: factor * minor for key, minor in before.items()}
        )
        if cap is not None:
            after_gates = _cut(after_gates, self.minor(cap))
        floor, cap = self._limits()
        raised = 0 if floor is None else max(floor - sum(after_gates.values()), 0)
        final = after_gates | ({FLOOR_LINE: raised} if raised else {})
        if cap is not None:
            final = _cut(final, cap)
        lines = {}
        for key, (gross, gated, limited) in stages.items():
            withheld = gated - limited + after_gates[key] - final[key]
            lines[key] = Line(gross, gross - gated + limited - after_gates[key], 0, withheld, final[key])
        if final.get(FLOOR_LINE):
            lines[FLOOR_LINE] = Line(raised, 0, 0, raised - final[FLOOR_LINE], final[FLOOR_LINE])
        return lines

    def _limits(self) -> tuple[int | None, int | None]:
        """Floor and cap of the total; the cap comes last, so it beats the floor."""
        limits = self.plan.get("limits", {})
        floor, cap = limits.get("total_floor", "0"), limits.get("total_cap")
        return (
            None if floor is None else self.minor(self.amount(floor)),
            None if cap is None else self.minor(self.amount(_formula(cap))),
        )

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


def _formula(cap: str | Document) -> str:
    return cap["amount"] if isinstance(cap, dict) else cap


def _cut(lines: dict[str, int], goal: int) -> dict[str, int]:
    """What is above `goal` taken from the positive lines in proportion."""
    excess = sum(lines.values()) - goal
    positive = {key: minor for key, minor in lines.items() if minor > 0}
    whole = sum(positive.values())
    if excess <= 0 or not positive:
        return lines
    left = max(whole - excess, 0)
    return lines | split(left, {key: Fraction(minor * left, whole) for key, minor in positive.items()})
