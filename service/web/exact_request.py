"""Reading requests exactly: numbers from their own text, no unknown query parameter, no other media type."""

import email.message
import re
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import Depends, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from rules import Problem
from service.errors import RequestRefused
from service.files.exact_json import DocumentRefused, loads
from service.web.problems import status_of

_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,47}")
_UTF8_NAMES: Final = frozenset({"utf-8", "utf8", "us-ascii"})


class BodyRefused(HTTPException):
    """A body that is not the JSON it should be; an HTTPException, as FastAPI hides every other kind."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(status_of(problems[0].code))
        self.problems = problems


class ExactRequest(Request):
    """A request whose JSON keeps every number as written and refuses what JSON leaves ambiguous."""

    async def json(self) -> Any:
        """The document of the body; raises `BodyRefused`. Parsed in a thread: 32 MiB take half a second."""
        if not hasattr(self, "_exact"):
            body = await self.body()
            if not body.strip():
                raise BodyRefused((Problem("body.empty", "", "Send a JSON document as the body."),))
            try:
                self._exact = await run_in_threadpool(loads, body)
            except DocumentRefused as refused:
                raise BodyRefused(tuple(refused.problems)) from None
        return self._exact


class ExactRoute(APIRoute):
    """A route that reads its requests exactly."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's own handler behind the checks that need no body."""
        answer = super().get_route_handler()
        known = frozenset(_query_names(self.dependant))

        async def read_exactly(request: Request) -> Response:
            _refuse_unknown_query(request, known)
            self.refuse_other_media(request)
            return await answer(ExactRequest(request.scope, request.receive))

        return read_exactly

    def refuse_other_media(self, request: Request) -> None:
        """Raises RequestRefused for a body that is declared as anything but JSON; without a body nothing is asked."""
        if not has_body(request):
            return
        media = media_of(request)
        subtype = media.get_content_subtype()
        is_json = media.get_content_maintype() == "application" and (subtype == "json" or subtype.endswith("+json"))
        if not is_json or media.get_content_charset("utf-8") not in _UTF8_NAMES:
            raise RequestRefused(Problem("body.media_type", "", "Send UTF-8 JSON with Content-Type: application/json."))
        refuse_packed(request)


def has_body(request: Request) -> bool:
    """Whether the request says that it has a body."""
    return request.headers.get("content-length") not in {None, "0"} or "transfer-encoding" in request.headers


def media_of(request: Request) -> email.message.Message:
    """The declared media type with its parameters."""
    media = email.message.Message()
    media["content-type"] = request.headers.get("content-type", "")
    return media


def refuse_packed(request: Request) -> None:
    """Raises RequestRefused for a body that has to be unpacked first."""
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise RequestRefused(Problem("body.content_coding", "", "Send the body as it is, without a Content-Encoding."))


async def _json_object(request: Request) -> dict[str, object]:
    document = await request.json()
    if not isinstance(document, dict):
        raise BodyRefused((Problem("body.not_object", "", "The body must be a JSON object: { … }."),))
    return document


JsonObject = Annotated[dict[str, object], Depends(_json_object)]
"""The whole body of a request as it was sent: strings, ints, Decimals, booleans, None, lists and dicts."""


@dataclass(frozen=True, slots=True)
class SentDocument:
    """A document and the very text in which it was sent."""

    content: dict[str, object]
    text: str


async def _sent_document(request: Request, content: JsonObject) -> SentDocument:
    return SentDocument(content, (await request.body()).decode("utf-8-sig"))


JsonDocument = Annotated[SentDocument, Depends(_sent_document)]
"""The whole body of a request, to be kept as it was sent."""


def _query_names(dependant: Dependant) -> Iterator[str]:
    for parameter in dependant.query_params:
        yield parameter.alias
    for part in dependant.dependencies:
        yield from _query_names(part)


def _refuse_unknown_query(request: Request, known: frozenset[str]) -> None:
    names = [name for name, _ in request.query_params.multi_items()]
    problems = [
        Problem("query.unknown_parameter", _query_path(name), "This operation has no such parameter; remove it.")
        for name in sorted(set(names) - known)
    ]
    problems += [
        Problem("query.repeated_parameter", _query_path(name), "Give this parameter once.")
        for name in sorted(known)
        if names.count(name) > 1
    ]
    if problems:
        raise RequestRefused(problems)


def _query_path(name: str) -> str:
    """Where the parameter stands; its name only if it can hardly be a value put in the wrong place."""
    return f"query {name}" if _PLAIN_NAME.fullmatch(name) else "query"
