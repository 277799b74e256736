"""What a statement is made of, as it was stored: nothing here is computed, and no moment is of now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rules import CompiledPlan, Figures


@dataclass(frozen=True, slots=True)
class PastResult:
    """What one plan gave in an earlier period, as it was booked."""

    period: str
    coefficient: str | None
    rating: str | None
    outcome: str
    total: str | None
    currency: str


@dataclass(frozen=True, slots=True)
class GivenPlan:
    """One plan's stored result document. `figures` come from its stored input; None where they cannot be had from it
    alone. Deferred pay does not come with the period, but later as a correction. `past` are the last periods, oldest
    first."""

    compiled: CompiledPlan
    version: int | None
    result: Mapping[str, Any]
    result_hash: str
    figures: Figures | None = None
    is_deferred: bool = False
    past: tuple[PastResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Adjusted:
    """One approved amount beside the results; `reason` is None once it was erased."""

    reason: str | None
    amount: str
    currency: str
    plan: str | None = None
    component: str | None = None

    @property
    def said(self) -> tuple[str | None, ...]:
        """What the hash of a statement covers of it: all but the reason."""
        return (self.plan, self.component, self.amount, self.currency)


@dataclass(frozen=True, slots=True)
class Carried:
    """One line of a correction: earned in one period, paid with another."""

    kind: str
    plan: str
    component: str
    earned: str
    paid: str
    amount: str
    currency: str

    @property
    def said(self) -> tuple[str, ...]:
        """What the hash of a statement covers of it."""
        return (self.kind, self.plan, self.component, self.earned, self.paid, self.amount, self.currency)


@dataclass(frozen=True, slots=True)
class GivenStatement:
    """`at` is when the pay was booked, in UTC. `corrections` are paid with this period, `carried_on` was earned in it
    and is paid with a later one. `previous` is the content of the revision before, for a statement issued again."""

    company: str
    participant: str
    name: str | None
    calendar: str
    period: str
    start: str
    end: str
    pay_group: str
    revision: int
    at: str
    plans: tuple[GivenPlan, ...]
    adjustments: tuple[Adjusted, ...] = ()
    corrections: tuple[Carried, ...] = ()
    carried_on: tuple[Carried, ...] = ()
    previous: Mapping[str, Any] | None = None
