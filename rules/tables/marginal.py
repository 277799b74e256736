"""Marginal tiers: each part of an amount earns the rate of the tier it lies in."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from rules.columns import NO_FAULTS, Faults, Number, every_row, merged
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
        edges, intercepts, slopes = [Edge(None)], [_ZERO], [_ZERO]
        if self.tiers[0].start is None:
            edges, intercepts, slopes = [], [], []
        earned, previous = _ZERO, None
        for tier in self.tiers:
            if previous is not None and tier.start is not None:
                earned += previous.rate * (tier.start - (previous.start or _ZERO))
            start = tier.start or _ZERO
            late_flat = bool(tier.flat) and (tier.start is None or tier.start == 0)
            earned += _ZERO if late_flat else tier.flat
            edges.append(Edge(tier.start))
            intercepts.append(earned - tier.rate * start)
            slopes.append(tier.rate)
            if late_flat:
                earned += tier.flat
                edges.append(Edge(_ZERO, above=True))
                intercepts.append(earned - tier.rate * start)
                slopes.append(tier.rate)
            previous = tier
        return Pieces(Edges(tuple(edges)), Constants(intercepts), Constants(slopes))

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
        if outside.fails_everywhere():
            return NO_FAULTS
        return every_row((row for row in range(size) if outside.at(row)), problem)

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
    if tier.start is None or tier.start == 0:
        return y > 0
    return y >= tier.start
