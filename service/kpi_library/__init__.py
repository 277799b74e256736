"""The KPI library: the definitions that are shipped with the engine, and the company's own, which come first."""

from service.kpi_library.definition_in_library import LibraryKpi, Origin
from service.kpi_library.lookup import current_kpis, find_kpi, read_definition

__all__ = ["LibraryKpi", "Origin", "current_kpis", "find_kpi", "read_definition"]
