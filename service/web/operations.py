"""What every operation states about itself for openapi.json."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

from rules import Problem
from service.web.problems import MEDIA_TYPE, TITLES, problem_document
from service.web.wire import COMPONENT

Example = Mapping[str, object]

_PROBLEMS: Final[Mapping[int, Problem]] = {
    400: Problem("json.malformed", "", "not JSON at line 3, column 12: expecting value"),
    401: Problem("key.missing", "", "Send the key in one header: Authorization: Bearer, a space, the key."),
    404: Problem("plan.not_found", "path key", "No shipped plan has this key; GET /v1/catalog lists them."),
    413: Problem("body.too_large", "", "The body is larger than this operation accepts; send it in smaller parts."),
    415: Problem("body.media_type", "", "Send UTF-8 JSON with Content-Type: application/json."),
    422: Problem("query.unknown_parameter", "query page", "This operation has no such parameter; remove it."),
    500: Problem("service.fault", "", "Something failed inside the service; nothing was changed."),
}
"""One problem of each status, for the description."""
_REQUEST_ID: Final = "0f8fad5bd9cb469fa16570867728950e"


def problem_answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route for its error statuses; 401 and 500 can happen anywhere."""
    return {
        status: {"description": TITLES[status], "content": {MEDIA_TYPE: _shown(status)}}
        for status in sorted({401, 500, *statuses})
    }


def _shown(status: int) -> dict[str, Any]:
    example = problem_document([_PROBLEMS[status]], status, _REQUEST_ID)
    return {"schema": {COMPONENT: "ProblemDocument"}, "example": example}


def json_body(shape: type[BaseModel] | str, examples: Mapping[str, Example]) -> dict[str, Any]:
    """The `openapi_extra` of a route that reads its body as it was sent; `shape` is a model or a component.

    `examples` maps a sentence about each example to its body; the tests send every one of them.
    """
    name = shape if isinstance(shape, str) else shape.__name__
    listed = {title.lower().replace(" ", "_"): {"summary": title, "value": value} for title, value in examples.items()}
    media = {"schema": {COMPONENT: name}, "examples": listed}
    return {"requestBody": {"required": True, "content": {"application/json": media}}}
