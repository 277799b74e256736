"""Errors as RFC 9457 problem documents: one table from code to status, one place that writes them."""

from collections.abc import Mapping, Sequence
from typing import Final

from starlette.responses import Response
from starlette.types import Scope

from rules import Problem
from service.web.json_text import json_bytes
from service.web.request_id import request_id_of

MEDIA_TYPE: Final = "application/problem+json"
_TYPE_PREFIX: Final = "urn:bonus:problem:"
_ERRORS_SHOWN_MAX: Final = 1_000

# Every other code, those of plans and calls among them, is about content that was understood and refused.
_STATUS_OTHERWISE: Final = 422
_STATUS: Final[Mapping[str, int]] = {
    "body.empty": 400,
    "json.malformed": 400,
    "json.bad_utf8": 400,
    "key.missing": 401,
    "key.refused": 401,
    "route.not_found": 404,
    "plan.not_found": 404,
    "route.method_not_allowed": 405,
    "body.too_large": 413,
    "body.media_type": 415,
    "body.content_coding": 415,
    "service.fault": 500,
}
TITLES: Final[Mapping[int, str]] = {
    400: "The request cannot be read",
    401: "A valid key is needed",
    404: "Not found",
    405: "Method not allowed",
    413: "The body is too large",
    415: "The media type is not supported",
    422: "The content was refused",
    500: "The service failed",
}
_OTHER_TITLE: Final = "The request was refused"


def status_of(code: str) -> int:
    """The HTTP status that goes with a problem code."""
    return _STATUS.get(code, _STATUS_OTHERWISE)


def problem_response(
    scope: Scope,
    problems: Sequence[Problem],
    *,
    status: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer for one or more problems; code, detail and, unless given, status are those of the first."""
    found = status_of(problems[0].code) if status is None else status
    document = problem_document(problems, found, request_id_of(scope))
    shown = {"Cache-Control": "no-store", **(headers or {})}
    return Response(json_bytes(document), status_code=found, headers=shown, media_type=MEDIA_TYPE)


def problem_document(problems: Sequence[Problem], status: int, request_id: str) -> dict[str, object]:
    """The document itself, in the shape of `ProblemDocument`."""
    first = problems[0]
    return {
        "type": _TYPE_PREFIX + first.code,
        "title": TITLES.get(status, _OTHER_TITLE),
        "status": status,
        "detail": _detail(problems),
        "code": first.code,
        "request_id": request_id,
        "errors": [problem.to_json() for problem in problems[:_ERRORS_SHOWN_MAX]],
    }


def _detail(problems: Sequence[Problem]) -> str:
    more = len(problems) - 1
    return problems[0].message if more == 0 else f"{problems[0].message} (and {more:,} more)"
