"""What everybody is due of a month, reckoned in fractions from its own list of what happened.

It knows nothing of the service: who is in the plan, what was said of each deal, what was booked, carried, adjusted,
held and paid. All money is in cents.
"""

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction

FUND, NORMAL = 100, 300
"""The plan pays the fund times what was sold by `NORMAL`."""


@dataclass(frozen=True, slots=True)
class Said:
    """One revision of a deal; None takes it back."""

    who: str
    value: int | None


@dataclass(slots=True)
class Due:
    """A month of some people."""

    known: set[str] = field(default_factory=set)
    members: set[str] = field(default_factory=set)
    deals: dict[str, list[Said]] = field(default_factory=dict)
    waiting: dict[str, Said] = field(default_factory=dict)
    state: str = "open"
    booked: dict[str, int] = field(default_factory=dict)
    carried: Counter[str] = field(default_factory=Counter)
    adjusted: list[tuple[str, int]] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    paid: dict[str, tuple[str, int]] = field(default_factory=dict)
    is_corrected: bool = False

    def pay(self) -> dict[str, int | None]:
        """What everybody in the plan would be paid if it were computed now; None of whom nothing was said."""
        return {who: self._pay_of(who) for who in self.members}

    def _pay_of(self, who: str) -> int | None:
        last = [said[-1] for said in self.deals.values()]
        sold = [each.value for each in last if each.who == who and each.value is not None]
        if not sold:
            return None
        exact = Fraction(FUND * 100 * sum(sold), NORMAL)
        return int(exact + Fraction(1, 2))

    def release(self) -> int:
        """Deals of people who are known by now count; how many."""
        named = {ref: said for ref, said in self.waiting.items() if said.who in self.known}
        for ref, said in named.items():
            self.deals[ref] = [said]
            del self.waiting[ref]
        return len(named)

    def book(self, computed: dict[str, int | None]) -> None:
        """What was computed is the pay; who could not be computed is deferred."""
        self.booked = {who: cents for who, cents in computed.items() if cents is not None}
        self.state = "approved"

    def correct(self, computed: dict[str, int | None]) -> None:
        """The difference to what stands is carried; who cannot be computed stays as they are, who left gives back."""
        for who in {*self.booked, *self.carried, *computed}:
            right = computed.get(who, 0)
            if right is not None and right != self.stands(who):
                self.carried[who] += right - self.stands(who)
                self.is_corrected = True

    def stands(self, who: str) -> int:
        """What somebody gets by the booking and its corrections."""
        return self.booked.get(who, 0) + self.carried[who]

    def payable(self) -> dict[str, tuple[str, int]]:
        """By name of the line: who is paid how much now."""
        lines = {f"pay of {who}": (who, cents) for who, cents in self.booked.items()}
        lines |= {f"adjustment {number}": line for number, line in enumerate(self.adjusted)}
        return {
            name: (who, cents)
            for name, (who, cents) in lines.items()
            if cents and who not in self.held and name not in self.paid
        }

    def is_paid(self, who: str) -> bool:
        """Whether anything was paid to somebody."""
        return any(each == who for each, _ in self.paid.values())

    def sums(self) -> dict[str, int]:
        """What everybody was paid in the month."""
        found: Counter[str] = Counter()
        for who, cents in self.paid.values():
            found[who] += cents
        return dict(found)

    def in_the_end(self) -> dict[str, int]:
        """What everybody must have once everything is released, paid and carried."""
        found: Counter[str] = Counter({who: self.stands(who) for who in {*self.booked, *self.carried}})
        for who, cents in self.adjusted:
            found[who] += cents
        return dict(found)
