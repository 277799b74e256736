"""The JSON Schema of the plan document, every field with its meaning and an example."""

from typing import Any

from rules.plan.plan import SCHEMA, Plan

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def plan_json_schema() -> dict[str, Any]:
    """A fresh JSON Schema (2020-12); what types cannot state (sums, order, names) is left to `parse_plan`."""
    schema = Plan.model_json_schema(by_alias=True, mode="validation")
    return {"$schema": DIALECT, **schema, "title": f"Bonus plan ({SCHEMA})"}
