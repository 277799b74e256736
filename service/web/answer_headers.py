"""Headers that inner layers want on the answer, whoever writes it in the end."""

from collections.abc import Mapping
from typing import Final

from starlette.types import Scope

_PLACE: Final = "answer_headers"


def add_answer_headers(scope: Scope, headers: Mapping[str, str]) -> None:
    """Keeps headers with the request until its answer goes out."""
    scope["state"].setdefault(_PLACE, {}).update(headers)


def answer_headers_of(scope: Scope) -> Mapping[str, str]:
    """What was added so far."""
    found: Mapping[str, str] = scope["state"].get(_PLACE, {})
    return found
