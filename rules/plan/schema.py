"""The JSON Schema of the plan document, every field with its meaning and an example."""

from fractions import Fraction
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from rules.numbers import plain_text
from rules.plan.plan import SCHEMA, Plan

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class DocumentSchema(GenerateJsonSchema):
    """Writes default numbers as the text that stands in a document."""

    def encode_default(self, dft: Any) -> Any:
        return plain_text(dft) if isinstance(dft, Fraction) else super().encode_default(dft)


def plan_json_schema() -> dict[str, Any]:
    """A fresh JSON Schema (2020-12); what types cannot state (sums, order, names) is left to `parse_plan`."""
    schema = Plan.model_json_schema(by_alias=True, mode="validation", schema_generator=DocumentSchema)
    return {"$schema": DIALECT, **schema, "title": f"Bonus plan ({SCHEMA})"}
