"""Reading the KPI library over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from service.access.allowed import allowed
from service.access.stored import Stored
from service.kpi_library import Origin
from service.kpis.routes.parts import Cursor, Key, Limit, Version, kpi_answer, kpi_router, shown_answer
from service.kpis.schemas import KpiDefinitionAnswer, KpiDefinitionList, KpiUseList, KpiVersionList
from service.kpis.use_cases.reading import KpiSearch, State, get_kpi, list_kpis, list_versions
from service.kpis.use_cases.uses import list_uses
from service.web.operations import problem_answers

router = kpi_router()


@router.get(
    "",
    operation_id="list_kpis",
    summary="List the KPIs",
    response_description="One page of the list.",
    response_model=KpiDefinitionList,
    responses=problem_answers(422),
    dependencies=[allowed("kpis:read")],
)
def list_all(
    stored: Stored,
    *,
    text: Annotated[str | None, Query(max_length=200, description="Words that all occur in its texts.")] = None,
    owner: Annotated[str | None, Query(max_length=400, description="Who answers for the data.")] = None,
    origin: Annotated[Origin | None, Query(description="Only the company's own, or only the shipped ones.")] = None,
    state: Annotated[State, Query(description="Retired KPIs are left out unless asked for.")] = "active",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Lists the newest version of every KPI. A KPI of the company's own stands before the shipped one of its key."""
    search = KpiSearch(text, owner, origin, state)
    return shown_answer(stored.read(lambda work: list_kpis(work, search, limit, cursor)))


@router.get(
    "/{key}",
    operation_id="get_kpi",
    summary="Get a KPI",
    response_description="The newest version.",
    response_model=KpiDefinitionAnswer,
    responses=problem_answers(404, 422),
    dependencies=[allowed("kpis:read")],
)
def get_newest(stored: Stored, key: Key) -> Response:
    """Gives the newest version with its definition."""
    return kpi_answer(stored.read(lambda work: get_kpi(work, key)))


@router.get(
    "/{key}/versions",
    operation_id="list_kpi_versions",
    summary="List the versions of a KPI",
    response_description="One page of the list.",
    response_model=KpiVersionList,
    responses=problem_answers(404, 422),
    dependencies=[allowed("kpis:read")],
)
def list_all_versions(stored: Stored, key: Key, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Lists the versions of a KPI, the oldest first."""
    return shown_answer(stored.read(lambda work: list_versions(work, key, limit, cursor)))


@router.get(
    "/{key}/versions/{version}",
    operation_id="get_kpi_version",
    summary="Get a version of a KPI",
    response_description="That version.",
    response_model=KpiDefinitionAnswer,
    responses=problem_answers(404, 422),
    dependencies=[allowed("kpis:read")],
)
def get_version(stored: Stored, key: Key, version: Version) -> Response:
    """Gives one version with its definition."""
    return kpi_answer(stored.read(lambda work: get_kpi(work, key, version)))


@router.get(
    "/{key}/uses",
    operation_id="list_kpi_uses",
    summary="List the plans that have a KPI",
    response_description="Drafts, and versions that may still pay.",
    response_model=KpiUseList,
    responses=problem_answers(404, 422),
    dependencies=[allowed("plans:read")],
)
def list_all_uses(stored: Stored, key: Key) -> Response:
    """Lists the plans that took the KPI from the library, and whether the library has a newer version."""
    return shown_answer(stored.read(lambda work: list_uses(work, key)))
