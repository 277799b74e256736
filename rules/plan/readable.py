"""First look at an untrusted document: is it plain JSON of bounded depth? Text becomes Unicode NFC."""

import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal

from rules.problems import Problem, pointer

DEPTH_MAX = 64
PARTS_MAX = 200_000
"""Values, lists and objects of one document: three times what a table of the largest size has."""


@dataclass(slots=True)
class Reading:
    """A copy of the document with normalised text, and what cannot stand in any plan."""

    content: object = None
    problems: list[Problem] = field(default_factory=list)


def read_json_value(document: object) -> Reading:
    """Copies a JSON value; never raises, however deep or odd it is."""
    reading = Reading()
    if _has_too_many_parts(document):
        message = f"The document has more than {PARTS_MAX:,} values; no plan needs that, so split it."
        reading.problems.append(_problem("plan.too_large", (), message))
    else:
        reading.content = _copy(document, (), reading.problems)
    return reading


def _has_too_many_parts(document: object) -> bool:
    waiting, seen = [document], 0
    while waiting and seen <= PARTS_MAX:
        value = waiting.pop()
        seen += 1
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list | tuple):
            waiting.extend(value)
    return seen > PARTS_MAX


def _copy(value: object, path: tuple[object, ...], problems: list[Problem]) -> object:
    if isinstance(value, str):
        return _text(value, path, problems)
    if value is None or isinstance(value, bool | int | Decimal):
        return value
    if len(path) >= DEPTH_MAX:
        problems.append(_problem("plan.too_deep", path[:1], f"Nested deeper than {DEPTH_MAX} levels; no plan is."))
        return None
    if isinstance(value, dict):
        return _object(value, path, problems)
    if isinstance(value, list | tuple):
        return [_copy(item, (*path, index), problems) for index, item in enumerate(value)]
    if isinstance(value, float):
        problems.append(
            _problem(
                "plan.float",
                path,
                "This number went through a binary float and may have lost digits; give it as text, "
                'such as "0.35", or read the JSON with exact decimals.',
            )
        )
        return None
    problems.append(_problem("plan.wrong_type", path, "Only JSON values can stand in a plan."))
    return None


def _object(value: dict[object, object], path: tuple[object, ...], problems: list[Problem]) -> dict[str, object]:
    copied: dict[str, object] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            problems.append(_problem("plan.wrong_type", path, "Every key of an object is text in quotes."))
            continue
        name = _text(key, path, problems)
        if name in copied:
            problems.append(_problem("plan.duplicate_key", (*path, name), "This key stands twice in its object."))
        copied[name] = _copy(item, (*path, name), problems)
    return copied


def _text(value: str, path: tuple[object, ...], problems: list[Problem]) -> str:
    if "\x00" in value or any("\ud800" <= character <= "\udfff" for character in value):
        problems.append(
            _problem(
                "plan.text",
                path,
                "This text holds a character that is no text (a NUL or half a pair); take it out.",
            )
        )
        return ""
    return unicodedata.normalize("NFC", value)


def _problem(code: str, path: tuple[object, ...], message: str) -> Problem:
    return Problem(code, pointer(*path), message)
