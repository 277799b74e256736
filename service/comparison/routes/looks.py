"""Answers about pay: every look at somebody's is written down before the answer leaves."""

from fastapi import Response

from service.access.stored import Store
from service.comparison.use_cases.everybody import Shown
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.work import record_reading


def written_down(stored: Store, operation: str, found: Shown) -> Response:
    """The answer, once it is written down how many people's pay is in it."""
    if found.people:
        stored.write(lambda work: record_reading(work, operation, found.subject, found.people))
    return JsonAnswer(json_bytes(found.answer))
