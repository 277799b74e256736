"""JSON in without losing anything: numbers from their own text, no duplicate keys, no NaN, bounded depth."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import islice

from rules import Problem, pointer
from service.files.refused import DocumentRefused

__all__ = ["DEPTH_MAX", "DocumentRefused", "dumps", "loads"]

DEPTH_MAX = 64
"""A plan nests about 8 deep. A fixed limit keeps refusals independent of Python's stack."""

VALUES_MAX = 3_000_000
"""Ten thousand people with two hundred figures each and room to spare; every value costs some hundred bytes."""

_DIGITS_MAX = 4300
_CONTAINERS = (dict, list)
"""Made once: every value of a document is asked whether it is one."""
_FINDINGS_MAX = 100
_HALF_PAIR = re.compile(rb"\\u[dD][89a-fA-F]")
_TOO_DEEP = f"nested deeper than {DEPTH_MAX} levels; no plan and no call needs that"


@dataclass(frozen=True, slots=True)
class _Marker:
    """Stands in the parsed tree where something is wrong, so that its pointer can be found afterwards."""

    code: str
    message: str


_CONSTANT = _Marker("json.not_a_number", "NaN and Infinity are not numbers; send a decimal, or null if it is missing")
_TOO_LONG = _Marker("json.number_too_long", f"a number of more than {_DIGITS_MAX} digits; it cannot be meant")


class _DuplicateKeys(dict[str, object]):
    """An object some of whose keys came twice; `twice` names them."""

    twice: tuple[str, ...] = ()


def loads(data: bytes) -> object:
    """The document in `data` (UTF-8, a byte order mark is allowed); numbers arrive as int or Decimal.

    Raises DocumentRefused with all findings, at most 100: json.malformed, json.duplicate_key, json.not_a_number,
    json.too_deep, json.bad_utf8, json.bad_unicode, json.number_too_long, json.too_many_values.
    """
    # Counted in the bytes, before anything is built: separators inside texts count too, which the limit has room for.
    if sum(map(data.count, (b",", b"[", b"{"))) > VALUES_MAX:
        message = f"more than {VALUES_MAX:,} values in one document; send several smaller ones"
        raise _refused("json.too_many_values", message)
    suspects: list[object] = []
    document = _parsed(_decoded(data), suspects)
    if _is_too_deep(document):
        raise _refused("json.too_deep", _TOO_DEEP)
    if suspects or _HALF_PAIR.search(data):
        problems = list(islice(_findings(document, ()), _FINDINGS_MAX))
        if problems:
            raise DocumentRefused(problems)
    return document


def dumps(value: object) -> str:
    """`value` as JSON text; NaN and Infinity are errors of the caller."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused("json.bad_utf8", f"not UTF-8 at byte {error.start + 1}; send JSON encoded as UTF-8") from None


def _parsed(text: str, suspects: list[object]) -> object:
    """The tree of `text`. What must be refused is marked in it and counted in `suspects`."""
    try:
        return _decode(text, suspects, Decimal, None)
    except (json.JSONDecodeError, RecursionError) as error:
        raise _unreadable(error) from None
    except (ValueError, InvalidOperation):
        # An integer or an exponent beyond Python's limits: rare enough to read again with readers that mark the place.
        suspects.append(_TOO_LONG)
    try:
        return _decode(text, suspects, _marking(Decimal), _marking(int))
    except (json.JSONDecodeError, RecursionError) as error:
        raise _unreadable(error) from None


def _decode(
    text: str,
    suspects: list[object],
    parse_float: Callable[[str], object],
    parse_int: Callable[[str], object] | None,
) -> object:
    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        plain = dict(pairs)
        if len(plain) == len(pairs):
            return plain
        marked = _DuplicateKeys(plain)
        marked.twice = _repeated([key for key, _ in pairs])
        suspects.append(marked)
        return marked

    def constant(_name: str) -> _Marker:
        suspects.append(_CONSTANT)
        return _CONSTANT

    return json.loads(
        text, parse_float=parse_float, parse_int=parse_int, parse_constant=constant, object_pairs_hook=unique
    )


def _marking(read: Callable[[str], object]) -> Callable[[str], object]:
    def read_or_mark(text: str) -> object:
        try:
            return read(text)
        except (ValueError, InvalidOperation):
            return _TOO_LONG

    return read_or_mark


def _repeated(keys: list[str]) -> tuple[str, ...]:
    once: set[str] = set()
    twice: dict[str, None] = {}
    for key in keys:
        if key in once:
            twice[key] = None
        once.add(key)
    return tuple(twice)


def _is_too_deep(document: object) -> bool:
    level = [document] if isinstance(document, dict | list) else []
    for _ in range(DEPTH_MAX):
        level = [
            child
            for node in level
            for child in (node.values() if isinstance(node, dict) else node)
            if isinstance(child, _CONTAINERS)
        ]
    return bool(level)


def _findings(node: object, path: tuple[object, ...]) -> Iterator[Problem]:
    """Every marker and every broken text under `node`; the depth is known to be bounded."""
    if isinstance(node, _Marker):
        yield _problem(node.code, path, node.message)
    elif isinstance(node, str):
        yield from _half_pairs(node, path)
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from _findings(child, (*path, index))
    elif isinstance(node, dict):
        if isinstance(node, _DuplicateKeys):
            for key in node.twice:
                yield _problem("json.duplicate_key", (*path, key), "this key stands twice in one object; keep one")
        for key, child in node.items():
            yield from _half_pairs(key, path)
            yield from _findings(child, (*path, key))


def _half_pairs(text: str, path: tuple[object, ...]) -> Iterator[Problem]:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        yield _problem("json.bad_unicode", path, "half of a surrogate pair alone is not Unicode text")


def _problem(code: str, path: tuple[object, ...], message: str) -> Problem:
    """A finding whose path can be written in UTF-8 even where the document's own keys cannot."""
    return Problem(code, pointer(*path).encode("utf-8", "backslashreplace").decode("utf-8"), message)


def _unreadable(error: json.JSONDecodeError | RecursionError) -> DocumentRefused:
    if isinstance(error, RecursionError):
        return _refused("json.too_deep", _TOO_DEEP)
    # Python ends some of its reasons with "at", expecting a position after them.
    reason = error.msg.lower().removesuffix(" at").removesuffix(" starting")
    return _refused("json.malformed", f"not JSON at line {error.lineno}, column {error.colno}: {reason}")


def _refused(code: str, message: str) -> DocumentRefused:
    return DocumentRefused(Problem(code, "", message))
