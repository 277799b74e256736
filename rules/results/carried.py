"""What booked results of earlier periods hand to the next one: amounts paid this year, balances, open instalments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from rules.engine import Wanted
from rules.numbers import parse_decimal, plain_text
from rules.plan import INSTALMENTS, RESERVE, TOTAL_FLOOR, Plan


@dataclass(frozen=True, slots=True)
class Booked:
    """The stored result of an earlier period. `in_year` says that it lies in the fiscal year of the next one,
    `is_deferred` that it was not paid and will come later."""

    document: Mapping[str, Any]
    in_year: bool
    is_deferred: bool = False

    @property
    def counts(self) -> bool:
        """Whether it moved anything: who is blocked or deferred keeps what was there before."""
        return not self.is_deferred and self.document["outcome"] != "blocked"


@dataclass(frozen=True, slots=True)
class Opening:
    """What was true before the first stored period, as decimals by key."""

    balances: Mapping[str, str] = field(default_factory=dict)
    paid: Mapping[str, str] = field(default_factory=dict)


def prior_of(
    plan: Plan, wanted: Wanted, booked: Iterable[Booked], opening: Opening, *, is_paid_known: bool
) -> dict[str, Any]:
    """The `prior` of a call, without facts. `booked` are the results of earlier periods, the oldest first.

    Amounts paid are left out where `is_paid_known` is false: then the engine asks for them.
    """
    results = [each for each in booked if each.counts]
    prior: dict[str, Any] = {}
    if is_paid_known and (wanted.paid or wanted.all_paid):
        prior["paid"] = _paid(plan, wanted, results, opening.paid)
    if wanted.accounts:
        balances = dict(opening.balances)
        instalments: dict[str, Any] = {}
        for each in results:
            balances |= _closing(each.document)
            instalments = {
                component.key: [] for component in plan.components if component.instalments is not None
            } | dict(each.document["instalments"])
        prior |= {"balances": balances, "instalments": instalments}
    return {key: part for key, part in prior.items() if part}


def _paid(plan: Plan, wanted: Wanted, results: Iterable[Booked], opening: Mapping[str, str]) -> dict[str, str]:
    """By line the sum of this year's amounts; a component that is read and paid nothing has paid 0."""
    components = [component.key for component in plan.components]
    read = components if wanted.all_paid else list(wanted.paid)
    total = dict.fromkeys(read, Fraction(0))
    for key, text in opening.items():
        total[key] = parse_decimal(text)
    for each in results:
        if each.in_year:
            for key, amount in _lines(each.document):
                total[key] = total[key] + amount if key in total else amount
    if not wanted.all_paid:
        lines = {key + end for key in read for end in ("", RESERVE, INSTALMENTS)}
        total = {key: amount for key, amount in total.items() if key in lines}
    return {key: plain_text(amount) for key, amount in total.items()}


def _lines(document: Mapping[str, Any]) -> Iterable[tuple[str, Fraction]]:
    """What each line paid; lines of balances are no pay."""
    for line in document["components"]:
        key, amount = line["key"], line["amount"]
        is_balance = key in document["balances"] and not key.endswith((RESERVE, INSTALMENTS)) and key != TOTAL_FLOOR
        if amount is not None and not is_balance:
            yield key, parse_decimal(amount)


def _closing(document: Mapping[str, Any]) -> dict[str, str]:
    """Closing balances, the next period's openings."""
    found = {key: balance["closing"] for key, balance in document["balances"].items()}
    return {key: closing for key, closing in found.items() if closing is not None}
