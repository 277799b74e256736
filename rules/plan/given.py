"""Values that examples give or expect; what they are is declared elsewhere in the document."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from rules.numbers import NumberRefused, parse_ratio, plain_text
from rules.plan.values import JsonSchema, exact_decimal_text, refusal
from rules.plan.words import parse_word

Scalar = str | int | Decimal | bool | None
"""One given value as it stands in the document; `parse_plan` leaves only text, booleans and None."""

Observations = tuple[Scalar | Mapping[str, Scalar], ...]
"""Several observations of one fact, or its rows."""

_SCALAR: JsonSchema = {"anyOf": [{"type": kind} for kind in ("string", "number", "boolean", "null")]}
_ROW: JsonSchema = {"type": "object", "additionalProperties": _SCALAR}
_GIVEN_TEXT_MAX = 400


def _scalar(value: object) -> Scalar:
    if isinstance(value, str):
        if len(value) > _GIVEN_TEXT_MAX:
            raise refusal("plan.text", f"A value has at most {_GIVEN_TEXT_MAX} characters.")
        return value
    if value is None or isinstance(value, bool | int | Decimal):
        return value
    raise refusal("plan.wrong_type", "A single value is expected here: a number, text in quotes, true, false or null.")


def _fact_value(value: object) -> Scalar | Observations:
    if not isinstance(value, list | tuple):
        return _scalar(value)
    return tuple(
        {str(key): _scalar(cell) for key, cell in item.items()} if isinstance(item, dict) else _scalar(item)
        for item in value
    )


def _plain(value: object) -> object:
    """JSON without numbers: what serialisation writes."""
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return exact_decimal_text(value)
    return value


def _expected_value(value: object) -> Fraction | bool | str | None:
    if value is None or isinstance(value, bool | Fraction):
        return value
    try:
        return parse_ratio(value)
    except NumberRefused:
        return parse_word(value)


def _expected_text(value: Fraction | bool | str | None) -> bool | str | None:
    return plain_text(value) if isinstance(value, Fraction) else value


InputValue = Annotated[Scalar, PlainValidator(_scalar), PlainSerializer(_plain), WithJsonSchema(_SCALAR)]
"""A given input: a number, a code, true or false; null means missing."""

FactValue = Annotated[
    Scalar | Observations,
    PlainValidator(_fact_value),
    PlainSerializer(_plain),
    WithJsonSchema({"anyOf": [*_SCALAR["anyOf"], {"type": "array", "items": {"anyOf": [*_SCALAR["anyOf"], _ROW]}}]}),
]
"""A given fact: one value, a list of observations, or a list of rows; null means missing, [] nothing
received.
"""

ExpectedValue = Annotated[
    Fraction | bool | str | None,
    PlainValidator(_expected_value),
    PlainSerializer(_expected_text),
    WithJsonSchema(_SCALAR),
]
"""An expected number, truth value or code; null means that there is no value."""
