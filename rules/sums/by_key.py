"""Whole amounts added up under keys of any kind."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

from rules.numbers import currency_digits, mantissa_and_scale

Key = TypeVar("Key", bound=Hashable)


def sums_by(entries: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    """The sum of minor units by key, in the order in which keys first came; a sum of 0 stays."""
    sums: dict[Key, int] = {}
    for key, minor in entries:
        sums[key] = sums[key] + minor if key in sums else minor
    return sums


def parts_of(amount: int, currency: str, parts: Iterable[tuple[str, str]]) -> tuple[tuple[str, int], ...] | None:
    """Named parts of an amount, given as texts, in minor units; None where they do not add up to it exactly.

    Raises ValueError for a code that is no currency, and NumberRefused for a text that is no decimal.
    """
    digits = currency_digits(currency)
    if digits is None:
        raise ValueError("an amount needs an ISO 4217 currency code")
    found = []
    for key, text in parts:
        mantissa, scale = mantissa_and_scale(text)
        if scale > digits:
            return None
        found.append((key, mantissa * 10 ** (digits - scale)))
    return tuple(found) if sum(minor for _, minor in found) == amount else None
