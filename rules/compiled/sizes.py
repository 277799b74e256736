"""Sizes in place of columns: a walk through a plan that bounds every number it can produce, whatever the data."""

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce

from rules.compiled.curves import compile_bounds, compile_curve
from rules.compiled.factspecs import fact_specs
from rules.compiled.order import POOL_FORMULAS, Node
from rules.compiled.rowspecs import row_sizes
from rules.compiled.scopes import paid_name
from rules.compiled.sites import people_call_id
from rules.compiled.tables import compile_bands, compile_table
from rules.curves import Binary, Corridor, Curve, Points, Steps, TwoSlope, WordScale
from rules.formula import Bits, Formula, TableBits, growth
from rules.formula.bits import (
    UNIT,
    added,
    aligned,
    bits_of,
    common_bits,
    divided,
    multiplied,
    rounded,
    rounding_work,
)
from rules.formula.growth import ROWS_BITS
from rules.numbers import currency_digits
from rules.plan import (
    LEVELS,
    Banded,
    CategoryFact,
    ClaimPool,
    Kpi,
    MoneyInput,
    NumberFact,
    Plan,
    ScaleCurve,
    WindowFact,
    counts_year,
)
from rules.tables import Edges, Marginal, Pieces, Stepped, Table

INPUT = Bits(100, 40)
"""A decimal below 10^18 with at most 12 places."""
FACT = Bits(130, 70)
"""An aggregate of up to 2^30 such decimals."""
OBSERVATIONS_BITS = 30
"""Of up to 2^30 observations."""
SHARED_FACT = Bits(198, 108)
"""A sum of such decimals and of shares of them; see `SPLIT_FIELD` of rows."""
PERSONAL_WEIGHT = Bits(61, 61)
PEOPLE_BITS = 24
"""More people than one population has."""
CROSSING_PLACES = 12
SMALL = Bits(24, 0)
"""Days, months and other counts of a period."""
BLENDED = Bits(140, 80)
"""An average of such decimals by shares over at most 10^12, or by days."""
SHARE_OF_PLAN = Bits(40, 40)
"""The share of a period for which the plan's own level stands in."""
PRORATION = Bits(56, 56)
"""Two counts of at most 120,000 months in parts of 28 to 31 days, one over the other."""


class PlanSizes:
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
        self.sizes |= {key: _input(plan, key) for key in plan.inputs} | {"proration": PRORATION}
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

    def _levels(self, key: str) -> None:
        for level in LEVELS:
            given = self._formula(f"/kpis/{key}/{level}") if f"/kpis/{key}/{level}" in self.formulas else UNIT
            if "levels" in self.plan.personal:
                own = aligned(given, INPUT)
                given = own if self.plan.segments == "separate" else aligned(own, _blended_level(given))
            self._kept(f"{key}.{level}", given)

    def _actual(self, key: str) -> None:
        formula = f"/kpis/{key}/actual"
        size = (
            self._formula(
                formula, {name: self.sizes.get(name, self._fact(name)) for name in self.formulas[formula].uses}
            )
            if formula in self.formulas
            else self._fact(key)
        )
        self._stored(f"{key}.actual", aligned(size, UNIT))

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

    def _raw_index(self, key: str) -> None:
        kpi = self.plan.kpi(key)
        assert kpi is not None
        self._stored(f"{key}.raw_index", self._curve(kpi, self.sizes[f"{key}.actual"]))

    def _index(self, key: str) -> None:
        kpi = self.plan.kpi(key)
        assert kpi is not None
        size, bounds = self.sizes[f"{key}.raw_index"], compile_bounds(kpi)
        curve = compile_curve(kpi)
        if isinstance(curve, TwoSlope):
            size = aligned(size, self._second_slope(key, curve))
        for limit in (bounds.floor, bounds.cap):
            size = size if limit is None else aligned(size, bits_of(limit))
        if bounds.cap_at_target:
            size = aligned(size, self._curve(kpi, self.sizes[f"{key}.target"]))
        self._stored(f"{key}.index", self._gated(size, key))

    def _curve(self, kpi: Kpi, actual: Bits) -> Bits:
        base, normal = self.sizes[f"{kpi.key}.base"], self.sizes[f"{kpi.key}.normal"]
        linear, share = divided(added(actual, base), added(normal, base)), divided(actual, normal)
        formula = f"/kpis/{kpi.key}/raw_index"
        if formula in self.formulas:
            levels: dict[str, Bits] = {name: self.sizes[f"{kpi.key}.{name}"] for name in LEVELS}
            return self._formula(formula, {**levels, "actual": actual})
        curve: Curve = compile_curve(kpi)
        match curve:
            case Points(of=of, pieces=pieces):
                return self._pieces(table_bits(pieces), {"actual": actual, "attainment": share, "raw": linear}[of])
            case Steps(stepped=stepped):
                return table_bits(stepped).values
            case Corridor(pieces=pieces):
                return self._pieces(table_bits(pieces), actual)
            case WordScale(values=values):
                return (
                    aligned(table_bits(values).values, actual) if self._is_mean(kpi.key) else table_bits(values).values
                )
            case Binary():
                return UNIT
        return aligned(linear, added(Bits(2, 0), aligned(share, divided(normal, actual))))

    def _pieces(self, table: TableBits, x: Bits) -> Bits:
        return added(table.values, multiplied(table.slopes, x))

    def _second_slope(self, key: str, curve: TwoSlope) -> Bits:
        actual, normal, target = (self.sizes[f"{key}.{name}"] for name in ("actual", "normal", "target"))
        stretch = divided(added(actual, normal), added(target, normal))
        return aligned(added(Bits(1, 0), multiplied(stretch, bits_of(curve.maximum - 1))), bits_of(curve.maximum))

    def _weights(self, _: str) -> None:
        total = reduce(added, [self.weights] * max(len(self.plan.kpis), 1))
        for kpi in self.plan.kpis:
            self._kept(f"{kpi.key}.weight", aligned(divided(self.weights, total), self.weights))

    def _weighted_index(self, key: str) -> None:
        self._stored(f"{key}.weighted_index", multiplied(self.sizes[f"{key}.weight"], self.sizes[f"{key}.index"]))

    def _coefficient(self, _: str) -> None:
        if "/coefficient" in self.formulas:
            self._stored("coefficient", self._formula("/coefficient"))
            return
        weighted = [self.sizes[f"{kpi.key}.weighted_index"] for kpi in self.plan.kpis if kpi.weight is not None]
        # Bands of a coefficient that does not exist are refused elsewhere; here they only must not stop the check.
        self._stored("coefficient", reduce(added, weighted) if weighted else UNIT)

    def _scale(self, key: str) -> None:
        ratings = key == "rating" and self.plan.ratings is not None
        banded: Banded | None = self.plan.ratings if ratings else self.plan.scales[key]
        assert banded is not None
        x = self.sizes["coefficient"] if ratings else self._formula(f"/scales/{key}/of")
        if banded.round_before_band is not None:
            self.peak = max(self.peak, rounding_work(x, banded.round_before_band))
        bands = compile_bands(banded)
        self.peak = max(self.peak, aligned(x, _edges(bands.edges)).largest + 1)
        size = UNIT if bands.payouts is None else common_bits(bands.payouts.values)
        if bands.line is not None:
            size = self._pieces(table_bits(bands.line), x)
        for name in (f"{key}.payout", "payout") if ratings else (f"{key}.payout",):
            self._kept(name, size)

    def _value(self, key: str) -> None:
        self._stored(key, self._formula(f"/values/{key}"))

    def _gate(self, key: str) -> None:
        self._formula(f"/gates/{key}")
        for part in ("factor", "cap"):
            if f"/gates/{key}/{part}" in self.formulas:
                self._kept(f"{key} {part}", self._formula(f"/gates/{key}/{part}"))

    def _gated(self, size: Bits, scope: str) -> Bits:
        gates = [gate for gate in self.plan.gates if scope in gate.scopes]
        factors = [self.sizes[f"{gate.key} factor"] for gate in gates if gate.otherwise.factor is not None]
        if factors:
            size = multiplied(size, reduce(aligned, factors, UNIT))
        for gate in gates:
            size = aligned(size, self.sizes[f"{gate.key} cap"]) if gate.otherwise.cap is not None else size
        return size

    def _people_call(self, name: str) -> None:
        """The contribution is rounded to 12 places, so that a sum over everybody is one over 10^12."""
        own = self._formula(people_call_id(name))
        self.peak = max(self.peak, rounding_work(own, CROSSING_PLACES))
        own = rounded(own, CROSSING_PLACES)
        summed = Bits(own.numerator + PEOPLE_BITS, own.denominator)
        sizes = {"rank": Bits(PEOPLE_BITS, 0), "share": divided(own, summed)}
        function = name.partition("(")[0]
        self._kept(name, sizes.get(function, summed))

    def _pool(self, key: str) -> None:
        """A share is at most the pot, or the person's own claim; weights are rounded as everything that crosses."""
        sizes = {part: self._formula(id_) for part in POOL_FORMULAS if (id_ := f"/pools/{key}/{part}") in self.formulas}
        pool = self.plan.pools[key]
        pot = sizes["fund" if isinstance(pool, ClaimPool) else "amount"]
        for name, size in sizes.items():
            self.peak = max(self.peak, rounding_work(size, CROSSING_PLACES if name == "weight" else self.digits))
        weight = rounded(sizes.get("weight", pot), CROSSING_PLACES)
        self.peak = max(self.peak, multiplied(rounded(pot, self.digits), weight).largest + PEOPLE_BITS)
        self._kept(key, rounded(pot, self.digits))

    def _component(self, key: str) -> None:
        spec = self.plan.component(key)
        assert spec is not None
        formula = self._formula(f"/components/{key}/amount")
        gross = self._stored(key, formula) if spec.per is None else self._rows(formula, spec.places_in(self.digits))
        size = self._gated(gross, key)
        if spec.prorate:
            size = multiplied(size, PRORATION)
        for part in ("cap", "floor"):
            if f"/components/{key}/{part}" in self.formulas:
                size = aligned(size, self._formula(f"/components/{key}/{part}"))
        if counts_year(spec.cap):
            size = added(size, FACT)
        digits = spec.places_in(self.digits)
        self.peak = max(self.peak, rounding_work(size, digits))
        self._kept(key, rounded(size, digits))

    def _rows(self, row: Bits, places: int) -> Bits:
        """The sum of rounded rows."""
        self.peak = max(self.peak, rounding_work(row, places))
        one = rounded(row, places)
        return Bits(one.numerator + ROWS_BITS, one.denominator)

    def _total(self, _: str) -> None:
        amounts = [self.sizes[component.key] for component in self.plan.components if component.unit is None]
        size = self._gated(reduce(added, amounts, UNIT), "total")
        for part in ("total_cap", "total_floor"):
            if f"/limits/{part}" in self.formulas:
                size = aligned(size, self._formula(f"/limits/{part}"))
        if counts_year(self.plan.limits.total_cap):
            size = added(size, FACT)
        self.peak = max(self.peak, size.largest)
        self.total = rounded(size, self.digits)

    def _earned(self, _: str) -> None:
        """The total with reserves that are given back and parts of earlier amounts, each of which was a total once."""
        self._kept("earned", added(self.total, FACT))

    def _added(self, key: str) -> None:
        self._moved(f"{key}.added", f"/balances/{key}/add")

    def _taken(self, key: str) -> None:
        self._moved(f"{key}.taken", f"/balances/{key}/take")

    def _moved(self, name: str, id_: str) -> None:
        size = self._formula(id_)
        self.peak = max(self.peak, rounding_work(size, self.digits))
        self._kept(name, rounded(size, self.digits))

    def _closing(self, key: str) -> None:
        self._kept(f"{key}.closing", added(added(self.sizes[f"{key}.added"], self.sizes[f"{key}.taken"]), INPUT))

    def _payable(self, _: str) -> None:
        closings = [self.sizes[f"{key}.closing"] for key in self.plan.balances]
        self.peak = max(self.peak, reduce(added, closings, self.sizes["earned"]).largest)


def _input(plan: Plan, key: str) -> Bits:
    declared = plan.inputs[key]
    averaged = declared.take == "average" or (declared.take is None and isinstance(declared, MoneyInput))
    return BLENDED if averaged and declared.scope == "personal" and plan.segments == "blend" else INPUT


def _blended_level(planned: Bits) -> Bits:
    """What people bring for a part of the period, with the plan's own level for the rest."""
    return aligned(BLENDED, added(BLENDED, multiplied(planned, SHARE_OF_PLAN)))


def table_bits(table: Table) -> TableBits:
    """The sizes of a table's constants."""
    match table:
        case Marginal(pieces=pieces):
            return table_bits(pieces)
        case Pieces(edges=edges, intercepts=intercepts, slopes=slopes):
            return TableBits(
                _edges(edges), common_bits(intercepts.values), common_bits(slopes.values), len(slopes.nums)
            )
        case Stepped(edges=edges, values=values):
            return TableBits(_edges(edges), common_bits(values.values), UNIT, len(values.nums))
    numbers = [key for key in table.keys if isinstance(key, Fraction)]
    size = common_bits(numbers) if numbers else UNIT
    return TableBits(size, common_bits(table.values.values), UNIT, len(table.keys))


def _edges(edges: Edges) -> Bits:
    return common_bits([end.value for end in edges.ends if end.value is not None] or [Fraction(0)])


def _default(name: str) -> Bits:
    return SMALL if name.startswith("period.") else UNIT
