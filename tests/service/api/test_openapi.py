"""openapi.json is what the app serves, it is committed, and every promise in it is kept."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from service.main import create_app
from service.openapi import openapi_document, render
from service.settings import Settings
from service.web.problems import TITLES, status_of
from service.web.wire import ProblemDocument

ROOT = Path(__file__).resolve().parents[3]
DOCUMENT = openapi_document(create_app(Settings(api_key=SecretStr("k" * 32))))
OPERATIONS = [
    (f"{method.upper()} {path}", operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]
GUARDED = [(name, operation) for name, operation in OPERATIONS if " /v1/" in name]
STATELESS = {"POST /v1/calculate", "POST /v1/plans/check", "POST /v1/formulas/check", "POST /v1/kpis/check"}
"""What is answered without a store; the examples of the others are sent by the tests of their resources."""
BODIES = [
    (name, example["summary"], example["value"])
    for name, operation in OPERATIONS
    if name in STATELESS
    for example in operation.get("requestBody", {})
    .get("content", {})
    .get("application/json", {})
    .get("examples", {})
    .values()
    if name in STATELESS
]


def named(pairs: list[tuple[str, dict[str, Any]]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("operation", [one for _, one in pairs], ids=[name for name, _ in pairs])


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    if isinstance(node, dict | list):
        for part in node.values() if isinstance(node, dict) else node:
            yield from nodes(part)


def test_the_committed_file_is_the_app(app: FastAPI) -> None:
    committed = (ROOT / "openapi.json").read_text(encoding="utf-8")
    assert committed == render(app), "run `make openapi` and look at the difference"


def test_the_same_app_gives_the_same_text(app: FastAPI) -> None:
    text = render(app)
    assert text == render(create_app(Settings(api_key=SecretStr("another key " * 4))))
    assert text.endswith("}\n")
    assert text == json.dumps(json.loads(text, parse_float=str), indent=2, ensure_ascii=False) + "\n"


def test_the_app_serves_it(app: FastAPI, anonymous: TestClient) -> None:
    answer = anonymous.get("/openapi.json")
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.text == render(app)


@named(OPERATIONS)
def test_operations_are_named_by_verb_and_noun(operation: dict[str, Any]) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)+", operation["operationId"])
    assert operation["summary"]
    assert operation["description"].endswith(".")
    assert len(operation["tags"]) == 1


def test_operation_names_are_unique() -> None:
    names = [operation["operationId"] for _, operation in OPERATIONS]
    assert len(set(names)) == len(names) >= 7


@named(GUARDED)
def test_errors_are_problem_documents(operation: dict[str, Any]) -> None:
    errors = {status: answer for status, answer in operation["responses"].items() if int(status) >= 400}
    assert {"401", "403", "422", "429", "500", "503"} <= errors.keys()
    for status, answer in errors.items():
        assert answer["description"] == TITLES[int(status)]
        ((media, described),) = answer["content"].items()
        assert (media, described["schema"]) == (
            "application/problem+json",
            {"$ref": "#/components/schemas/ProblemDocument"},
        )
        assert described["example"]["status"] == int(status) == status_of(described["example"]["code"])
        ProblemDocument.model_validate(described["example"], extra="forbid")


@named(GUARDED)
def test_operations_of_v1_need_the_key(operation: dict[str, Any]) -> None:
    assert operation["security"] == [{"key": []}]


@named([pair for pair in GUARDED if "application/json" in pair[1].get("requestBody", {}).get("content", {})])
def test_bodies_are_described_and_have_examples(operation: dict[str, Any]) -> None:
    media = operation["requestBody"]["content"]["application/json"]
    assert operation["requestBody"]["required"] is True
    assert media["schema"].keys() == {"$ref"}
    assert media["examples"]
    assert {"400", "413", "415"} <= operation["responses"].keys()


@pytest.mark.parametrize("name", sorted(STATELESS))
def test_stateless_bodies_have_several_examples(name: str) -> None:
    assert len(dict(OPERATIONS)[name]["requestBody"]["content"]["application/json"]["examples"]) >= 2


@pytest.mark.parametrize(("name", "summary", "body"), BODIES, ids=[summary for _, summary, _ in BODIES])
def test_every_example_is_answered(client: TestClient, name: str, summary: str, body: object) -> None:
    answer = client.request(*name.split(), json=body)
    assert answer.status_code == 200, answer.text


def test_nothing_of_the_framework_is_left() -> None:
    names = DOCUMENT["components"]["schemas"].keys()
    assert not names & {"HTTPValidationError", "ValidationError"}
    assert not [node for node in nodes(DOCUMENT) if "x-component" in node]


def test_two_schemas_of_one_name_are_a_mistake(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.openapi.plan_json_schema", lambda: {"$defs": {"Used": {"type": "object"}}})
    with pytest.raises(ValueError, match="PlanUsed"):
        openapi_document(app)


def test_every_reference_leads_somewhere() -> None:
    names = {f"#/components/schemas/{name}" for name in DOCUMENT["components"]["schemas"]}
    used = {node["$ref"] for node in nodes(DOCUMENT) if isinstance(node.get("$ref"), str)}
    assert used <= names
    assert "#/components/schemas/Plan" in used
    places = {f"#/components/schemas/{name}": schema for name, schema in DOCUMENT["components"]["schemas"].items()}
    reached: set[str] = set()
    waiting = {node["$ref"] for node in nodes(DOCUMENT["paths"]) if isinstance(node.get("$ref"), str)}
    while waiting:
        place = waiting.pop()
        reached.add(place)
        found = {node["$ref"] for node in nodes(places[place]) if isinstance(node.get("$ref"), str)}
        waiting |= found - reached
    assert reached == names, "schemas that no operation uses"


def test_fields_of_answers_are_always_there() -> None:
    for name, schema in DOCUMENT["components"]["schemas"].items():
        if name.endswith("Answer") or name in {"ShippedPlan", "ShippedPlanList", "PlanUsed", "KpiLine"}:
            assert set(schema["required"]) == schema["properties"].keys(), name


def test_answers_may_grow_and_calls_refuse_what_they_do_not_know() -> None:
    for name, schema in DOCUMENT["components"]["schemas"].items():
        if name.endswith("Answer"):
            assert "additionalProperties" not in schema, name
        if name.endswith("Call") and name != "PlanOrCheckCall":
            assert schema["additionalProperties"] is False, name


def test_no_number_of_an_answer_is_a_json_number() -> None:
    counts = {"paid", "zero", "blocked", "version", "status", "position", "number", "seq", "created", "kpi_version"}
    counts |= {"added", "changed", "known", "line", "lines", "rows", "people", "revision"}
    counts |= {"open_disputes", "open_adjustments", "problems_count", "warnings_count"}
    for name, schema in DOCUMENT["components"]["schemas"].items():
        if name.endswith(("Answer", "Line", "Document", "Item", "Used")) and not name.startswith("PlanExpect"):
            for field, shape in schema["properties"].items():
                kinds = {shape.get("type")} | {part.get("type") for part in shape.get("anyOf", [])}
                assert field in counts or not kinds & {"number", "integer"}, f"{name}.{field}"


def test_numbers_that_are_sent_may_be_text_or_json_numbers() -> None:
    fund = DOCUMENT["components"]["schemas"]["ParticipantCall"]["properties"]["weights"]["additionalProperties"]
    assert [part["type"] for part in fund["anyOf"]] == ["string", "number"]
    pattern = re.compile(fund["anyOf"][0]["pattern"])
    assert all(pattern.search(text) for text in ("0", "-1.50", "+3", "999999999999999999.999999999999"))
    assert not any(pattern.search(text) for text in ("", "1e3", "1_000", "1,5", ".5", "5.", "NaN", " 1", "1/3"))
