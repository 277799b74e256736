"""Sizes of values, gates, people together, components, the total and accounts."""

from functools import reduce

from rules.compiled.order import POOL_FORMULAS
from rules.compiled.sites import people_call_id
from rules.compiled.sizes.given import CROSSING_PLACES, FACT, INPUT, PEOPLE_BITS, PRORATION
from rules.compiled.sizes.kpis import KpiSizes
from rules.formula import Bits
from rules.formula.bits import UNIT, added, aligned, divided, multiplied, rounded, rounding_work
from rules.formula.growth import ROWS_BITS
from rules.plan import ClaimPool, counts_year


class PlanSizes(KpiSizes):
    """Walks a plan in its order of evaluation with sizes in place of columns."""

    def _value(self, key: str) -> None:
        self._stored(key, self._formula(f"/values/{key}"))

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
