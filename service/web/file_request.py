"""Requests whose body is a file: a table as CSV or as a workbook, told apart by the declared media type."""

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from fastapi import Depends, Request

from rules import Problem
from service.errors import RequestRefused
from service.web.exact_request import BodyRefused, ExactRoute, has_body, media_of, refuse_packed

CSV_MEDIA: Final = "text/csv"
XLSX_MEDIA: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FileKind = Literal["csv", "xlsx"]

_KINDS: Final[dict[str, FileKind]] = {CSV_MEDIA: "csv", XLSX_MEDIA: "xlsx"}
_OTHER_MEDIA: Final = f"Send the file as the body, with Content-Type: {CSV_MEDIA} or {XLSX_MEDIA}."
_OTHER_CHARSET: Final = "The charset of the media type is not the encoding that the query states (utf-8 without one)."


@dataclass(frozen=True, slots=True)
class SentFile:
    """The body of a request as it was sent, and what it is declared to be."""

    content: bytes
    kind: FileKind


class FileRoute(ExactRoute):
    """A route whose body is a file."""

    def refuse_other_media(self, request: Request) -> None:
        """Raises RequestRefused for a body that is declared as neither CSV nor a workbook."""
        if not has_body(request):
            return
        if media_of(request).get_content_type() not in _KINDS:
            raise RequestRefused(Problem("body.media_type", "", _OTHER_MEDIA))
        _refuse_other_charset(request)
        refuse_packed(request)


async def _sent_file(request: Request) -> SentFile:
    content = await request.body()
    if not content:
        raise BodyRefused((Problem("body.empty", "", _OTHER_MEDIA),))
    return SentFile(content, _KINDS[media_of(request).get_content_type()])


FileBody = Annotated[SentFile, Depends(_sent_file)]
"""The whole body of a request to a `FileRoute`."""


def file_body(what: str, examples: Mapping[str, str]) -> dict[str, Any]:
    """The `openapi_extra` of a route that takes a file; `what` says what is in it.

    `examples` maps a sentence about each example to its CSV text; the tests send every one of them.
    """
    listed = {title.lower().replace(" ", "_"): {"summary": title, "value": text} for title, text in examples.items()}
    text = {"schema": {"type": "string"}, "examples": listed}
    book = {"schema": {"type": "string", "format": "binary"}}
    return {
        "requestBody": {"required": True, "description": what, "content": {CSV_MEDIA: text, XLSX_MEDIA: book}},
    }


def _refuse_other_charset(request: Request) -> None:
    """What a charset and the query say of the encoding must agree; one of them is enough."""
    charset = media_of(request).get_content_charset()
    if charset is not None and _codec(charset) != _codec(request.query_params.get("encoding", "utf-8")):
        raise RequestRefused(Problem("body.media_type", "", _OTHER_CHARSET))


def _codec(name: str) -> str:
    """One name for all spellings of an encoding; ASCII is UTF-8 too."""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return name
    return "utf-8" if found == "ascii" else found
