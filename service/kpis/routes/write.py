"""Checking and changing KPIs over HTTP."""

from fastapi import Response

from service.access.allowed import allowed
from service.access.stored import Stored, StoredOnce
from service.kpi_library import LibraryKpi
from service.kpis.examples import CLONES, DEFINITIONS
from service.kpis.routes.parts import Key, kpi_answer, kpi_router, shown_answer
from service.kpis.schemas import KpiCheckAnswer, KpiCloneCall, KpiDefinitionAnswer
from service.kpis.use_cases.reading import check_kpi_document, get_kpi
from service.kpis.use_cases.writing import clone_kpi, create_kpi, replace_kpi, retire_kpi
from service.web.conditions import Condition
from service.web.exact_request import JsonObject
from service.web.operations import json_body, problem_answers
from service.work import Work

router = kpi_router()


@router.post(
    "/check",
    operation_id="check_kpi",
    summary="Check a KPI definition",
    response_description="What the check found, also for a definition that is not valid.",
    response_model=KpiCheckAnswer,
    responses=problem_answers(400, 413, 415, 422),
    openapi_extra=json_body("KpiDefinition", DEFINITIONS),
    dependencies=[allowed("kpis:read")],
)
def check(document: JsonObject) -> Response:
    """Finds every problem of a definition and runs its examples, without saving it."""
    return shown_answer(check_kpi_document(document))


@router.post(
    "",
    status_code=201,
    operation_id="create_kpi",
    summary="Create a KPI",
    response_description="The first version.",
    response_model=KpiDefinitionAnswer,
    responses=problem_answers(400, 409, 413, 415, 422),
    openapi_extra=json_body("KpiDefinition", DEFINITIONS),
    dependencies=[allowed("kpis:write")],
)
def create(stored: StoredOnce, document: JsonObject) -> Response:
    """Saves a definition under a key that the company does not have yet; its examples must pass."""
    made = stored.create("create_kpi", lambda work: _address(create_kpi(work, document)), _at)
    return kpi_answer(made.shown, 201, made.headers)


@router.put(
    "/{key}",
    operation_id="replace_kpi",
    summary="Change a KPI",
    response_description="The new version; the one that was there if the content is the same.",
    response_model=KpiDefinitionAnswer,
    responses=problem_answers(400, 404, 409, 412, 413, 415, 422, 428),
    openapi_extra=json_body("KpiDefinition", DEFINITIONS),
    dependencies=[allowed("kpis:write")],
)
def replace(stored: Stored, key: Key, document: JsonObject, seen: Condition) -> Response:
    """Saves the definition as the next version. Plans keep the version that they took."""
    return kpi_answer(stored.write(lambda work: replace_kpi(work, key, document, seen)))


@router.post(
    "/{key}/retire",
    operation_id="retire_kpi",
    summary="Retire a KPI",
    response_description="The last version.",
    response_model=KpiDefinitionAnswer,
    responses=problem_answers(404, 409, 422),
    dependencies=[allowed("kpis:write")],
)
def retire(stored: StoredOnce, key: Key) -> Response:
    """Says that plans should not take the KPI up any more; plans that have it keep it. PUT takes it up again."""
    made = stored.create("retire_kpi", lambda work: _address(retire_kpi(work, key)), _at)
    return kpi_answer(made.shown, headers=made.headers)


@router.post(
    "/{key}/clone",
    status_code=201,
    operation_id="clone_kpi",
    summary="Copy a KPI",
    response_description="The first version of the copy.",
    response_model=KpiDefinitionAnswer,
    responses=problem_answers(400, 404, 409, 413, 415, 422),
    openapi_extra=json_body(KpiCloneCall, CLONES),
    dependencies=[allowed("kpis:write")],
)
def clone(stored: StoredOnce, key: Key, call: KpiCloneCall) -> Response:
    """Makes a KPI of the company's own with the content of another, so that a shipped one can be changed."""
    made = stored.create("clone_kpi", lambda work: _address(clone_kpi(work, key, call.version, call.key)), _at)
    return kpi_answer(made.shown, 201, made.headers)


def _address(kpi: LibraryKpi) -> str:
    return f"{kpi.key}/{kpi.version}"


def _at(work: Work, address: str) -> LibraryKpi:
    key, version = address.split("/")
    return get_kpi(work, key, int(version))
