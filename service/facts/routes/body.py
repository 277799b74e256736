"""Bodies of facts: a JSON object with a list, or one object a line (NDJSON)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from rules import Problem, pointer
from service.errors import RequestRefused
from service.facts.examples import NDJSON, SEND
from service.files.exact_json import DocumentRefused, loads
from service.web.exact_request import BodyRefused, ExactRoute, has_body, media_of, refuse_packed
from service.web.operations import listed
from service.web.wire import COMPONENT

NDJSON_MEDIA: Final = "application/x-ndjson"
_SHAPE: Final = 'the body is an object with a list: {"facts": [ … ]}'


@dataclass(frozen=True, slots=True)
class SentList:
    """What should be facts, and the pointer to the list that they are in."""

    facts: Sequence[object]
    base: str


class FactsRoute(ExactRoute):
    """A route whose body is JSON or NDJSON."""

    def refuse_other_media(self, request: Request) -> None:
        """Raises RequestRefused for a body that is declared as neither."""
        media = media_of(request)
        if not has_body(request) or media.get_content_type() != NDJSON_MEDIA:
            super().refuse_other_media(request)
        elif media.get_content_charset("utf-8") not in {"utf-8", "utf8", "us-ascii"}:
            message = f"Send UTF-8 with Content-Type: application/json or {NDJSON_MEDIA}."
            raise RequestRefused(Problem("body.media_type", "", message))
        else:
            refuse_packed(request)


async def _sent_list(request: Request) -> SentList:
    if media_of(request).get_content_type() == NDJSON_MEDIA:
        return await _lines(request)
    document = await request.json()
    if not isinstance(document, dict) or not isinstance(document.get("facts"), list):
        raise BodyRefused((Problem("facts.shape", "/facts", _SHAPE),))
    unknown = sorted(document.keys() - {"facts"})
    if unknown:
        raise RequestRefused([Problem("request.unknown_key", pointer(name), _SHAPE) for name in unknown])
    return SentList(document["facts"], "/facts")


async def _lines(request: Request) -> SentList:
    """Each line as one fact: read as one list, so that lines are as cheap as JSON."""
    body = (await request.body()).rstrip()
    if not body:
        raise BodyRefused((Problem("body.empty", "", "Send one JSON object a line as the body."),))
    lines = body.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    try:
        facts = await run_in_threadpool(loads, b"[" + b",\n".join(lines) + b"]")
    except DocumentRefused as refused:
        raise BodyRefused(tuple(refused.problems)) from None
    if not isinstance(facts, list) or len(facts) != len(lines):
        raise BodyRefused((Problem("facts.shape", "", "every line is one JSON object, with nothing between them"),))
    return SentList(facts, "")


FactsBody = Annotated[SentList, Depends(_sent_list)]
"""The facts of a request, unread."""


def facts_body() -> dict[str, Any]:
    """The `openapi_extra` of a route that takes facts."""
    content = {
        "application/json": {"schema": {COMPONENT: "FactsIn"}, "examples": listed(SEND)},
        NDJSON_MEDIA: {
            "schema": {"type": "string"},
            "examples": {"two_facts": {"summary": "Two facts, a line each", "value": NDJSON}},
        },
    }
    return {"requestBody": {"required": True, "content": content}}
