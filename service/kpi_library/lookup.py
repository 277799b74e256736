"""Finding a definition: the company's own first, then the shipped one of the key."""

from rules import KpiDefinition, Problem, parse_kpi
from service.errors import NotFound
from service.files.exact_json import loads
from service.kpi_library.definition_in_library import LibraryKpi
from service.kpi_library.repository import latest_version, latest_versions, one_version
from service.kpi_library.shipped import SHIPPED_VERSION, shipped_kpis
from service.work import Work


def find_kpi(work: Work, key: str, version: int | None = None) -> LibraryKpi:
    """One version of a KPI, the newest if none is named; raises NotFound.

    A key of the company's own stands before the shipped one, also while it is retired.
    """
    found = latest_version(work, key)
    if found is None:
        found = shipped_kpis().get(key) if version in (None, SHIPPED_VERSION) else None
    elif version is not None:
        found = one_version(work, key, version)
    if found is None:
        raise NotFound(Problem("kpi.not_found", "path key", "There is no such KPI; GET /v1/kpis lists them."))
    return found


def current_kpis(work: Work) -> list[LibraryKpi]:
    """The newest version of every KPI there is, in order of the keys."""
    own = {kpi.key: kpi for kpi in latest_versions(work)}
    return [kpi for _, kpi in sorted({**shipped_kpis(), **own}.items())]


def read_definition(kpi: LibraryKpi) -> KpiDefinition:
    """The definition as the engine knows it; what is stored was checked before."""
    return parse_kpi(loads(kpi.text.encode()))
