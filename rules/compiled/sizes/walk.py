"""The walk itself: sizes by name, the largest number met so far, and the work of all together."""

from collections.abc import Mapping
from fractions import Fraction

from rules.compiled.factspecs import fact_specs
from rules.compiled.order import Node
from rules.compiled.rowspecs import row_sizes
from rules.compiled.scopes import paid_name
from rules.compiled.sizes.given import (
    FACT,
    INPUT,
    OBSERVATIONS_BITS,
    PERSONAL_WEIGHT,
    PRORATION,
    SHARED_FACT,
    SMALL,
    input_size,
)
from rules.compiled.sizes.tables import table_bits
from rules.compiled.tables import compile_table
from rules.formula import Bits, Formula, growth
from rules.formula.bits import UNIT, aligned, common_bits, multiplied, rounded, rounding_work
from rules.numbers import currency_digits
from rules.plan import (
    CategoryFact,
    NumberFact,
    Plan,
    ScaleCurve,
    WindowFact,
)


class SizeWalk:
    """Walks a plan in its order of evaluation with sizes in place of columns."""

    def __init__(self, plan: Plan, formulas: Mapping[str, Formula]) -> None:
        self.plan = plan
        self.formulas = formulas
        self.peak = 0
        self.work = 0
        self.tables = {key: table_bits(compile_table(table)) for key, table in plan.tables.items()}
        digits = currency_digits(plan.currency)
        assert digits is not None
        self.digits = digits
        self.total = UNIT
        self.sizes: dict[str, Bits] = {key: self._fact(key) for key in fact_specs(plan)}
        self.sizes |= {key: input_size(plan, key) for key in plan.inputs} | {"proration": PRORATION}
        self.sizes |= dict.fromkeys(plan.balances, INPUT)
        self.rows = row_sizes(plan)
        self.sizes |= self.rows | {paid_name(component.key): FACT for component in plan.components}
        self.weights = common_bits([kpi.weight for kpi in plan.kpis if kpi.weight is not None] or [Fraction(1)])
        if "weights" in plan.personal:
            self.weights = aligned(self.weights, PERSONAL_WEIGHT)

    def measure(self, node: Node) -> None:
        """Note the sizes of what this node gives."""
        getattr(self, f"_{node.kind}")(node.key)

    def largest_before(self, node: Node) -> list[Node]:
        """The names behind the growth, largest last."""
        names = sorted(
            (name for name in self.sizes if "." in name or name in self.plan.values),
            key=lambda n: self.sizes[n].largest,
        )
        return [Node("value", name) for name in names[-3:]]

    def _formula(self, id_: str, names: Mapping[str, Bits] | None = None) -> Bits:
        formula = self.formulas[id_]
        known = self.sizes if names is None else {**self.sizes, **names}
        grown = growth(
            formula,
            {name: known.get(name, _default(name)) for name in formula.uses if name not in self.tables},
            self.tables,
        )
        self.peak = max(self.peak, grown.peak)
        self.work += grown.work
        return grown.result

    def _stored(self, name: str, size: Bits) -> Bits:
        if self.plan.rounding.steps is not None:
            self.peak = max(self.peak, rounding_work(size, self.plan.rounding.steps))
            size = rounded(size, self.plan.rounding.steps)
        return self._kept(name, size)

    def _kept(self, name: str, size: Bits) -> Bits:
        self.peak = max(self.peak, size.largest)
        self.work += size.largest
        self.sizes[name] = size
        return size

    def _is_mean(self, key: str) -> bool:
        """Whether a fact of words is the mean of their indices."""
        declared = self.plan.facts.get(key)
        return isinstance(declared, CategoryFact) and declared.take == "avg"

    def _fact(self, key: str) -> Bits:
        declared, kpi = self.plan.facts.get(key), self.plan.kpi(key)
        if self._is_mean(key) and kpi is not None and isinstance(kpi.curve, ScaleCurve):
            one = common_bits(list(kpi.curve.values.values()))
            return Bits(one.numerator + OBSERVATIONS_BITS, one.denominator + OBSERVATIONS_BITS)
        seen = self.plan.facts.get(declared.of) if isinstance(declared, WindowFact) else declared
        if not isinstance(seen, NumberFact):
            return FACT
        size = SHARED_FACT if seen.take == "sum" else FACT
        if seen is not declared and seen.take == "sum":
            # A window may take another aggregate of what credits shared out, such as the mean.
            size = Bits(size.numerator, size.denominator + OBSERVATIONS_BITS)
        return multiplied(size, INPUT) if seen.money else size


def _default(name: str) -> Bits:
    return SMALL if name.startswith("period.") else UNIT
