"""What a booked population gives to people whose facts changed after it was booked.

Sums, pots and factors stay as they were booked; a changed person gets a place among the booked values of the others,
and a share by the booked factor. Of a group that was never settled, because nobody was in it or somebody in it was
blocked, nothing is booked: there the people as they are now count.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import accumulate

from rules.population.gathered import Group, Reports, Sums, Values
from rules.population.pots import Pot, Pots, Shares
from rules.population.roll_up import RollUp, roll_up
from rules.population.share_out import Member

Place = tuple[Group, int]
"""The group of a person and the value, in units of 10^-12."""


@dataclass(slots=True)
class FrozenSums(Sums):
    """As Sums; `settled` are the groups that are as booked, the others are as now."""

    settled: set[Group] = field(default_factory=set)


@dataclass(slots=True)
class FrozenValues(Values):
    """As Values, with the places that changed people have among the booked values: by id the rank, the sum of all
    larger values, and the same with everybody of the own value. `settled` are the groups that are as booked."""

    settled: set[Group] = field(default_factory=set)
    places: dict[str, tuple[int, int, int]] = field(default_factory=dict)


@dataclass(slots=True)
class FrozenReports(Reports):
    """As Reports, with what is below each person: as booked for those in `settled`, as now for the others."""

    rolled: RollUp | None = None
    settled: frozenset[str] = frozenset()


@dataclass
class FrozenPots(Pots):
    """As Pots, with shares by the booked factors in the groups that are `settled`, by those of now in the others."""

    shares: Shares = field(default_factory=Shares)
    settled: frozenset[Group] = frozenset()

    def __post_init__(self) -> None:
        self.outcome = self.shares


def frozen_sums(booked: Sums, now: Sums, *, are_shared: bool = False) -> FrozenSums:
    """The booked sums, and for groups that were not settled the present ones. Of sums that `are_shared` one that is
    not above 0 settled nothing: nobody has a share of it."""
    found = FrozenSums()
    void = {group for group in booked.people if are_shared and booked.sums[group] <= 0}
    _fill(found, booked, now, void)
    return found


def frozen_values(booked: Values, now: Values, was: Mapping[str, Place], own: Mapping[str, Place]) -> FrozenValues:
    """The booked values, and each changed person's place among them: `was` is what was booked of a person by id, and
    stands for nothing any more once `own`, the present one, is placed."""
    found = FrozenValues()
    _fill(found, booked, now)
    found.counts = {group: _settled(booked, now, group).counts.get(group, Counter()) for group in found.people}
    ladders: dict[Group, _Ladder] = {}
    for id_, (group, value) in own.items():
        if group not in ladders:
            ladders[group] = _Ladder.of(found.counts.get(group, Counter()))
        before = was.get(id_)
        # Among present values, where nothing was booked, the present one of the person already counts.
        counted = before if _is_settled(booked, group) else own[id_]
        left = counted[1] if counted is not None and counted[0] == group else None
        found.places[id_] = ladders[group].place(value, left)
    return found


def frozen_reports(booked: Reports, now: Reports) -> FrozenReports:
    """What was booked of those below each; for people of whom nothing was, what is below them now."""
    old, new = roll_up(booked), roll_up(now)
    settled = old.below.keys() - old.waiting - old.circular
    rolled = RollUp(
        below={**new.below, **{id_: old.below[id_] for id_ in settled}},
        people={**new.people, **{id_: old.people[id_] for id_ in settled}},
        waiting=new.waiting - settled,
        circular=new.circular - settled,
        is_flat=old.is_flat,
    )
    return FrozenReports(now.ids, now.managers, now.groups, now.values, now.outside, rolled, frozenset(settled))


def frozen_pots(booked: Pots, now: Pots, own: Pots) -> FrozenPots:
    """The booked pots, with shares for the members of `own` by the factors that were booked."""
    found = Shares()
    by_group: dict[Group, Pot] = {}
    settled = frozenset(group for group in booked.by_group if _is_shared(booked, group))
    for group in own.by_group.keys() | now.by_group.keys():
        is_settled = group in settled
        pots = booked if is_settled else now
        if group not in pots.by_group:
            continue
        by_group[group] = pots.by_group[group]
        _take_over(found, pots.outcome, group)
        if not is_settled:
            found.by_id.update({member.id: now.outcome.by_id[member.id] for member in by_group[group].members})
        elif group in own.by_group:
            factor = _Factor.of(booked, group)
            found.by_id.update({member.id: factor.share(member) for member in own.by_group[group].members})
    return FrozenPots(booked.remainder, booked.unit, booked.of_claims, by_group, 0, found, settled)


def _is_shared(booked: Pots, group: Group) -> bool:
    """Whether a pot was shared. One from which everybody was left out was not, and claims of nothing have no factor."""
    if group in booked.outcome.trouble:
        return False
    return group in booked.outcome.shared or any(member.weight for member in booked.by_group[group].members)


def _take_over(found: Shares, outcome: Shares, group: Group) -> None:
    """How a group's pot was shared, or why not."""
    if group in outcome.trouble:
        found.trouble[group] = outcome.trouble[group]
    if group in outcome.missing:
        found.missing[group] = outcome.missing[group]
    if group in outcome.shared:
        found.shared[group] = outcome.shared[group]
    if group in outcome.left:
        found.left[group] = outcome.left[group]


def _is_settled(booked: Sums, group: Group) -> bool:
    return bool(booked.people[group]) and not booked.blocked[group] and not booked.unplaced


def _settled(booked: Values, now: Values, group: Group) -> Values:
    return booked if _is_settled(booked, group) else now


def _fill(found: FrozenSums | FrozenValues, booked: Sums, now: Sums, void: Collection[Group] = ()) -> None:
    for group in {*booked.people, *now.people, *now.blocked}:
        if group not in void and _is_settled(booked, group):
            found.settled.add(group)
            found.sums[group], found.people[group] = booked.sums[group], booked.people[group]
        else:
            found.sums[group], found.people[group] = now.sums[group], now.people[group]
            found.blocked[group] = now.blocked[group] + now.unplaced


@dataclass(frozen=True, slots=True)
class _Ladder:
    """The values of a group in ascending order; `below` and `people` add up the first ones of them."""

    values: list[int]
    below: list[int]
    people: list[int]

    @classmethod
    def of(cls, counts: Counter[int]) -> "_Ladder":
        values = sorted(counts)
        sums = accumulate((value * counts[value] for value in values), initial=0)
        return cls(values, list(sums), list(accumulate((counts[value] for value in values), initial=0)))

    def place(self, value: int, left: int | None) -> tuple[int, int, int]:
        """Rank, sum of the larger values and sum with the equal ones, of a person who had `left` among them."""
        under, upto = bisect_left(self.values, value), bisect_right(self.values, value)
        larger = self.people[-1] - self.people[upto] - (left is not None and left > value)
        before = self.below[-1] - self.below[upto] - (left if left is not None and left > value else 0)
        equal = self.people[upto] - self.people[under] - (left == value)
        return larger + 1, before, before + (equal + 1) * value


@dataclass(frozen=True, slots=True)
class _Factor:
    """What one unit of weight was worth in a booked pot, as a fraction of units of the pot, and who had which share."""

    pots: Pots
    members: Mapping[str, Member]
    num: int
    den: int
    at_bounds: frozenset[str] = frozenset()

    @classmethod
    def of(cls, pots: Pots, group: Group) -> "_Factor":
        members = {member.id: member for member in pots.by_group[group].members}
        shared = pots.outcome.shared.get(group)
        if shared is None:
            # Claims that were paid in full.
            return cls(pots, members, 1, pots.unit)
        if shared.weights:
            return cls(pots, members, shared.rest, shared.weights, shared.fixed)
        shares = zip(shared.shares, pots.by_group[group].members, strict=True)
        return cls(pots, members, *_at_bounds(list(shares)), shared.fixed)

    def share(self, member: Member) -> int:
        """The share in minor units: the booked one for a part as it was booked, else weight × factor within the bounds,
        rounded up for somebody whose booked share was, and down for everybody else."""
        before = self.members.get(member.id)
        booked = self.pots.outcome.by_id[member.id]
        if before == member:
            return booked
        unit = self.pots.unit
        if self.pots.of_claims and (self.num, self.den) == (1, unit):
            return member.weight
        free = None if member.id in self.at_bounds else before
        up = free is not None and booked // unit * self.den > free.weight * self.num
        units = -(-member.weight * self.num // self.den) if up else member.weight * self.num // self.den
        if member.high is not None:
            units = min(units, member.high)
        return max(units, member.low) * unit


def _at_bounds(shares: Sequence[tuple[int, Member]]) -> tuple[int, int]:
    """The factor of members who are all at a bound: the least by which those whom their largest share holds down reach
    it; without such people the most by which nobody's weight gives more than the smallest share."""
    weighing = [(share, member) for share, member in shares if member.weight]
    largest = [(share, member.weight) for share, member in weighing if member.low < share == member.high]
    if largest:
        return max(largest, key=_ratio)
    return min(((share, member.weight) for share, member in weighing), key=_ratio, default=(0, 1))


def _ratio(share: tuple[int, int]) -> Fraction:
    return Fraction(*share)
