"""Reading the body of a stateless formula check: what is declared, and the values to try."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from rules.formula.kinds import BOOLEAN, NUMBER, Boolean, Category, Kind, Number, describe
from rules.formula.signatures import KEYWORDS, is_reserved
from rules.numbers import NumberRefused, parse_decimal
from rules.problems import Problem, pointer

Value = Fraction | bool | str

KEYS = ("formula", "names", "values")
NAMES_MAX = 1_000
WORDS_MAX = 1_000

_KEY = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_KEY_LENGTH_MAX = 48
_WORD = re.compile(r"[ -~]{1,200}")
_SIMPLE_KINDS: dict[str, Kind] = {"number": NUMBER, "money": NUMBER, "boolean": BOOLEAN}
_PATH_PART_MAX = 100
_PARTS_MAX = 2


@dataclass(slots=True)
class FormulaRequest:
    """What the body says. `names` holds only well-formed declarations, `problems` all that is wrong."""

    formula: str | None = None
    names: dict[str, Kind] = field(default_factory=dict)
    values: Mapping[object, object] | None = None
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, code: str, message: str, *parts: object) -> None:
        """Record one finding about the place that `parts` lead to."""
        self.problems.append(Problem(code, _path(*parts), message))


def read_request(body: object) -> FormulaRequest:
    """The parts of a body; never raises, whatever JSON it is."""
    request = FormulaRequest()
    if not isinstance(body, dict):
        request.refuse("request.wrong_type", 'send a JSON object such as {"formula": "…", "names": {…}}')
        return request
    for key in body:
        if key not in KEYS:
            request.refuse("request.unknown_key", "this key is not known; there are formula, names, values", key)
    for key, read in (("formula", _read_formula), ("names", _read_names)):
        if key in body:
            read(body[key], request)
        else:
            request.refuse("request.missing_key", f"`{key}` is required", key)
    values = body.get("values")
    if values is None or isinstance(values, dict):
        request.values = values
    else:
        request.refuse("request.wrong_type", "`values` is an object: name → value", "values")
    return request


def _read_formula(formula: object, request: FormulaRequest) -> None:
    if isinstance(formula, str):
        request.formula = formula
    else:
        request.refuse("formula.not_text", "the formula is a text", "formula")


def read_values(request: FormulaRequest, uses: tuple[str, ...]) -> tuple[dict[str, Value], list[Problem]]:
    """The given values by name, as exact numbers, booleans and words, and what is wrong with them."""
    assert request.values is not None
    read: dict[str, Value] = {}
    problems: list[Problem] = []
    for name, raw in request.values.items():
        kind = request.names.get(name) if isinstance(name, str) else None
        if kind is None:
            message = "no such name is declared; add it to `names` or remove the value"
            problems.append(Problem("formula.unknown_value", _path("values", name), message))
            continue
        value = _read_value(raw, kind, _path("values", name))
        if isinstance(value, Problem):
            problems.append(value)
        else:
            read[str(name)] = value
    for name in uses:
        if name not in request.values:
            message = "the formula uses this name; give it a value"
            problems.append(Problem("formula.missing_value", _path("values", name), message))
    return read, problems


def _read_names(names: object, request: FormulaRequest) -> None:
    if not isinstance(names, dict):
        request.refuse("request.wrong_type", "`names` is an object: name → kind", "names")
        return
    if len(names) > NAMES_MAX:
        request.refuse("request.too_many", "at most 1,000 names can be declared in one call", "names")
        return
    for name, declared in names.items():
        if _is_name(name, request):
            kind = _read_kind(declared, name, request)
            if kind is not None:
                request.names[name] = kind


def _is_name(name: object, request: FormulaRequest) -> bool:
    parts = name.split(".") if isinstance(name, str) else []
    well_formed = all(len(part) <= _KEY_LENGTH_MAX and _KEY.fullmatch(part) for part in parts)
    if not 1 <= len(parts) <= _PARTS_MAX or not well_formed:
        message = "a name is like `net_sales` or `revenue.index`: lower-case ASCII letters, digits, single `_`"
        request.refuse("name.malformed", message, "names", name)
        return False
    if is_reserved(parts[0]) or any(part in KEYWORDS for part in parts):
        message = "this is a function of the language or a reserved word; choose another name"
        request.refuse("name.reserved", message, "names", name)
        return False
    return True


def _read_kind(declared: object, name: str, request: FormulaRequest) -> Kind | None:
    simple = declared["kind"] if isinstance(declared, dict) and set(declared) == {"kind"} else declared
    if isinstance(simple, str) and simple in _SIMPLE_KINDS:
        return _SIMPLE_KINDS[simple]
    if isinstance(declared, list):
        return _read_category(declared, request, "names", name)
    if isinstance(declared, dict) and set(declared) == {"kind", "values"} and declared["kind"] == "category":
        return _read_category(declared["values"], request, "names", name, "values")
    message = 'a kind is "number", "money", "boolean", or the list of a category\'s words'
    request.refuse("name.unknown_kind", message, "names", name)
    return None


def _read_category(words: object, request: FormulaRequest, *parts: object) -> Category | None:
    if isinstance(words, list) and len(words) > WORDS_MAX:
        request.refuse("request.too_many", "a category has at most 1,000 words", *parts)
        return None
    if isinstance(words, list) and words and all(isinstance(word, str) and _WORD.fullmatch(word) for word in words):
        if len(set(words)) == len(words):
            return Category(tuple(words))
        request.refuse("name.bad_category", "a word of this category stands twice; remove one", *parts)
        return None
    request.refuse("name.bad_category", "a category is a list of words in printable ASCII", *parts)
    return None


def _read_value(raw: object, kind: Kind, path: str) -> Value | Problem:
    if isinstance(kind, Number):
        try:
            return parse_decimal(raw)
        except NumberRefused as refused:
            return Problem(refused.code, path, refused.message)
    if isinstance(kind, Boolean) and isinstance(raw, bool):
        return raw
    if isinstance(kind, Category) and isinstance(raw, str) and raw in kind.values:
        return raw
    return Problem("formula.bad_value", path, f"the value must be {describe(kind)}")


def _path(*parts: object) -> str:
    """A pointer that can always be sent: keys cut to a sane length, unpaired surrogates replaced."""
    return pointer(*(str(part)[:_PATH_PART_MAX].encode("utf-8", "replace").decode() for part in parts))
