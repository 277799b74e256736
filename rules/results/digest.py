"""Results as they are stored: the document with its exact values, its one text, and what identifies what it says."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from rules.problems import Problem
from rules.results.batch import ResultBatch
from rules.results.pieces import canonical, codes_of

SEMANTICS: Final = 1
"""What the same plan and input come to. A change of the engine that alters what anybody is paid raises it."""

_WORDED: Final = ("reasons", "warnings", "problems")
_MESSAGE: Final = '"message":'


def stored_result(batch: ResultBatch, row: int) -> dict[str, Any]:
    """One participant's result without id and trace, and with `exact`: by the place of every shown number that does
    not end within 12 places its reduced fraction."""
    result = batch.result(row)
    del result["id"], result["trace"]
    result["exact"] = batch.exact(row, result)
    return result


def refused_result(problems: Iterable[Problem]) -> dict[str, Any]:
    """The document of a participant whose call was refused as a whole: blocked by what is wrong with it."""
    nothing: dict[str, Any] = dict.fromkeys(("coefficient", "rating", "payout", "total", "payee"))
    lists = ("reasons", "kpis", "gates", "components", "warnings", "segments")
    empty: dict[str, Any] = {key: [] for key in lists} | {
        key: {} for key in ("scales", "values", "pools", "balances", "instalments", "exact")
    }
    return nothing | empty | {"outcome": "blocked", "problems": [problem.to_json() for problem in problems]}


def stored_text(document: Mapping[str, Any]) -> str:
    """The one text of a stored document: keys in order, no spaces."""
    return canonical(document)


def result_digest(text: str, semantics: int = SEMANTICS) -> str:
    """SHA-256 of what a stored document says, given as its one text: exact values, outcome, codes and amounts.

    The words of messages are not in it, so that a better wording is no other result.
    """
    return _digest(json.loads(text, parse_float=Decimal) if _MESSAGE in text else None, text, semantics)


def text_and_digest(document: Mapping[str, Any]) -> tuple[str, str]:
    """The one text of a stored document, and its digest."""
    text = stored_text(document)
    return text, _digest(document, text, SEMANTICS)


def _digest(document: Mapping[str, Any] | None, text: str, semantics: int) -> str:
    said = stored_text(_without_words(document)) if document is not None and _MESSAGE in text else text
    return digest_of_said(said, semantics)


def digest_of_said(said: str, semantics: int = SEMANTICS) -> str:
    """The digest of a stored document, given its one text without the words of messages."""
    return hashlib.sha256(f"{semantics}\n{said}".encode("utf-8", "surrogatepass")).hexdigest()


def _without_words(document: Mapping[str, Any]) -> dict[str, Any]:
    """The same with only code and path of every finding: of the result, its components and its segments."""
    said = {**document, **{key: codes_of(document[key]) for key in _WORDED if key in document}}
    if "components" in document:
        said["components"] = [{**line, "reasons": codes_of(line["reasons"])} for line in document["components"]]
    if "segments" in document:
        said["segments"] = [_without_words(segment) for segment in document["segments"]]
    return said
