"""What the money would be if the claimed value of a dispute were right."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from rules import NumberRefused, add_amounts, amount_text, amount_texts, difference, minor_units, pay_lines
from service.runs.compute.replay import PlanOfRun, recomputed
from service.store.database import Database
from service.work import Actor

Shown = dict[str, object]
_PLACES: Final = (
    (re.compile("/kpis/([a-z0-9_]+)/actual"), "facts"),
    (re.compile("/facts/([a-z0-9_]+)"), "facts"),
    (re.compile("/inputs/([a-z0-9_]+)"), "inputs"),
)
_AMOUNT: Final = re.compile("/total|/components/([a-z0-9_]+)")


def what_if(database: Database, actor: Actor, dispute: Mapping[str, Any]) -> Shown | None:
    """Total now, total with the claimed value, and the difference.

    Of an input or the plain value of a fact by the ordinary calculation from the stored input; of an amount, which is
    computed, what it would add to the total. None without a claimed value, for other nodes, and where one of the two
    totals cannot be computed.
    """
    if dispute["claimed"] is None:
        return None
    run_id, number, participant = map(int, dispute["result"].split("-"))
    result = _Result(database, actor, PlanOfRun(run_id, number), participant)
    place, amount = _place(dispute["node"]), _AMOUNT.fullmatch(dispute["node"])
    if place is not None:
        return result.with_value(*place, dispute["claimed"])
    return None if amount is None else result.with_amount(amount[1], dispute["claimed"])


@dataclass(frozen=True, slots=True)
class _Paid:
    """The text of a result that is not blocked, and what it pays."""

    text: str
    total_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class _Result:
    """The stored result that a dispute is about."""

    database: Database
    actor: Actor
    plan: PlanOfRun
    participant: int

    def with_value(self, part: str, key: str, claimed: str) -> Shown | None:
        """With another input or fact."""

        def changed(person: Any) -> Any:
            values = person.get(part, {})
            return {**person, part: {**values, key: claimed}} if isinstance(values.get(key), str) else None

        now = self._computed(_as_it_is)
        if now is None:
            return None
        kept: list[bool] = []

        def other(person: Any) -> Any:
            found = changed(person)
            kept.append(found is not None)
            return person if found is None else found

        then = self._computed(other)
        if then is None or not all(kept):
            return None
        return _shown((now.currency, now.total_minor), (then.currency, then.total_minor))

    def with_amount(self, key: str | None, claimed: str) -> Shown | None:
        """With another amount of a component, or of the total where there is no key."""
        now = self._computed(_as_it_is)
        if now is None:
            return None
        document = json.loads(now.text, parse_float=Decimal)
        if document["payee"] is not None:
            # The node counts in the plan's currency, and what is paid was rounded line by line in another.
            return None
        paid = [line for line in pay_lines(document, now.currency) or () if key in (None, line.component)]
        try:
            right = minor_units(claimed, now.currency)
        except NumberRefused:
            return None
        if not paid:
            return None
        stood = add_amounts((line.currency, line.amount_minor) for line in paid)
        moved = difference({now.currency: right}, stood)
        then = add_amounts([(now.currency, now.total_minor), *moved.items()])
        return _shown((now.currency, now.total_minor), (now.currency, then[now.currency]))

    def _computed(self, change: Callable[[Any], Any]) -> _Paid | None:
        found = recomputed(self.database, self.actor, self.plan, self.participant, change)
        if found is None or found.total_minor is None:
            return None
        return _Paid(found.text, found.total_minor, found.currency)


def _as_it_is(person: Any) -> Any:
    return person


def _shown(now: tuple[str, int], then: tuple[str, int]) -> Shown:
    (currency, minor), (other, claimed) = now, then
    moved = difference({other: claimed}, {currency: minor})
    return {
        "currency": other,
        "total": amount_text(minor, currency),
        "claimed_total": amount_text(claimed, other),
        "difference": amount_texts(moved),
    }


def _place(node: str) -> tuple[str, str] | None:
    for pattern, part in _PLACES:
        match = pattern.fullmatch(node)
        if match is not None:
            return part, match[1]
    return None
