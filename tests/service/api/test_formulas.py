"""POST /v1/formulas/check."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

ANSWER = {"valid", "kind", "uses", "value", "problems"}


def check(client: TestClient, body: object) -> dict[str, Any]:
    answer = client.post("/v1/formulas/check", json=body)
    assert answer.status_code == 200
    document: dict[str, Any] = answer.json()
    assert document.keys() == ANSWER
    return document


def test_without_a_key_it_is_401(anonymous: TestClient) -> None:
    assert anonymous.post("/v1/formulas/check", json={"formula": "1", "names": {}}).status_code == 401


def test_a_valid_formula(client: TestClient) -> None:
    body = {"formula": "min(actual / 3, 1.2)", "names": {"actual": "number"}, "values": {"actual": "1"}}
    assert check(client, body) == {
        "valid": True,
        "kind": "number",
        "uses": ["actual"],
        "value": "0.333333333333",
        "problems": [],
    }


def test_values_are_optional(client: TestClient) -> None:
    answer = check(client, {"formula": "actual > 5", "names": {"actual": "number"}})
    assert (answer["valid"], answer["kind"], answer["value"]) == (True, "boolean", None)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('"12345678901234567.89"', "12345678901234567.89"),
        ("12345678901234567.89", "12345678901234567.89"),
        ("0.1", "0.1"),
        ("100000000000000000", "100000000000000000"),
        ("1e2", "100"),
    ],
)
def test_numbers_are_read_from_their_own_text(client: TestClient, written: str, value: str) -> None:
    body = '{"formula": "actual", "names": {"actual": "number"}, "values": {"actual": ' + written + "}}"
    answer = client.post("/v1/formulas/check", content=body, headers={"Content-Type": "application/json"})
    assert answer.json()["value"] == value


def test_an_invalid_formula_is_200_with_the_position(client: TestClient) -> None:
    answer = check(client, {"formula": "actual / norml", "names": {"actual": "number", "normal": "number"}})
    assert answer["valid"] is False
    (problem,) = answer["problems"]
    assert (problem["path"], problem["position"]) == ("/formula", 9)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"formula": 5, "names": {}},
        {"formula": "1", "names": []},
        {"formula": "1", "names": {"x": "money?"}},
        {"formula": "1", "names": {}, "value": {}},
        {"formula": "__import__('os').system('id')", "names": {}},
        {"formula": "(" * 3_000, "names": {}},
    ],
)
def test_any_object_gets_a_report(client: TestClient, body: object) -> None:
    answer = check(client, body)
    assert answer["valid"] is False
    assert answer["problems"]
