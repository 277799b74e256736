"""Amounts by currency, in whole minor units."""

from collections.abc import Iterable, Mapping

from rules.numbers import currency_digits, money_text

Amounts = Mapping[str, int]
"""ISO 4217 code → minor units of it."""


def add_amounts(amounts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The sum of (currency, minor units) by currency, sorted; a currency that adds up to 0 stays."""
    sums: dict[str, int] = {}
    for currency, minor in amounts:
        sums[currency] = sums[currency] + minor if currency in sums else minor
    return dict(sorted(sums.items()))


def difference(new: Amounts, old: Amounts) -> dict[str, int]:
    """new − old by currency, sorted; currencies in which nothing changed are left out."""
    taken = ((currency, -minor) for currency, minor in old.items())
    return {currency: minor for currency, minor in add_amounts([*new.items(), *taken]).items() if minor}


def is_by_rounding(change: Amounts, lines: int) -> bool:
    """Whether amounts of so many rounded lines may differ by `change` because they were rounded otherwise.

    That is at most one minor unit for each line and currency: 0.03 EUR for three lines.
    """
    return all(abs(minor) <= lines for minor in change.values())


def amount_texts(amounts: Amounts) -> dict[str, str]:
    """The wire shape: every amount with its currency's digits."""
    return {currency: amount_text(minor, currency) for currency, minor in sorted(amounts.items())}


def amount_text(minor: int, currency: str) -> str:
    """`amount_text(3741500, "EUR")` is `37415.00`; raises ValueError for a code that is no currency."""
    digits = currency_digits(currency)
    if digits is None:
        raise ValueError("an amount needs an ISO 4217 currency code")
    return money_text(minor, digits)
