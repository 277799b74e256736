"""Pay of a period against that of the period before, and results against assignments."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from rules.numbers import display
from rules.sums import Amounts, add_amounts, amount_texts, difference

Kind = Literal["missing", "twice", "elsewhere", "blocked", "left", "joined", "moved"]
Place = tuple[int, str]
"""A participant's number and a plan's key."""

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class PlanPay:
    """One result of a participant by a plan: minor units, None where it is blocked."""

    participant: int
    plan_key: str
    currency: str
    minor: int | None


@dataclass(frozen=True, slots=True)
class VarianceLimits:
    """How far pay may move without being listed: minor units by currency, and percent of the last period's pay.

    Pay that moves by more than either is listed; without limits every move is. A change from 0, or into another
    currency, is more than any percentage.
    """

    minor: Amounts = field(default_factory=dict)
    percent: Fraction | None = None

    def exceeded(self, before: Amounts, now: Amounts) -> bool:
        """Whether pay moved by more than is let pass."""
        moved = difference(now, before)
        if not moved:
            return False
        if self.percent is None and not self.minor:
            return True
        beyond = any(abs(minor) > self.minor[code] for code, minor in moved.items() if code in self.minor)
        return beyond or (self.percent is not None and _beyond(percent_moved(before, now), self.percent))


@dataclass(frozen=True, slots=True)
class Variance:
    """One line of the list. Amounts are minor units by currency; `percent` of the last period's pay where there is
    one and the currency is the same."""

    kind: Kind
    participant: int
    plan_key: str
    before: Amounts
    now: Amounts
    percent: Fraction | None = None

    def to_json(self) -> dict[str, Any]:
        """The wire shape, without the participant, whom only the caller can name."""
        return {
            "kind": self.kind,
            "plan": self.plan_key,
            "before": amount_texts(self.before),
            "now": amount_texts(self.now),
            "change": amount_texts(difference(self.now, self.before)),
            "percent": None if self.percent is None else display(self.percent),
        }


def variances(
    before: Iterable[PlanPay],
    now: Iterable[PlanPay],
    expected: Mapping[Place, int],
    limits: VarianceLimits,
    elsewhere: Collection[Place] = (),
) -> tuple[Variance, ...]:
    """The list, sorted by participant and plan.

    `expected` says how many results each participant has by each plan, from the assignments: one, or one per version
    of the plan in the period; `elsewhere` is whom another pay group pays for this period already. Somebody has one line
    per finding: missing (expected and not there), twice (more results than expected), elsewhere, blocked, left (paid
    before, not expected any more), joined (not there before), moved.
    """
    last, this, counts = _by_place(before), _by_place(now), Counter(expected)
    places = sorted(last.keys() | this.keys() | expected.keys())
    return tuple(
        Variance(
            kind, *place, _sum(last[place]), _sum(this[place]), percent_moved(_sum(last[place]), _sum(this[place]))
        )
        for place in places
        for kind in (
            *_findings(last[place], this[place], counts[place], limits),
            *_paid_twice(this[place], place in elsewhere),
        )
    )


def _findings(last: list[PlanPay], this: list[PlanPay], expected: int, limits: VarianceLimits) -> Iterator[Kind]:
    if len(this) < expected:
        yield "missing"
    if len(this) > expected and len(this) > 1:
        yield "twice"
    if any(pay.minor is None for pay in this):
        yield "blocked"
    elif last and not this and not expected:
        yield "left"
    elif this and not last:
        yield "joined"
    elif this and limits.exceeded(_sum(last), _sum(this)):
        yield "moved"


def _paid_twice(this: list[PlanPay], is_elsewhere: bool) -> Iterator[Kind]:
    if is_elsewhere and this:
        yield "elsewhere"


def percent_moved(before: Amounts, now: Amounts) -> Fraction | None:
    """The move in percent of the pay before, exact; None from nothing or between currencies."""
    paid = {code: minor for code, minor in before.items() if minor}
    moved = difference(now, before)
    if len(paid) != 1 or moved.keys() - paid.keys():
        return None
    [minor] = paid.values()
    return Fraction(sum(moved.values()) * _HUNDRED, abs(minor))


def _beyond(percent: Fraction | None, limit: Fraction) -> bool:
    return percent is None or abs(percent) > limit


def _by_place(pays: Iterable[PlanPay]) -> defaultdict[Place, list[PlanPay]]:
    found: defaultdict[Place, list[PlanPay]] = defaultdict(list)
    for pay in pays:
        found[pay.participant, pay.plan_key].append(pay)
    return found


def _sum(pays: list[PlanPay]) -> dict[str, int]:
    return add_amounts((pay.currency, pay.minor) for pay in pays if pay.minor is not None)
