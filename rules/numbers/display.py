"""Exact values as text: what ends is shown whole, what does not end is cut at a stated place."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from rules.numbers.exact import PLACES_MAX
from rules.numbers.rounding import half_up

_ORDINARY = 10**40
"""Below this nothing is too long for `str`."""


def display(value: Fraction, places: int = PLACES_MAX) -> str:
    """`value` exactly if it ends within `places`, else rounded half away from zero; no exponent, no `-0`."""
    return scaled_text(half_up(value.numerator * 10**places, value.denominator), places)


def scaled_text(mantissa: int, places: int) -> str:
    """The text of mantissa / 10**places without trailing zeros."""
    if places == 0:
        return whole_text(mantissa)
    digits = whole_text(abs(mantissa)).rjust(places + 1, "0")
    decimals = digits[-places:].rstrip("0")
    sign = "-" if mantissa < 0 else ""
    return f"{sign}{digits[:-places]}.{decimals}" if decimals else f"{sign}{digits[:-places]}"


def scaled_texts(mantissas: Iterable[int], places: int) -> list[str]:
    """The texts of many, as `scaled_text` gives them, in less time."""
    if places == 0:
        return [whole_text(mantissa) for mantissa in mantissas]
    whole, form = 10**places, f"%d.%0{places}d"
    return [
        (form % divmod(mantissa, whole)).rstrip("0").rstrip(".")
        if 0 <= mantissa < _ORDINARY
        else scaled_text(mantissa, places)
        for mantissa in mantissas
    ]


def money_text(minor: int, digits: int) -> str:
    """An amount in minor units with all the currency's decimal places: `money_text(3741500, 2)` is `37415.00`."""
    if digits == 0:
        return whole_text(minor)
    text = whole_text(abs(minor)).rjust(digits + 1, "0")
    sign = "-" if minor < 0 else ""
    return f"{sign}{text[:-digits]}.{text[-digits:]}"


def plain_text(value: Fraction) -> str:
    """The shortest exact text of a value: a decimal where it ends within 12 places, else a reduced fraction."""
    if 10**PLACES_MAX % value.denominator == 0:
        return display(value)
    return exact_text(value)


def exact_text(value: Fraction) -> str:
    """The value as whole number, or as reduced fraction: what an auditor recomputes with."""
    above = whole_text(value.numerator)
    return above if value.denominator == 1 else f"{above}/{whole_text(value.denominator)}"


def whole_text(number: int) -> str:
    """The digits of an integer, also of one that is too long for `str`: a plan's may have about 20,000."""
    try:
        return str(number)
    except ValueError:
        return str(Decimal(number))
