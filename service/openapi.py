"""openapi.json: FastAPI's description of the routes, with the schemas that it cannot see from them."""

import json
from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from rules import kpi_json_schema, plan_json_schema
from service.calculate.schemas import CalculateCall, PlanReference
from service.facts.schemas.sending import FactsIn
from service.formulas.schemas import FormulaCheckCall
from service.participants.schemas.assignments import AssignmentChangeIn, AssignmentIn
from service.participants.schemas.people import EraseIn, ParticipantChangeIn, ParticipantIn, ParticipantsIn
from service.payments.schemas.mappings import AdpMapping, GustoMapping, LodasMapping, SapMapping, TableMapping
from service.plans.schemas import PlanCheckCall
from service.web.wire import COMPONENT, ProblemDocument

_PLACE: Final = "#/components/schemas/"
_PLAN_PART: Final = "#/$defs/"
_MAPPINGS: Final[tuple[type[BaseModel], ...]] = (TableMapping, AdpMapping, GustoMapping, LodasMapping, SapMapping)
_SHAPES: Final[tuple[type[BaseModel], ...]] = (
    CalculateCall,
    FormulaCheckCall,
    PlanCheckCall,
    PlanReference,
    ProblemDocument,
    AssignmentChangeIn,
    AssignmentIn,
    EraseIn,
    FactsIn,
    ParticipantChangeIn,
    ParticipantIn,
    ParticipantsIn,
    *_MAPPINGS,
)
_EXPORT_MAPPING: Final = {"ExportMapping": {"anyOf": [{COMPONENT: shape.__name__} for shape in _MAPPINGS]}}
_PLAN_OR_CHECK_CALL: Final = {"PlanOrCheckCall": {"anyOf": [{COMPONENT: "Plan"}, {COMPONENT: "PlanCheckCall"}]}}

Schema = dict[str, Any]


def render(app: FastAPI) -> str:
    """The whole document as text with a newline at the end, its examples as a person would write them; the same app,
    the same bytes."""
    return json.dumps(openapi_document(app), indent=2, ensure_ascii=False) + "\n"


def openapi_document(app: FastAPI) -> Schema:
    """The OpenAPI document of the app."""
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
        license_info=app.license_info,
    )
    schemas: Schema = document["components"]["schemas"]
    for added in (_request_schemas(), _plan_schemas(), _kpi_schemas(), _PLAN_OR_CHECK_CALL, _EXPORT_MAPPING):
        _add(schemas, added)
    resolved: Schema = _resolved(document)
    return resolved


def _add(schemas: Schema, added: Schema) -> None:
    """Adds schemas; two different ones of the same name are a mistake in the code."""
    for name, schema in added.items():
        if schemas.setdefault(name, schema) != schema:
            raise ValueError(f"two different schemas are called {name}; rename one of the classes")


def _request_schemas() -> Schema:
    _, made = models_json_schema([(shape, "validation") for shape in _SHAPES], ref_template=_PLACE + "{model}")
    found: Schema = made["$defs"]
    return found


def _plan_schemas() -> Schema:
    """The plan document's schema and its parts, each part with `Plan` before its name."""
    plan = dict(plan_json_schema())
    parts: Mapping[str, Any] = plan.pop("$defs", {})
    plan.pop("$schema", None)
    plan.pop("$id", None)
    return {"Plan": _placed(plan), **{_part_name(name): _placed(part) for name, part in parts.items()}}


def _kpi_schemas() -> Schema:
    """The KPI definition's schema; the parts that plans have too are those of plans."""
    definition = dict(kpi_json_schema())
    parts: Mapping[str, Any] = definition.pop("$defs", {})
    definition.pop("$schema", None)
    return {"KpiDefinition": _placed(definition), **{_part_name(name): _placed(part) for name, part in parts.items()}}


def _part_name(name: str) -> str:
    return name if name.startswith("Plan") else "Plan" + name


def _placed(node: Any) -> Any:
    """The same schema with references (`$ref`, mappings of discriminators) that hold in openapi.json."""
    if isinstance(node, list):
        return [_placed(part) for part in node]
    if isinstance(node, dict):
        return {key: _placed(part) for key, part in node.items()}
    if isinstance(node, str) and node.startswith(_PLAN_PART):
        return _PLACE + _part_name(node.removeprefix(_PLAN_PART))
    return node


def _resolved(node: Any) -> Any:
    """The same document with every `x-component` replaced by a reference to that component, and whole limits of numbers
    as they were declared: the framework makes them floats."""
    if isinstance(node, float) and node.is_integer():
        return int(node)
    if isinstance(node, list):
        return [_resolved(part) for part in node]
    if not isinstance(node, dict):
        return node
    if COMPONENT in node:
        rest = {key: _resolved(part) for key, part in node.items() if key != COMPONENT}
        return {"$ref": _PLACE + node[COMPONENT], **rest}
    return {key: _resolved(part) for key, part in node.items()}
