"""The one answer that shows a key's text."""

from collections.abc import Callable

from fastapi import Response

from service.access.stored import Store
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.work import Work


def new_key_answer(
    stored: Store,
    operation: str,
    make: Callable[[Work], tuple[str, str]],
    show: Callable[[Work, str], dict[str, object]],
) -> Response:
    """Make a key once and show it with its text; a repeated request shows it without, because nobody knows it."""
    texts: list[str] = []

    def effect(work: Work) -> str:
        key_id, text = make(work)
        texts[:] = [text]
        return key_id

    made = stored.create(operation, effect, show)
    shown = {**made.shown, "key": None if made.replayed else texts[0]}
    return JsonAnswer(json_bytes(shown), status=201, headers=made.headers)
