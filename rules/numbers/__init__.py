"""Exact numbers: parsing, rounding, display, and splitting without losing a cent."""

from rules.numbers.allocate import allocate
from rules.numbers.currency import currency_codes, currency_digits
from rules.numbers.display import display, exact_text, money_text, plain_text, scaled_text, scaled_texts
from rules.numbers.exact import NumberRefused, mantissa_and_scale, parse_decimal, parse_ratio
from rules.numbers.rounding import ROUNDINGS, IntegerRounding, RoundingMode, half_up

__all__ = [
    "ROUNDINGS",
    "IntegerRounding",
    "NumberRefused",
    "RoundingMode",
    "allocate",
    "currency_codes",
    "currency_digits",
    "display",
    "exact_text",
    "half_up",
    "mantissa_and_scale",
    "money_text",
    "parse_decimal",
    "parse_ratio",
    "plain_text",
    "scaled_text",
    "scaled_texts",
]
