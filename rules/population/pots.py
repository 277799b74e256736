"""The pots of one pool: one per group, with everybody who has a part in it."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from rules.population.gathered import Group
from rules.population.share_out import Member, MinimaExceedPot, Remainder, share_out

Trouble = Literal["blocked", "amount_differs", "empty", "minima"]
"""Why a pot is not shared: a member is blocked, members name different amounts, nobody has a weight, or the smallest
shares are more than there is."""


@dataclass
class Pot:
    """One pot. `amounts` are the sizes that its members name, in units; `blocked` counts members who are waited for,
    `left_out` those whom the plan leaves out, `reserved` those whose share is kept back."""

    members: list[Member] = field(default_factory=list)
    amounts: set[int] = field(default_factory=set)
    blocked: int = 0
    left_out: int = 0
    reserved: set[str] = field(default_factory=set)

    def merge(self, other: "Pot") -> None:
        """Take in what another chunk gathered."""
        self.members += other.members
        self.amounts |= other.amounts
        self.blocked += other.blocked
        self.left_out += other.left_out
        self.reserved |= other.reserved


@dataclass
class Pots:
    """The pots by group; `limited` says that a pot never gives more than the members' largest shares together."""

    remainder: Remainder
    by_group: dict[Group, Pot] = field(default_factory=dict)
    limited: bool = False

    def pot(self, group: Group) -> Pot:
        """The pot of a group, made when it is first needed."""
        return self.by_group.setdefault(group, Pot())

    def merge(self, other: "Pots") -> None:
        """Take in what another chunk gathered."""
        for group, pot in other.by_group.items():
            self.pot(group).merge(pot)

    @cached_property
    def outcome(self) -> "Shares":
        """The shares by id, once everybody is in; asked for by every chunk, worked out once."""
        found = Shares()
        for group, pot in self.by_group.items():
            self._share(group, pot, found)
        return found

    def _share(self, group: Group, pot: Pot, found: "Shares") -> None:
        if pot.blocked:
            found.trouble[group] = "blocked"
        elif len(pot.amounts) > 1:
            found.trouble[group] = "amount_differs"
        elif pot.members:
            (amount,) = pot.amounts
            if self.limited:
                amount = min(amount, sum(member.weight for member in pot.members))
            if amount and not any(member.weight for member in pot.members):
                found.trouble[group] = "empty"
                return
            try:
                shares = share_out(amount, pot.members, self.remainder)
            except MinimaExceedPot as refused:
                found.trouble[group] = "minima"
                found.missing[group] = refused.missing
                return
            found.by_id.update(dict(zip((member.id for member in pot.members), shares, strict=True)))


@dataclass
class Shares:
    """Shares by id in units; for a pot that is not shared why not, and what its minima lack."""

    by_id: Counter[str] = field(default_factory=Counter)
    trouble: dict[Group, Trouble] = field(default_factory=dict)
    missing: dict[Group, int] = field(default_factory=dict)
