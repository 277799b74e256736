"""Validation errors turned into problems that say what to do, in the words of the document."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from rules.formula.suggestions import nearest
from rules.plan.part import DocumentPart
from rules.plan.places import Place, locate, names_of, tags_of
from rules.problems import Problem

PROBLEMS_MAX = 1000
"""More findings than this are answered with the first ones and a note."""

_EDGE_HINT = (
    "A band or row has no upper edge of its own: it ends where the next one begins. Give every later "
    'band its "from" and leave this key out.'
)
_HINTS: dict[str, str] = {"to": _EDGE_HINT, "until": _EDGE_HINT, "upto": _EDGE_HINT, "up_to": _EDGE_HINT}
_BANDED = {"Band", "MarginalRow", "WholeRow", "StepRow", "CurveStep"}

_WRONG_TYPE: dict[str, str] = {
    "model_type": 'An object is expected here: {"key": value, …}.',
    "model_attributes_type": 'An object is expected here: {"key": value, …}.',
    "dict_type": 'An object is expected here: {"key": value, …}.',
    "mapping_type": 'An object is expected here: {"key": value, …}.',
    "tuple_type": "A list is expected here: [ … ].",
    "list_type": "A list is expected here: [ … ].",
    "bool_type": "true or false is expected here, without quotes.",
}


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint at the most similar known word; empty where none is similar."""
    close = nearest(word, sorted(known))
    return "" if close is None else f' Did you mean "{close}"?'


def shape_problems(error: ValidationError, document: type[DocumentPart]) -> list[Problem]:
    """Every finding of one validation of such a document, in its order, at most `PROBLEMS_MAX`."""
    details = error.errors(include_url=False, include_input=True)
    found = [_problem(detail, locate(detail["loc"], document)) for detail in details[:PROBLEMS_MAX]]
    if len(details) > PROBLEMS_MAX:
        found.append(
            Problem(
                "plan.too_many_problems",
                "",
                f"There are {len(details)} problems; mend the first ones and try again.",
            )
        )
    return found


def _problem(detail: ErrorDetails, place: Place) -> Problem:
    kind = detail["type"]
    context = detail.get("ctx", {})
    if kind == "plan_problem":
        return Problem(context["code"], place.path, context["text"])
    if kind in _WRONG_TYPE:
        return Problem("plan.wrong_type", place.path, _WRONG_TYPE[kind])
    if kind in _WRITERS:
        return _WRITERS[kind](place, detail)
    return Problem("plan.invalid", place.path, "This value does not fit here; the plan's JSON Schema shows what does.")


def _unknown_key(place: Place, detail: ErrorDetails) -> Problem:
    key = str(place.steps[-1])
    known = names_of(place.holder) if place.holder else {}
    if key in _HINTS and place.holder and place.holder.__name__ in _BANDED:
        message = _HINTS[key]
    elif "(" in key or ")" in key:
        message = "This looks like the rest of a formula: a comma ends it inside { }, so put the formula in quotes."
    elif hint := did_you_mean(key, known):
        message = f"This key is not known here.{hint}"
    else:
        message = f"This key is not known here. Known are: {', '.join(known)}."
    return Problem("plan.unknown_key", place.path, message)


def _missing_key(place: Place, detail: ErrorDetails) -> Problem:
    key = str(place.steps[-1])
    meaning = names_of(place.holder).get(key, "") if place.holder else ""
    return Problem("plan.missing_key", place.path, f'The key "{key}" is missing; add it. {meaning}'.rstrip())


def _missing_kind(place: Place, detail: ErrorDetails) -> Problem:
    kinds = _listed(tags_of(place.annotation))
    given = detail["input"]
    if not isinstance(given, dict):
        return Problem("plan.wrong_type", place.path, 'An object is expected here: {"kind": …}.')
    if "kind" in given:
        return Problem("plan.wrong_type", place.child("kind"), f"The kind is one of {kinds}, in quotes.")
    return Problem("plan.missing_key", place.child("kind"), f'The key "kind" is missing; add it: one of {kinds}.')


def _unknown_kind(place: Place, detail: ErrorDetails) -> Problem:
    kinds = tags_of(place.annotation)
    given = str(detail["input"].get("kind", ""))
    return Problem(
        "plan.unknown_kind",
        place.child("kind"),
        f"There is no such kind here; it is one of {_listed(kinds)}.{did_you_mean(given, kinds)}",
    )


def _choice(place: Place, detail: ErrorDetails) -> Problem:
    given = detail["input"]
    choices = re.findall(r"'([^']*)'", str(detail.get("ctx", {}).get("expected", "")))
    if place.steps == ("schema",):
        return Problem("plan.schema", place.path, f'This engine reads documents of schema "{choices[0]}" here.')
    hint = did_you_mean(given, choices) if isinstance(given, str) else ""
    if given == "group" and "team" in choices:
        hint = ' A group\'s values have the scope "team".'
    return Problem("plan.choice", place.path, f"One of {_listed(choices)} is expected here.{hint}")


def _too_short(place: Place, detail: ErrorDetails) -> Problem:
    return Problem("plan.empty", place.path, "At least one entry is needed here; add it or leave the key out.")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)


_WRITERS: dict[str, Callable[[Place, Any], Problem]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing_key,
    "union_tag_not_found": _missing_kind,
    "union_tag_invalid": _unknown_kind,
    "literal_error": _choice,
    "too_short": _too_short,
}
