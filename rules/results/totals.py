"""What a calculation adds up to; totals of chunks add to the total of all."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rules.numbers import currency_digits, money_text


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts by outcome, and the amount in minor units; blocked people are never in it.

    `by_currency` holds what is paid in each currency, in minor units of it.
    """

    digits: int
    paid: int = 0
    zero: int = 0
    blocked: int = 0
    amount: int = 0
    by_currency: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.digits,
            self.paid + other.paid,
            self.zero + other.zero,
            self.blocked + other.blocked,
            self.amount + other.amount,
            _added(self.by_currency, other.by_currency),
        )

    def to_json(self) -> dict[str, object]:
        """The wire shape; each amount with its currency's digits."""
        counts: dict[str, object] = {"paid": self.paid, "zero": self.zero, "blocked": self.blocked}
        amounts = {code: money_text(minor, _digits(code)) for code, minor in sorted(self.by_currency.items())}
        return counts | {"amount": money_text(self.amount, self.digits), "by_currency": amounts}


def _added(first: Mapping[str, int], second: Mapping[str, int]) -> dict[str, int]:
    both = dict(first)
    for currency, amount in second.items():
        both[currency] = both[currency] + amount if currency in both else amount
    return both


def _digits(currency: str) -> int:
    digits = currency_digits(currency)
    assert digits is not None
    return digits
