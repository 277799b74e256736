"""Amounts that somebody enters, in whole minor units of their currency."""

from rules.numbers import NumberRefused, currency_digits, mantissa_and_scale
from rules.problems import Problem

_MINOR_MAX = 2**63


def minor_units(value: object, currency: str) -> int:
    """The minor units of an amount such as "-12.50" EUR: no more decimal places than the currency has.

    Raises NumberRefused for what is no decimal, has more places, or belongs to no currency.
    """
    digits = currency_digits(currency)
    if digits is None:
        raise NumberRefused("currency.unknown", "write a currency code of ISO 4217, such as EUR")
    mantissa, scale = mantissa_and_scale(value)
    while scale > digits and mantissa % 10 == 0:
        mantissa, scale = mantissa // 10, scale - 1
    if scale > digits:
        message = f"this currency has {digits} decimal places; write no more"
        raise NumberRefused("amount.too_many_places", message)
    minor = mantissa * int(10 ** (digits - scale))
    if abs(minor) >= _MINOR_MAX:
        raise NumberRefused("number.too_large", "write an amount below 10^16")
    return minor


def amount_problem(refused: NumberRefused, path: str) -> Problem:
    """What is wrong with an entered amount, at its place."""
    return Problem(refused.code, path, refused.message)
