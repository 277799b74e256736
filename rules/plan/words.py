"""Keys, codes and titles as they stand in a plan document."""

import keyword
import re
import unicodedata
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from rules.numbers import currency_digits
from rules.plan.values import refusal

KEY_MAX = 48
WORD_MAX = 64
TEXT_MAX = 400
PERSON_ID_MAX = 128

_KEY_PATTERN = "[a-z][a-z0-9]*(_[a-z0-9]+)*"
_PLAN_KEY_PATTERN = "[a-z][a-z0-9]*([_-][a-z0-9]+)*"
_WORD_PATTERN = "[!-~]([ -~]*[!-~])?"
_KEY = re.compile(_KEY_PATTERN, re.ASCII)
_PLAN_KEY = re.compile(_PLAN_KEY_PATTERN, re.ASCII)
_WORD = re.compile(_WORD_PATTERN, re.ASCII)


def _key(value: object) -> str:
    if not isinstance(value, str) or len(value) > KEY_MAX or not _KEY.fullmatch(value):
        raise refusal(
            "plan.key",
            "A key is lower-case ASCII letters, digits and single underscores, starts with a letter and "
            f"has at most {KEY_MAX} characters, such as new_customers.",
        )
    if keyword.iskeyword(value):
        raise refusal(
            "plan.key",
            "This key is a word of the formula language; choose another.",
        )
    return value


def _plan_key(value: object) -> str:
    if isinstance(value, str) and len(value) <= KEY_MAX and _PLAN_KEY.fullmatch(value):
        return value
    raise refusal(
        "plan.key",
        "A plan key is lower-case ASCII letters and digits, joined by single hyphens or underscores, and "
        f"has at most {KEY_MAX} characters, such as b2b-sales-manager.",
    )


def parse_word(value: object) -> str:
    """A category code as it stands in a document."""
    if isinstance(value, str) and len(value) <= WORD_MAX and _WORD.fullmatch(value):
        return value
    raise refusal(
        "plan.word",
        f"A code is 1 to {WORD_MAX} printable ASCII characters in quotes, without spaces at its ends, "
        'such as "EMEA"; '
        "titles may use any language.",
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise refusal("plan.wrong_type", "Text in quotes is expected here.")
    if not value.strip() or len(value) > TEXT_MAX:
        raise refusal("plan.text", f"Text of 1 to {TEXT_MAX} characters is expected here.")
    if any(unicodedata.category(character) == "Cc" for character in value):
        raise refusal("plan.text", "This text holds a control character (a tab, a line break …); take it out.")
    return value


def _person_id(value: object) -> str:
    if isinstance(value, str) and len(value) <= PERSON_ID_MAX and _WORD.fullmatch(value):
        return value
    raise refusal(
        "plan.person_id",
        f"An id in an example is 1 to {PERSON_ID_MAX} printable ASCII characters, without spaces at its ends.",
    )


def _currency(value: object) -> str:
    if isinstance(value, str) and currency_digits(value) is not None:
        return value
    raise refusal("plan.currency", 'A currency is its ISO 4217 code in capitals, such as "EUR".')


Key = Annotated[
    str,
    PlainValidator(_key),
    WithJsonSchema({"type": "string", "pattern": f"^{_KEY_PATTERN}$", "maxLength": KEY_MAX}),
]
"""The name of a declared thing; formulas use it as it stands."""

PlanKey = Annotated[
    str,
    PlainValidator(_plan_key),
    WithJsonSchema({"type": "string", "pattern": f"^{_PLAN_KEY_PATTERN}$", "maxLength": KEY_MAX}),
]
"""The name of a plan; hyphens are allowed, no formula reads it."""

Word = Annotated[
    str,
    PlainValidator(parse_word),
    WithJsonSchema({"type": "string", "pattern": f"^{_WORD_PATTERN}$", "maxLength": WORD_MAX}),
]
"""A category code or grade."""

Text = Annotated[str, PlainValidator(_text), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": TEXT_MAX})]
"""A title, unit or name for people, in any language."""

Currency = Annotated[str, PlainValidator(_currency), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"})]
"""An ISO 4217 code."""

PersonId = Annotated[
    str,
    PlainValidator(_person_id),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": PERSON_ID_MAX}),
]
"""Id of a participant or group in an example."""
