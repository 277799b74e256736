"""Documents out: as JSON for people to read, with every number as text."""

import json
from decimal import Decimal

from rules import NumberRefused, parse_decimal, plain_text


def dumps_document(document: object) -> str:
    """The document (a JSON value) as indented JSON with a newline at its end.

    Numbers become their shortest text, so that no program on the way reads them through a binary float.
    """
    return json.dumps(_with_text_numbers(document), ensure_ascii=False, indent=2) + "\n"


def _with_text_numbers(value: object) -> object:
    """The same JSON value with text where numbers stood."""
    if isinstance(value, dict):
        return {key: _with_text_numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_text_numbers(item) for item in value]
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return number_text(value)
    return value


def number_text(value: int | Decimal) -> str:
    """The shortest text of a number; of one that no plan may hold, its digits as they are."""
    try:
        return plain_text(parse_decimal(value))
    except NumberRefused:
        return str(value)
