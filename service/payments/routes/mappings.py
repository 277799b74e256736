"""`/v1/export-mappings`: how files for payroll are laid out."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from service.access.allowed import allowed
from service.access.stored import Stored
from service.payments.routes.mapping_body import read_mapping
from service.payments.routes.parts import Cursor, Limit
from service.payments.schemas.mappings import MAPPINGS
from service.payments.schemas.payments import NAME_PATTERN, MappingAnswer, MappingList
from service.payments.use_cases.mappings import list_mappings, mapping_shown, put_mapping, the_mapping
from service.periods.schemas import KEY_MAX
from service.web.body_limits import BODY_BYTES_MAX
from service.web.exact_request import ExactRoute, JsonObject
from service.web.json_answer import JsonAnswer
from service.web.json_text import json_bytes
from service.web.operations import json_body, problem_answers

router = APIRouter(
    prefix="/v1/export-mappings", tags=["payments"], route_class=ExactRoute, max_body_size=BODY_BYTES_MAX
)

Name = Annotated[
    str, Path(pattern=NAME_PATTERN, max_length=KEY_MAX, description="Name of the layout.", examples=["house"])
]


@router.get(
    "",
    operation_id="list_export_mappings",
    summary="List the layouts of files for payroll",
    response_description="One page of the list.",
    response_model=MappingList,
    responses=problem_answers(422),
    dependencies=[allowed("payments:read")],
)
def list_all(stored: Stored, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Lists every layout in its newest version, by name."""
    return JsonAnswer(json_bytes(stored.read(lambda work: list_mappings(work, limit, cursor))))


@router.get(
    "/{name}",
    operation_id="get_export_mapping",
    summary="Get a layout of files for payroll",
    response_description="The layout.",
    response_model=MappingAnswer,
    responses=problem_answers(404, 422),
    dependencies=[allowed("payments:read")],
)
def get_one(
    stored: Stored,
    name: Name,
    version: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="Else the newest.")] = None,
) -> Response:
    """Gives a layout in a version, or in its newest."""
    return JsonAnswer(json_bytes(stored.read(lambda work: mapping_shown(the_mapping(work, name, version)))))


@router.put(
    "/{name}",
    operation_id="put_export_mapping",
    summary="Write a layout of files for payroll",
    response_description="The layout as it is now.",
    response_model=MappingAnswer,
    responses=problem_answers(400, 413, 415, 422),
    openapi_extra=json_body("ExportMapping", MAPPINGS),
    dependencies=[allowed("payments:write")],
)
def put(stored: Stored, name: Name, body: JsonObject) -> Response:
    """Writes a new version, unless the newest says the same. Files that were made keep the version that made them."""
    mapping = read_mapping(body)
    return JsonAnswer(json_bytes(stored.write(lambda work: put_mapping(work, name, mapping))))
