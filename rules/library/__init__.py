"""The KPI library: definitions of single KPIs, checked by themselves and taken into plans."""

from rules.library.check import KpiReport, check_kpi, parse_kpi
from rules.library.definition import KPI_SCHEMA, KpiDefinition, kpi_canonical_json, kpi_hash
from rules.library.embed import embed_kpi
from rules.library.schema import kpi_json_schema

__all__ = [
    "KPI_SCHEMA",
    "KpiDefinition",
    "KpiReport",
    "check_kpi",
    "embed_kpi",
    "kpi_canonical_json",
    "kpi_hash",
    "kpi_json_schema",
    "parse_kpi",
]
