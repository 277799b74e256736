"""Sharing a pot among people by weight, inside smallest and largest shares, to the last unit.

Everything is whole numbers: the pot and the bounds in units (such as cents), weights in any unit of their own. A share
is first the exact fraction pot × weight / Σ weights. Where shares lie outside their bounds, those on the side that
weighs more are fixed at their bound and the rest is shared again among the others, until nothing changes: this gives
the one solution in which every unbounded share is the same multiple of its weight. Each round fixes at least one
person. What rounding leaves over goes out unit by unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Remainder = Literal["largest_remainder", "largest_weight"]


@dataclass(frozen=True, slots=True)
class Member:
    """One person's part in a pot: `weight` and `low` are not negative, `low` and `high` are in units.

    Without an upper bound `high` is None.
    """

    id: str
    weight: int
    low: int = 0
    high: int | None = None


@dataclass(frozen=True, slots=True)
class SharedOut:
    """`shares` in the order of the members; `fixed` are the ids at a bound of theirs. The others shared `rest` units by
    their weights, `weights` together."""

    shares: list[int]
    fixed: frozenset[str]
    rest: int
    weights: int


class MinimaExceedPot(ValueError):
    """The smallest shares add up to more than there is; `missing` says by how many units."""

    def __init__(self, missing: int) -> None:
        super().__init__("the smallest shares add up to more than the pot")
        self.missing = missing


def share_out(pot: int, members: Sequence[Member], remainder: Remainder = "largest_remainder") -> SharedOut:
    """The members' shares. They add up to the pot, or to less where every weight is at its bound or 0.

    Left-over units go one each to the largest remainders, or one each to the largest weights; ties are broken by id,
    in code-point order. Raises MinimaExceedPot. `pot` is not negative.
    """
    shares, free, rest = _fixed_shares(pot, members)
    weights = sum(members[index].weight for index in free)
    open_ids = {members[index].id for index in free}
    fixed = frozenset(member.id for member in members if member.id not in open_ids and (member.weight or member.low))
    if not free or weights == 0:
        return SharedOut(shares, fixed, rest, weights)
    remainders: list[tuple[int, int]] = []
    for index in free:
        shares[index], left = divmod(rest * members[index].weight, weights)
        remainders.append((left, index))
    leftover = rest - sum(shares[index] for index in free)
    if leftover:
        _hand_out(leftover, shares, remainders, members, remainder)
    return SharedOut(shares, fixed, rest, weights)


def _fixed_shares(pot: int, members: Sequence[Member]) -> tuple[list[int], list[int], int]:
    """Shares fixed at a bound, the members that are not, and what is left for those."""
    shares = [0] * len(members)
    free = [index for index, member in enumerate(members) if member.weight or member.low]
    bounded = any(member.low or member.high is not None for member in members)
    if not bounded:
        return shares, free, pot
    needed = sum(member.low for member in members)
    if needed > pot:
        raise MinimaExceedPot(needed - pot)
    rest = pot
    while free:
        weights = sum(members[index].weight for index in free)
        low, high, lacking, exceeding = _outside(free, members, rest, weights)
        if not low and not high:
            break
        fixed: dict[int, int] = {}
        if lacking >= exceeding:
            fixed |= low
        if exceeding >= lacking:
            fixed |= high
        for index, bound in fixed.items():
            shares[index] = bound
            rest -= bound
        free = [index for index in free if index not in fixed]
    return shares, free, rest


def _outside(
    free: Sequence[int], members: Sequence[Member], rest: int, weights: int
) -> tuple[dict[int, int], dict[int, int], int, int]:
    """Who is under or over a bound, with the bound, and by how much together (in units × weights)."""
    low: dict[int, int] = {}
    high: dict[int, int] = {}
    lacking = exceeding = 0
    scale = max(weights, 1)
    for index in free:
        member = members[index]
        ideal = rest * member.weight
        if ideal < member.low * scale:
            low[index] = member.low
            lacking += member.low * scale - ideal
        elif member.high is not None and ideal > member.high * scale:
            high[index] = member.high
            exceeding += ideal - member.high * scale
    return low, high, lacking, exceeding


def _hand_out(
    leftover: int,
    shares: list[int],
    remainders: list[tuple[int, int]],
    members: Sequence[Member],
    remainder: Remainder,
) -> None:
    """Give out the units that rounding left over; nobody gets above their bound by it."""
    if remainder == "largest_remainder":
        # A share that is not whole lies below its upper bound, which is whole, so one more unit never passes it.
        remainders.sort(key=lambda pair: (-pair[0], members[pair[1]].id))
        for _, index in remainders[:leftover]:
            shares[index] += 1
        return
    remainders.sort(key=lambda pair: (-members[pair[1]].weight, members[pair[1]].id))
    while leftover:
        for _, index in remainders:
            high = members[index].high
            if leftover and (high is None or shares[index] < high):
                shares[index] += 1
                leftover -= 1
