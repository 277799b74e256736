"""What every operation states about itself for openapi.json."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from service.web.problems import MEDIA_TYPE, TITLES
from service.web.wire import COMPONENT

Example = Mapping[str, object]


def problem_answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route for its error statuses; 401 and 500 can happen anywhere."""
    schema = {COMPONENT: "ProblemDocument"}
    return {
        status: {"description": TITLES[status], "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in sorted({401, 500, *statuses})
    }


def json_body(shape: type[BaseModel] | str, examples: Mapping[str, Example]) -> dict[str, Any]:
    """The `openapi_extra` of a route that reads its body as it was sent; `shape` is a model or a component.

    `examples` maps a sentence about each example to its body; the tests send every one of them.
    """
    name = shape if isinstance(shape, str) else shape.__name__
    listed = {title.lower().replace(" ", "_"): {"summary": title, "value": value} for title, value in examples.items()}
    media = {"schema": {COMPONENT: name}, "examples": listed}
    return {"requestBody": {"required": True, "content": {"application/json": media}}}
