"""Numbers, counts and formulas as they stand in a plan document, with the types they become."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from rules.numbers import NumberRefused, parse_decimal, parse_ratio, plain_text

_RATIO_PATTERN = r"^[+-]?[0-9]+(\.[0-9]+)?$|^[+-]?[0-9]+/[0-9]+$"
_DECIMAL_PATTERN = r"^[+-]?[0-9]+(\.[0-9]+)?$"
COUNT_MAX = 9999
_COUNT = re.compile(r"[0-9]{1,4}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)

JsonSchema = dict[str, Any]


def refusal(code: str, message: str) -> PydanticCustomError:
    """An error that keeps its own code and words; braces in `message` stay as they are."""
    return PydanticCustomError("plan_problem", "{text}", {"code": code, "text": message})


def sentence(refused: NumberRefused) -> str:
    """Why a number is refused, as a sentence of its own."""
    return f"{refused.message[:1].upper()}{refused.message[1:]}."


def _number_schema(pattern: str, *more: JsonSchema) -> JsonSchema:
    return {"anyOf": [{"type": "string", "pattern": pattern}, {"type": "number"}, *more]}


def _exact(value: object) -> Fraction:
    if isinstance(value, Fraction):
        return value
    try:
        return parse_ratio(value)
    except NumberRefused as refused:
        also = ' A fraction is written "1/3".' if refused.code == "number.not_a_number" else ""
        raise refusal("plan.number", sentence(refused) + also) from None


def _exact_decimal(value: object) -> Fraction:
    if isinstance(value, Fraction):
        return value
    try:
        return parse_decimal(value)
    except NumberRefused as refused:
        raise refusal("plan.number", sentence(refused)) from None


def exact_decimal_text(value: object) -> str:
    """The shortest text of a decimal value."""
    return plain_text(_exact_decimal(value))


def _formula(value: object) -> str:
    """A formula as text; a number, or text that is wholly one number or fraction, becomes its
    shortest text.
    """
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return exact_decimal_text(value)
    if not isinstance(value, str):
        raise refusal("plan.wrong_type", "A formula is expected here: text in quotes, or a number.")
    if not value.strip():
        raise refusal("plan.empty", "The formula is empty; write one, or leave the key out.")
    try:
        return plain_text(parse_ratio(value))
    except NumberRefused:
        return value


def _count(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= COUNT_MAX:
        return value
    if isinstance(value, str) and _COUNT.fullmatch(value):
        return int(value)
    raise refusal("plan.whole_number", f"A whole number from 0 to {COUNT_MAX} is expected here, such as 2.")


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise refusal("plan.date", 'A calendar date is expected here, written as year-month-day: "2026-03-31".')


def _cap_index(value: object) -> Fraction | Literal["target"] | None:
    if value is None:
        return None
    if value == "target":
        return "target"
    try:
        return _exact(value)
    except PydanticCustomError:
        raise refusal(
            "plan.curve_cap", 'The cap of a curve is "target", an index such as "1.5", or null for no cap.'
        ) from None


def _cap_text(value: Fraction | Literal["target"] | None) -> str | None:
    return plain_text(value) if isinstance(value, Fraction) else value


Exact = Annotated[
    Fraction,
    PlainValidator(_exact),
    PlainSerializer(plain_text, return_type=str),
    WithJsonSchema(_number_schema(_RATIO_PATTERN)),
]
"""A constant of the plan: a decimal or a fraction of whole numbers."""

ExactDecimal = Annotated[
    Fraction,
    PlainValidator(_exact_decimal),
    PlainSerializer(plain_text, return_type=str),
    WithJsonSchema(_number_schema(_DECIMAL_PATTERN)),
]
"""A value of an input, fact or level: a decimal, never a fraction."""

FormulaText = Annotated[
    str,
    PlainValidator(_formula),
    WithJsonSchema({"anyOf": [{"type": "string", "minLength": 1}, {"type": "number"}]}),
]
"""One expression of the formula language; a constant is a formula too."""

WholeNumber = Annotated[
    int,
    PlainValidator(_count),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": r"^[0-9]{1,4}$"}, {"type": "integer"}]}),
]
"""A count: places, steps, parts, periods."""

Day = Annotated[
    date,
    PlainValidator(_day),
    PlainSerializer(date.isoformat, return_type=str),
    WithJsonSchema({"type": "string", "format": "date"}),
]
"""A calendar date."""

CapIndex = Annotated[
    Fraction | Literal["target"] | None,
    PlainValidator(_cap_index),
    PlainSerializer(_cap_text, return_type=str | None),
    WithJsonSchema(_number_schema(_RATIO_PATTERN, {"const": "target"}, {"type": "null"})),
]
"""Where a curve stops: an index, `"target"` (the curve's value at the target level), or None for no cap."""


def constant(formula: str | None) -> Fraction | None:
    """The value of a formula that is wholly one number; None for anything else."""
    if formula is None:
        return None
    try:
        return parse_ratio(formula)
    except NumberRefused:
        return None
