"""Amounts of a statement added up and compared, currency by currency; amounts come and go as text, exactly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from rules.numbers import currency_digits, money_text, parse_decimal

Money = tuple[str, str]
"""An amount as text, and its currency."""


@dataclass(frozen=True, slots=True)
class AmountChange:
    """One line of two statements; None where a statement does not have it. `difference` is new − old."""

    key: tuple[str, ...]
    currency: str
    old: str | None
    new: str | None
    difference: str


def sums_by_currency(parts: Mapping[str, Iterable[Money]]) -> dict[str, dict[str, str]]:
    """By currency the sum of each part and of all of them, under `total`; sorted by currency."""
    found: dict[str, dict[str, int]] = {}
    for name, amounts in parts.items():
        for amount, currency in amounts:
            sums = found.setdefault(currency, dict.fromkeys((*parts, "total"), 0))
            sums[name] += _minor(amount, currency)
            sums["total"] += _minor(amount, currency)
    return {
        currency: {name: _text(minor, currency) for name, minor in sums.items()}
        for currency, sums in sorted(found.items())
    }


def amount_changes(
    old: Mapping[tuple[str, ...], Money], new: Mapping[tuple[str, ...], Money]
) -> tuple[AmountChange, ...]:
    """Every line of either statement, in the order of the new one and then the old; a line that moved to another
    currency is taken away in one and added in the other. What neither changed is there too, with a difference of 0."""
    changes: list[AmountChange] = []
    for key in [*new, *(key for key in old if key not in new)]:
        before, after = old.get(key), new.get(key)
        if before is not None and after is not None and before[1] != after[1]:
            changes += [_change(key, before, None), _change(key, None, after)]
        else:
            changes.append(_change(key, before, after))
    return tuple(changes)


def _change(key: tuple[str, ...], old: Money | None, new: Money | None) -> AmountChange:
    given = new if new is not None else old
    assert given is not None
    currency = given[1]
    before, after = (0 if money is None else _minor(money[0], currency) for money in (old, new))
    old_text, new_text = (None if money is None else money[0] for money in (old, new))
    return AmountChange(key, currency, old_text, new_text, _text(after - before, currency))


def _minor(amount: str, currency: str) -> int:
    minor: Fraction = parse_decimal(amount) * 10 ** _digits(currency)
    if minor.denominator != 1:
        raise ValueError("an amount has no more digits than its currency")
    return minor.numerator


def _text(minor: int, currency: str) -> str:
    return money_text(minor, _digits(currency))


def _digits(currency: str) -> int:
    digits = currency_digits(currency)
    if digits is None:
        raise ValueError("an amount needs an ISO 4217 currency code")
    return digits
