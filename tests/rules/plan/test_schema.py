"""The JSON Schema documents every field of the document, and agrees with the parser about names."""

from collections.abc import Iterator
from typing import Any

import pytest

from rules.plan import Plan, parse_plan, plan_json_schema
from tests.rules.plan.documents import small

SCHEMA = plan_json_schema()
PARTS = {"Plan": SCHEMA, **SCHEMA["$defs"]}


def _fields() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for part, schema in PARTS.items():
        for key, field in schema.get("properties", {}).items():
            yield part, key, field


@pytest.mark.parametrize(("part", "key", "field"), list(_fields()))
def test_every_field_has_a_description_and_an_example(part: str, key: str, field: dict[str, Any]) -> None:
    assert field["description"].endswith(".")
    assert field["examples"]


def test_unknown_keys_are_refused_everywhere() -> None:
    assert all(part["additionalProperties"] is False for part in PARTS.values() if "properties" in part)


def test_every_part_says_what_it_is() -> None:
    assert all(part.get("description") for part in PARTS.values())


def test_the_schema_is_of_a_known_dialect_and_names_the_format() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["required"] == ["schema", "key", "title", "currency", "frequency"]
    assert "bonus-plan/1" in SCHEMA["title"]


def test_numbers_are_text_or_number() -> None:
    assert [option["type"] for option in PARTS["Kpi"]["properties"]["weight"]["anyOf"]] == [
        "string",
        "number",
        "null",
    ]
    assert [option["type"] for option in PARTS["CurvePoint"]["properties"]["at"]["anyOf"]] == [
        "string",
        "number",
    ]


@pytest.mark.parametrize("section", sorted(set(PARTS["Plan"]["properties"]) - {"schema", "key", "examples", "ratings"}))
def test_the_examples_of_the_plan_fields_are_accepted(section: str) -> None:
    for example in PARTS["Plan"]["properties"][section]["examples"]:
        assert isinstance(Plan.model_validate(small(**{section: example})), Plan)


def test_the_example_of_examples_is_accepted() -> None:
    (examples,) = PARTS["Plan"]["properties"]["examples"]["examples"]
    assert parse_plan(small(examples=examples)).examples


def test_defaults_stand_as_they_would_in_a_document() -> None:
    assert PARTS["MoneyInput"]["properties"]["min"]["default"] == "0"
    assert PARTS["Limits"]["properties"]["total_floor"]["default"] == "0"
    assert PARTS["Gate"]["properties"]["mode"]["default"] == "enforce"
