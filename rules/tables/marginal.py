"""Marginal tiers: each part of an amount earns the rate of the tier it lies in."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from rules.columns import NO_FAULTS, Faults, Number, every_row, merged
from rules.numbers import display
from rules.problems import Problem
from rules.tables.edges import Constants, Edge, Edges
from rules.tables.pieces import Pieces

_ZERO = Fraction(0)


@dataclass(frozen=True)
class Tier:
    """From `start` (None: open below) on, every unit earns `rate`; reaching the tier earns `flat` once."""

    start: Fraction | None
    rate: Fraction
    flat: Fraction


@dataclass(frozen=True)
class TierLine:
    """What one tier gave: the part of the amount in it, its rate, and the product; a flat fee has no basis."""

    start: Fraction | None
    basis: Fraction | None
    rate: Fraction | None
    amount: Fraction

    def to_json(self) -> dict[str, str | None]:
        """The wire shape, numbers as text."""
        return {name: None if part is None else display(part) for name, part in self.parts().items()}

    def parts(self) -> dict[str, Fraction | None]:
        """The exact numbers, under the names of the wire shape."""
        return {"from": self.start, "basis": self.basis, "rate": self.rate, "amount": self.amount}


@dataclass(frozen=True)
class Marginal:
    """T(y) is what a cumulative amount y earns, with T(0) = 0; `tier` pays T(already + x) − T(already).

    A tier's flat fee is earned when its start is reached, the start included; the fee of a tier that starts at
    or below 0 is earned by the first unit, so that nothing sold pays nothing.
    """

    tiers: tuple[Tier, ...]

    @cached_property
    def pieces(self) -> Pieces:
        """T as straight pieces; anchored anywhere, as only differences of T are ever paid."""
        edges, intercepts, slopes = [], [], []
        earned = at = rate_before = _ZERO
        for edge, rate, flat in self._stops():
            start = edge.value or _ZERO
            earned += rate_before * (start - at) + flat
            edges.append(edge)
            intercepts.append(earned - rate * start)
            slopes.append(rate)
            at, rate_before = start, rate
        return Pieces(Edges(tuple(edges)), Constants(intercepts), Constants(slopes))

    def _stops(self) -> Iterator[tuple[Edge, Fraction, Fraction]]:
        """Where T changes: from this edge on, which rate holds, and what reaching it adds."""
        if self.tiers[0].start is not None:
            yield Edge(None), _ZERO, _ZERO
        first_fees, rate_before = _ZERO, _ZERO
        for tier in self.tiers:
            if tier.start is None or tier.start <= 0:
                first_fees += tier.flat
                yield Edge(tier.start), tier.rate, _ZERO
            else:
                if first_fees:
                    yield Edge(_ZERO, above=True), rate_before, first_fees
                first_fees = _ZERO
                yield Edge(tier.start), tier.rate, tier.flat
            rate_before = tier.rate
        if first_fees:
            yield Edge(_ZERO, above=True), rate_before, first_fees

    def paid(self, x: Number, already: Number, size: int, below_first: Problem) -> Number:
        """T(already + x) − T(already) per row; a row that leaves the table at the bottom gets `below_first`.

        Both ends must be 0 or reach the first tier: before anything is sold nobody is in a tier yet.
        """
        reached = already + x
        value = self.pieces.of(reached)[0] - self.pieces.of(already)[0]
        return value.with_faults(
            merged(self._under(reached, size, below_first), self._under(already, size, below_first))
        )

    def _under(self, y: Number, size: int, problem: Problem) -> Faults:
        first = self.tiers[0].start
        if first is None:
            return NO_FAULTS
        outside = y.compared("<", Number.constant(first)).both(y.compared("!=", Number.constant(0)))
        return every_row(outside.rows(size), problem)

    def lines(self, x: Fraction, already: Fraction) -> list[TierLine]:
        """What each tier gave, in table order; the amounts add up exactly to what `paid` gives."""
        low, high, sign = (already, already + x, 1) if x >= 0 else (already + x, already, -1)
        found: list[TierLine] = []
        ends = [tier.start for tier in self.tiers[1:]] + [None]
        for tier, end in zip(self.tiers, ends, strict=True):
            lower = low if tier.start is None else max(low, tier.start)
            upper = high if end is None else min(high, end)
            if upper > lower:
                basis = sign * (upper - lower)
                found.append(TierLine(tier.start, basis, tier.rate, basis * tier.rate))
            if tier.flat and _reaches(tier, high) and not _reaches(tier, low):
                found.append(TierLine(tier.start, None, None, sign * tier.flat))
        return found


def _reaches(tier: Tier, y: Fraction) -> bool:
    if tier.start is None or tier.start <= 0:
        return y > 0
    return y >= tier.start
