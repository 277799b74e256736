"""What every operation states about itself for openapi.json."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from pydantic import BaseModel

from rules import Problem
from service.web.problems import MEDIA_TYPE, TITLES, problem_document
from service.web.wire import COMPONENT

Example = Mapping[str, object]

_PROBLEMS: Final[Mapping[int, Problem]] = {
    400: Problem("json.malformed", "", "not JSON at line 3, column 12: expecting value"),
    401: Problem("key.missing", "", "Send the key in one header: Authorization: Bearer, a space, the key."),
    403: Problem("key.scope_missing", "", "This key lacks the scope plans:write; ask whoever gives out keys."),
    404: Problem("plan.not_found", "path key", "No shipped plan has this key; GET /v1/catalog lists them."),
    409: Problem("approval.own_request", "", "Another person must decide this: nobody approves their own request."),
    410: Problem("export.erased", "path export", "This file was erased with somebody whom it named."),
    412: Problem("draft.changed", "header If-Match", "The draft was changed meanwhile; read it again, then change it."),
    413: Problem("body.too_large", "", "The body is larger than this operation accepts; send it in smaller parts."),
    415: Problem("body.media_type", "", "Send UTF-8 JSON with Content-Type: application/json."),
    422: Problem("query.unknown_parameter", "query page", "This operation has no such parameter; remove it."),
    428: Problem("draft.if_match_missing", "header If-Match", "Send the ETag of the draft that you read as If-Match."),
    429: Problem("limit.too_many_requests", "", "Too many requests; wait as long as Retry-After says."),
    500: Problem("service.fault", "", "Something failed inside the service; nothing was changed."),
    503: Problem("store.busy", "", "Others are changing the same; nothing was changed. Try again in a moment."),
}
"""One problem of each status, for the description."""
_ANYWHERE: Final = frozenset({401, 403, 429, 500, 503})
"""What every operation of `/v1` may answer: the key is looked up, narrowed and counted before the operation starts."""
_HEADERS: Final[Mapping[int, Mapping[str, str]]] = {
    401: {"WWW-Authenticate": "How to authenticate."},
    429: {"Retry-After": "After how many seconds the next request will be answered."},
    503: {"Retry-After": "After how many seconds to try again."},
}
_REQUEST_ID: Final = "0f8fad5bd9cb469fa16570867728950e"


def problem_answers(
    *statuses: int, shown: Mapping[int, Problem] = MappingProxyType({})
) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route for its error statuses, with those that can happen anywhere under `/v1`.

    `shown` are problems of this operation for the examples, by status, where the general ones would mislead.
    """
    return {
        status: _described(status, shown.get(status, _PROBLEMS[status])) for status in sorted(_ANYWHERE.union(statuses))
    }


def _described(status: int, problem: Problem) -> dict[str, Any]:
    example = problem_document([problem], status, _REQUEST_ID)
    media = {"schema": {COMPONENT: "ProblemDocument"}, "example": example}
    described: dict[str, Any] = {"description": TITLES[status], "content": {MEDIA_TYPE: media}}
    headers = _HEADERS.get(status, {})
    if headers:
        described["headers"] = {
            name: {"description": text, "schema": {"type": "string"}} for name, text in headers.items()
        }
    return described


def json_body(shape: type[BaseModel] | str, examples: Mapping[str, Example]) -> dict[str, Any]:
    """The `openapi_extra` of a route that reads its body as it was sent; `shape` is a model or a component.

    `examples` maps a sentence about each example to its body; the tests send every one of them.
    """
    name = shape if isinstance(shape, str) else shape.__name__
    media = {"schema": {COMPONENT: name}, "examples": listed(examples)}
    return {"requestBody": {"required": True, "content": {"application/json": media}}}


def listed(examples: Mapping[str, Example]) -> dict[str, Any]:
    """Examples of a body as the description lists them: the `openapi_examples` of a body that is a model."""
    return {title.lower().replace(" ", "_"): {"summary": title, "value": value} for title, value in examples.items()}
