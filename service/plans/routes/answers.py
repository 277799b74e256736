"""Answers about drafts and versions: their JSON with the headers that go with it."""

from collections.abc import Mapping
from typing import Final

from fastapi import Response

from service.access.stored import Created
from service.plans.repository.drafts import Draft
from service.plans.use_cases.shown import Shown, shown_draft
from service.web.conditions import etag
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes

__all__ = ["CREATED", "OK", "Shown", "answered", "drafted", "made"]

CREATED: Final = 201
OK: Final = 200


def answered(shown: Shown, status: int = OK, headers: Mapping[str, str] | None = None) -> Response:
    """What is shown, with a status and more headers."""
    answer = JsonAnswer(json_bytes(shown))
    answer.status_code = status
    answer.headers.update(headers or {})
    return answer


def made(created: Created[Shown], status: int = CREATED) -> Response:
    """What was made, now or by an earlier request with the same key."""
    return answered(created.shown, status, created.headers)


def drafted(draft: Draft, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """A draft without its document, with its ETag."""
    return answered(shown_draft(draft), status, {**etag(draft.content_hash), **(headers or {})})
