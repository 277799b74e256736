"""Number literals: exactly what the text says, as a rational number, or why it is refused."""

import re
from fractions import Fraction

from rules.formula.lexicon import Refusal
from rules.numbers import NumberRefused, parse_decimal

_PLAIN = re.compile(r"([0-9]+)(?:\.[0-9]+)?")
_BASE = re.compile(r"0[xXoObB].*")
_IMAGINARY = re.compile(r"[0-9.]+[jJ]")
_EXPONENT = re.compile(r"[0-9.]+[eE][+-]?[0-9]*")
_POINTS = re.compile(r"[0-9.]+")
_POINT_THEN_NAME = re.compile(r"[0-9]+\.[A-Za-z]\w*")

_WHOLE_DIGITS_MAX = 18


def exact_literal(text: str) -> Fraction | Refusal:
    """The exact value of a literal such as `0.35`, or why this form is not one of the language."""
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        return _malformed(text)
    whole = plain.group(1)
    if len(whole) > 1 and whole.startswith("0"):
        return Refusal("formula.number_leading_zero", "write the number without leading zeros", "1")
    if len(whole) > _WHOLE_DIGITS_MAX:
        return Refusal("formula.number_too_large", "numbers must be below 10^18; choose a larger unit", "1")
    try:
        return parse_decimal(text)
    except NumberRefused:
        return Refusal("formula.number_too_precise", "numbers have at most 12 decimal places", "1")


def _malformed(text: str) -> Refusal:
    if _BASE.fullmatch(text):
        return Refusal("formula.number_base", "write the number in decimal digits", "1")
    if "_" in text:
        return Refusal("formula.number_underscore", "write the number without underscores", "1")
    if _IMAGINARY.fullmatch(text):
        return Refusal("formula.number_imaginary", "there are no imaginary numbers; multiply with `*`", "1")
    if _EXPONENT.fullmatch(text):
        return Refusal("formula.number_exponent", "write the number in plain digits, no exponent", "1")
    if _POINTS.fullmatch(text):
        return Refusal("formula.number_form", "write digits on both sides of one point, as in `0.5`", "1")
    if _POINT_THEN_NAME.fullmatch(text):
        return Refusal("formula.attribute", "a number has no fields; dots belong in `name.field`", "1")
    return Refusal("formula.number_run_on", "letters follow the number; to multiply write `*`", "1")
