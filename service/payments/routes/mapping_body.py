"""Reading a layout as it was sent."""

from typing import Final

from pydantic import ValidationError

from rules import Problem
from service.errors import RequestRefused
from service.payments.schemas.mappings import (
    AdpMapping,
    GustoMapping,
    LodasMapping,
    Mapping,
    SapMapping,
    TableMapping,
)
from service.web.exact_request import JsonObject
from service.web.problem_handlers import body_problems

_KINDS: Final[dict[str, type[Mapping]]] = {
    "table": TableMapping,
    "adp": AdpMapping,
    "gusto": GustoMapping,
    "datev_lodas": LodasMapping,
    "sap_0015": SapMapping,
}


def read_mapping(body: JsonObject) -> Mapping:
    """The layout of its kind; raises RequestRefused with everything that is wrong."""
    kind = body.get("kind")
    shape = _KINDS.get(kind) if isinstance(kind, str) else None
    if shape is None:
        message = f"Say which kind of file this lays out: {', '.join(_KINDS)}."
        raise RequestRefused(Problem("request.bad_value", "/kind", message))
    try:
        return shape.model_validate(body)
    except ValidationError as refused:
        raise RequestRefused(body_problems(refused)) from None
