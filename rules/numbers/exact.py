"""Text and JSON numbers in, exact rationals out; never through a binary float.

Accepted: ASCII decimals with |x| < 10^18 and at most 12 decimal places; where a document allows ratios, also `"1/3"`.
"""

import re
from decimal import Decimal
from fractions import Fraction

PLACES_MAX = 12
DIGITS_MAX = 18

_DECIMAL = re.compile(r"([+-]?)([0-9]+)(?:\.([0-9]+))?", re.ASCII)
_RATIO = re.compile(r"([+-]?[0-9]+)/([0-9]+)", re.ASCII)
_TEXT_MAX = 64


class NumberRefused(ValueError):
    """A value that is not a number of this engine; `code` and `message` say why and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def parse_decimal(value: object) -> Fraction:
    """The exact value of a decimal text, an int or a Decimal (a JSON number read from its own text)."""
    mantissa, scale = mantissa_and_scale(value)
    return Fraction(mantissa, 10**scale)


def parse_ratio(value: object) -> Fraction:
    """As `parse_decimal`; also a fraction of two whole numbers as text, such as `"2/3"`."""
    if isinstance(value, str) and len(value) <= _TEXT_MAX and (match := _RATIO.fullmatch(value)):
        above, below = int(match[1]), int(match[2])
        if below == 0:
            raise NumberRefused("number.zero_denominator", "a fraction needs a denominator other than 0")
        if abs(above) >= 10**DIGITS_MAX or below >= 10**DIGITS_MAX:
            raise NumberRefused("number.too_large", "both parts of a fraction must be below 10^18")
        return Fraction(above, below)
    return parse_decimal(value)


def mantissa_and_scale(value: object) -> tuple[int, int]:
    """A decimal as (mantissa, scale): the value is mantissa / 10**scale, 0 ≤ scale ≤ 12."""
    if isinstance(value, str):
        return _from_text(value)
    if isinstance(value, bool):
        raise NumberRefused("number.not_a_number", 'true and false are not numbers; write a decimal such as "0.35"')
    if isinstance(value, int):
        return _in_range(value, 0)
    if isinstance(value, Decimal):
        return _from_decimal(value)
    raise NumberRefused("number.not_a_number", 'write a decimal such as "0.35" (as text or as a JSON number)')


def _from_text(text: str) -> tuple[int, int]:
    if text.isdecimal() and text.isascii() and len(text) <= DIGITS_MAX:
        return int(text), 0
    match = _DECIMAL.fullmatch(text) if len(text) <= _TEXT_MAX else None
    if match is None:
        raise NumberRefused(
            "number.not_a_number",
            'not a plain decimal; write ASCII digits with an optional sign and point, such as "-1234.50" '
            "(no exponent, no thousands separator, no percent or currency sign)",
        )
    sign, whole, decimals = match.groups()
    places = (decimals or "").rstrip("0")
    mantissa = int(whole + places)
    return _in_range(-mantissa if sign == "-" else mantissa, len(places))


def _from_decimal(value: Decimal) -> tuple[int, int]:
    if not value.is_finite():
        raise NumberRefused("number.not_finite", "NaN and Infinity are not numbers of a plan or a fact")
    if value and value.adjusted() >= DIGITS_MAX:
        raise NumberRefused("number.too_large", "numbers must be below 10^18")
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    text = "".join(map(str, digits))
    stripped = text.rstrip("0")
    exponent += len(text) - len(stripped)
    if not stripped:
        return 0, 0
    if -exponent > PLACES_MAX:
        raise NumberRefused("number.too_many_places", "numbers have at most 12 decimal places; round it first")
    mantissa = int(stripped) * (10**exponent if exponent > 0 else 1)
    return _in_range(-mantissa if sign else mantissa, max(-exponent, 0))


def _in_range(mantissa: int, scale: int) -> tuple[int, int]:
    if scale > PLACES_MAX:
        raise NumberRefused("number.too_many_places", "numbers have at most 12 decimal places; round it first")
    if abs(mantissa) >= 10 ** (DIGITS_MAX + scale):
        raise NumberRefused("number.too_large", "numbers must be below 10^18")
    return mantissa, scale
