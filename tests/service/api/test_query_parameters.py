"""A query parameter that an operation does not know is refused, not passed over."""

import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1/calculate"),
        ("POST", "/v1/plans/check"),
        ("POST", "/v1/formulas/check"),
        ("GET", "/v1/catalog"),
        ("GET", "/v1/catalog/b2b-sales-manager"),
    ],
)
def test_unknown_parameters_are_refused_by_name(client: TestClient, method: str, path: str) -> None:
    answer = client.request(method, path + "?explian=true&limti=5")
    assert answer.status_code == 422
    errors = answer.json()["errors"]
    assert [error["code"] for error in errors] == ["query.unknown_parameter"] * 2
    assert [error["path"] for error in errors] == ["query explian", "query limti"]


def test_a_parameter_given_twice_is_refused(client: TestClient) -> None:
    answer = client.get("/v1/catalog?limit=1&limit=2")
    assert answer.json()["code"] == "query.repeated_parameter"


@pytest.mark.parametrize("name", ["42000.50", "E1%20Jane%20Doe", "a" * 49, "%F0%9F%92%A9", "%ED%A0%80"])
def test_a_name_that_may_be_a_value_is_not_repeated(client: TestClient, name: str) -> None:
    answer = client.get(f"/v1/catalog?{name}")
    assert answer.json()["errors"][0]["path"] == "query"
    assert name not in answer.text


def test_unknown_parameters_are_found_before_the_body_is_read(client: TestClient) -> None:
    answer = client.post("/v1/calculate?x=1", content=b"{", headers={"Content-Type": "text/plain"})
    assert answer.json()["code"] == "query.unknown_parameter"


def test_health_checks_may_carry_anything(anonymous: TestClient) -> None:
    assert anonymous.get("/healthz?probe=7").status_code == 200
