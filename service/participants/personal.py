"""What an assignment says of one person: own levels, weights and inputs, and whether it is only shown, never paid."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from rules import NumberRefused, Problem, parse_decimal, parse_ratio, plain_text
from service.participants.attributes import ValueRefused, stored_number

Input = str | bool
Place = Callable[..., str]
"""Where a part stands: `place("levels", "revenue", "normal")` is a JSON pointer or a cell; `place()` the row itself."""

LEVELS: Final = ("base", "normal", "target")
KEY_CHARACTERS_MAX: Final = 48
WORD_CHARACTERS_MAX: Final = 64
ENTRIES_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class Personal:
    """Numbers as shortest text. `money` are the inputs that only those who may read pay see."""

    levels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    weights: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, Input] = field(default_factory=dict)
    shadow: bool = False
    money: tuple[str, ...] = ()

    @property
    def document(self) -> str:
        """Canonical JSON: the same content, the same text."""
        content = {
            "levels": {kpi: dict(levels) for kpi, levels in self.levels.items()},
            "weights": dict(self.weights),
            "inputs": dict(self.inputs),
            "shadow": self.shadow,
            "money": sorted(self.money),
        }
        return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def personal_of(document: str) -> Personal:
    """The parts of a document that was written by `Personal.document`."""
    content: dict[str, Any] = json.loads(document, parse_float=Decimal)
    return Personal(
        content["levels"], content["weights"], content["inputs"], content["shadow"], tuple(content["money"])
    )


def hash_of(*parts: object) -> str:
    """SHA-256 over some parts of text, numbers and None."""
    text = json.dumps(parts, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Patch:
    """Parts as they were given, checked: None takes an entry away, what is not given stays as it is."""

    levels: Mapping[tuple[str, str], str | None]
    weights: Mapping[str, str | None]
    inputs: Mapping[str, Input | None]
    shadow: bool | None

    def over(self, before: Personal) -> Personal:
        """What it makes of what was there."""
        levels = {(kpi, level): text for kpi, each in before.levels.items() for level, text in each.items()}
        merged: dict[str, dict[str, str]] = {}
        for (kpi, level), text in _merged(levels, self.levels).items():
            merged.setdefault(kpi, {})[level] = text
        return Personal(
            levels=merged,
            weights=_merged(before.weights, self.weights),
            inputs=_merged(before.inputs, self.inputs),
            shadow=before.shadow if self.shadow is None else self.shadow,
        )


def read_patch(given: Mapping[str, object], place: Place, problems: list[Problem]) -> Patch:
    """The parts `levels`, `weights`, `inputs` and `shadow` of a row; what is wrong with them is added to `problems`."""
    levels: dict[tuple[str, str], str | None] = {}
    for kpi, each in _entries(given, "levels", place, problems):
        if not isinstance(each, dict):
            message = 'levels of a KPI are an object such as {"normal": "900000"}'
            problems.append(Problem("assignment.shape", place("levels", kpi), message))
            continue
        for level, raw in each.items():
            if level in LEVELS:
                levels[kpi, level] = _number(raw, place("levels", kpi, level), problems)
            else:
                message = f"a level is one of {', '.join(LEVELS)}"
                problems.append(Problem("levels.unknown_level", place("levels", kpi, level), message))
    shadow = given.get("shadow")
    if shadow is not None and not isinstance(shadow, bool):
        problems.append(Problem("assignment.shape", place("shadow"), "write true or false, without quotes"))
    return Patch(
        levels,
        {kpi: _ratio(raw, place("weights", kpi), problems) for kpi, raw in _entries(given, "weights", place, problems)},
        {key: _input(raw, place("inputs", key), problems) for key, raw in _entries(given, "inputs", place, problems)},
        shadow if isinstance(shadow, bool) else None,
    )


def is_number(value: object) -> bool:
    """Whether an input is a number, by how it is written."""
    try:
        parse_decimal(value)
    except NumberRefused:
        return False
    return True


def _merged(before: Mapping[Any, Any], patch: Mapping[Any, Any]) -> dict[Any, Any]:
    return {key: value for key, value in {**before, **patch}.items() if value is not None}


def _entries(given: Mapping[str, object], part: str, place: Place, problems: list[Problem]) -> list[tuple[str, object]]:
    entries = given.get(part)
    if entries is None:
        return []
    if not isinstance(entries, dict) or len(entries) > ENTRIES_MAX:
        message = f"{part} are an object of at most {ENTRIES_MAX} keys with their values"
        problems.append(Problem("assignment.shape", place(part), message))
        return []
    found = []
    for key, raw in entries.items():
        if key and len(key) <= KEY_CHARACTERS_MAX and key.isascii() and key.isprintable():
            found.append((key, raw))
        else:
            problems.append(Problem("assignment.key", place(part), f"{part} have keys as plans declare them"))
    return found


def _number(raw: object, path: str, problems: list[Problem]) -> str | None:
    if raw is None:
        return None
    try:
        stored_number(raw)
        return plain_text(parse_decimal(raw))
    except ValueRefused as refused:
        problems.append(Problem(refused.code, path, refused.message))
        return None


def _ratio(raw: object, path: str, problems: list[Problem]) -> str | None:
    if raw is None:
        return None
    try:
        return plain_text(parse_ratio(raw))
    except NumberRefused as refused:
        problems.append(Problem(refused.code, path, refused.message))
        return None


def _input(raw: object, path: str, problems: list[Problem]) -> Input | None:
    """A number as its shortest text, true or false, or a word: a text that was never meant as a number."""
    if raw is None or isinstance(raw, bool):
        return raw
    if not isinstance(raw, str) or _is_meant_as_number(raw):
        return _number(raw, path, problems)
    if not 0 < len(raw) <= WORD_CHARACTERS_MAX or not raw.isprintable():
        message = f"an input is a number, true or false, or a word of at most {WORD_CHARACTERS_MAX} characters"
        problems.append(Problem("assignment.input", path, message))
        return None
    return raw


def _is_meant_as_number(text: str) -> bool:
    """Also a number that is too large or has too many places: it is a mistake, and no word."""
    try:
        parse_decimal(text)
    except NumberRefused as refused:
        return refused.code != "number.not_a_number"
    return True
