"""What the routes about people share: routers, and answers, each read of pay with its line in the log."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from fastapi import APIRouter, Response

from service.access.stored import Store
from service.participants.use_cases.views import Shown
from service.web.body_limits import BODY_BYTES_MAX
from service.web.conditions import etag
from service.web.exact_request import ExactRoute
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.work import Work, record_reading

CREATED: Final = 201


def router_at(prefix: str, *, body_bytes_max: int = BODY_BYTES_MAX, **options: Any) -> APIRouter:
    """A router of operations about people."""
    return APIRouter(prefix=prefix, tags=["people"], route_class=ExactRoute, max_body_size=body_bytes_max, **options)


def answered(stored: Store, operation: str, question: Callable[[Work], Shown]) -> Response:
    """What a question shows; that somebody read pay is written down before the answer leaves."""
    shown = stored.read(question)
    if shown.pay_of:
        stored.write(lambda work: record_reading(work, operation, shown.subject, shown.pay_of))
    return answer(shown)


def logged(work: Work, operation: str, shown: Shown) -> Shown:
    """The same; what it shows of pay goes to the log in the same work."""
    if shown.pay_of:
        record_reading(work, operation, shown.subject, shown.pay_of)
    return shown


def answer(shown: Shown, headers: Mapping[str, str] | None = None, status: int = 200) -> Response:
    """The answer itself, with the ETag of what it shows if that has one."""
    found = JsonAnswer(json_bytes(shown.body))
    found.status_code = status
    tag = {} if shown.content_hash is None else etag(shown.content_hash)
    found.headers.update({**tag, **(headers or {})})
    return found
