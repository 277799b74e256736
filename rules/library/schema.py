"""The JSON Schema of a definition."""

from typing import Any

from rules.library.definition import KPI_SCHEMA, KpiDefinition
from rules.plan.schema import DIALECT, DocumentSchema


def kpi_json_schema() -> dict[str, Any]:
    """A fresh JSON Schema (2020-12); what types cannot state is left to `check_kpi`."""
    schema = KpiDefinition.model_json_schema(by_alias=True, mode="validation", schema_generator=DocumentSchema)
    return {"$schema": DIALECT, **schema, "title": f"KPI definition ({KPI_SCHEMA})"}
