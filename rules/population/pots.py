"""The pots of one pool: one per group, with everybody who has a part in it."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from rules.population.gathered import Group
from rules.population.share_out import Member, MinimaExceedPot, Remainder, SharedOut, share_out

Trouble = Literal["blocked", "amount_differs", "empty", "minima"]
"""Why a pot is not shared: a member is blocked, members name different amounts, nobody has a weight, or the smallest
shares are more than there is."""


@dataclass
class Pot:
    """One pot. `amounts` are the sizes that its members name, in minor units of money; `blocked` counts members who are
    waited for, `left_out` those whom the plan leaves out, `reserved` those whose share is kept back."""

    members: list[Member] = field(default_factory=list)
    amounts: set[int] = field(default_factory=set)
    blocked: int = 0
    left_out: int = 0
    reserved: set[str] = field(default_factory=set)

    def add(self, member: Member, amount: int) -> None:
        """Take in one member, with the pot's size as that member's formula gives it."""
        self.members.append(member)
        self.amounts.add(amount)

    def merge(self, other: "Pot") -> None:
        """Take in what another chunk gathered."""
        self.members += other.members
        self.amounts |= other.amounts
        self.blocked += other.blocked
        self.left_out += other.left_out
        self.reserved |= other.reserved


@dataclass
class Pots:
    """The pots by group. `unit` is the smallest share in minor units of money. `of_claims` says that weights are claims
    in minor units, which are paid in full where the pot is large enough. `unplaced` counts blocked members of whom it
    is not known which pot is theirs: it may be any."""

    remainder: Remainder
    unit: int = 1
    of_claims: bool = False
    by_group: dict[Group, Pot] = field(default_factory=dict)
    unplaced: int = 0

    def pot(self, group: Group) -> Pot:
        """The pot of a group, made when it is first needed."""
        return self.by_group.setdefault(group, Pot())

    def merge(self, other: "Pots") -> None:
        """Take in what another chunk gathered."""
        for group, pot in other.by_group.items():
            self.pot(group).merge(pot)
        self.unplaced += other.unplaced

    @cached_property
    def outcome(self) -> "Shares":
        """The shares by id, once everybody is in; asked for by every chunk, worked out once."""
        found = Shares()
        for group, pot in self.by_group.items():
            self._share(group, pot, found)
        return found

    def _share(self, group: Group, pot: Pot, found: "Shares") -> None:
        if pot.blocked or self.unplaced:
            found.trouble[group] = "blocked"
        elif len(pot.amounts) > 1:
            found.trouble[group] = "amount_differs"
        elif pot.members:
            (amount,) = pot.amounts
            self._share_amount(group, amount, pot.members, found)

    def _share_amount(self, group: Group, amount: int, members: list[Member], found: "Shares") -> None:
        weights = sum(member.weight for member in members)
        if self.of_claims and weights <= amount:
            found.by_id.update({member.id: member.weight for member in members})
            return
        if amount and not weights:
            found.trouble[group] = "empty"
            return
        try:
            # A pot never gives more than there is: what is less than a unit of it stays where it is.
            shared = found.shared[group] = share_out(amount // self.unit, members, self.remainder)
        except MinimaExceedPot as refused:
            found.trouble[group] = "minima"
            found.missing[group] = refused.missing * self.unit
            return
        shares = [share * self.unit for share in shared.shares]
        found.by_id.update(dict(zip((member.id for member in members), shares, strict=True)))
        if not self.of_claims:
            found.left[group] = amount - sum(shares)


@dataclass
class Shares:
    """Shares by id in minor units; for a pot that is not shared why not, and what its minima lack; for one that is how,
    and what is left of it."""

    by_id: Counter[str] = field(default_factory=Counter)
    trouble: dict[Group, Trouble] = field(default_factory=dict)
    missing: dict[Group, int] = field(default_factory=dict)
    shared: dict[Group, SharedOut] = field(default_factory=dict)
    left: dict[Group, int] = field(default_factory=dict)
