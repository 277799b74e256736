"""Sizes of a KPI from its levels to its weighted index, of the coefficient and of scales."""

from functools import reduce

from rules.compiled.curves import compile_bounds, compile_curve
from rules.compiled.sizes.given import INPUT, blended_level
from rules.compiled.sizes.tables import edge_bits, table_bits
from rules.compiled.sizes.walk import SizeWalk
from rules.compiled.tables import compile_bands
from rules.curves import Binary, Corridor, Curve, Points, Steps, TwoSlope, WordScale
from rules.formula import Bits, TableBits
from rules.formula.bits import UNIT, added, aligned, bits_of, common_bits, divided, multiplied, rounding_work
from rules.plan import LEVELS, Banded, Kpi


class KpiSizes(SizeWalk):
    """What is measured, indexed, weighted and graded."""

    def _levels(self, key: str) -> None:
        for level in LEVELS:
            given = self._formula(f"/kpis/{key}/{level}") if f"/kpis/{key}/{level}" in self.formulas else UNIT
            if "levels" in self.plan.personal:
                own = aligned(given, INPUT)
                given = own if self.plan.segments == "separate" else aligned(own, blended_level(given))
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
        # A statement asks what one more unit would pay, so the actual may be one more than what was measured.
        self._stored(f"{key}.actual", added(aligned(size, UNIT), UNIT))

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
        self.peak = max(self.peak, aligned(x, edge_bits(bands.edges)).largest + 1)
        size = UNIT if bands.payouts is None else common_bits(bands.payouts.values)
        if bands.line is not None:
            size = self._pieces(table_bits(bands.line), x)
        for name in (f"{key}.payout", "payout") if ratings else (f"{key}.payout",):
            self._kept(name, size)

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
