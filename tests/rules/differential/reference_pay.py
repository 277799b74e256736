"""The end of the reference: components, the total with its gates and limits, and the outcome."""

from dataclasses import dataclass, field
from fractions import Fraction

from tests.rules.differential.reference import Document, Person
from tests.rules.differential.reference_numbers import NoValue, Value, split, to_whole

STAGES = ("gross", "gated", "limited")


@dataclass
class PaidPerson(Person):
    """A person with payable lines; a component's name is its amount before effects of the total."""

    digits: int = 2
    stages: dict[str, dict[str, int]] = field(default_factory=dict)

    def __init__(self, plan: Document, given: Document, period: dict[str, Fraction], digits: int) -> None:
        super().__init__(plan, given, period)
        self.digits = digits
        self.stages = {}
        self.components: dict[str, Document] = {part["key"]: part for part in plan.get("components", [])}

    def _find(self, name: str) -> Value:
        if name in self.components:
            return Fraction(self._line(name)["limited"], 10**self.digits)
        return super()._find(name)

    def exact_gross(self, key: str) -> Fraction:
        """A component's formula as it is kept."""
        found = self.keep(f"gross {key}", lambda: self.stored(self.amount(self.components[key]["amount"])))
        assert isinstance(found, Fraction)
        return found

    def minor(self, amount: Fraction) -> int:
        """An amount in whole minor units."""
        return to_whole(amount * 10**self.digits, self.mode)

    def _line(self, key: str) -> dict[str, int]:
        spec = self.components[key]
        exact = self.exact_gross(key)
        gated = self.gated(exact, key)
        limited = gated
        if "floor" in spec:
            limited = max(limited, self.amount(spec["floor"]))
        if spec.get("cap") is not None:
            limited = min(limited, self.amount(spec["cap"]))
        stages = zip(STAGES, (exact, gated, limited), strict=True)
        self.stages[key] = {stage: self.minor(amount) for stage, amount in stages}
        return self.stages[key]

    # --- the total --------------------------------------------------------------------------------------------

    def total_effects(self) -> tuple[Fraction, int | None]:
        """Factor and cap of the closed gates on the total."""
        factor = self.gated(Fraction(1), "total") if not self._has_total_caps() else self._factor()
        return factor, self._cap()

    def _has_total_caps(self) -> bool:
        return any("cap" in gate["otherwise"] for gate in self.plan.get("gates", []))

    def _factor(self) -> Fraction:
        raise NotImplementedError

    def _cap(self) -> int | None:
        raise NotImplementedError
