"""Every error is a problem document of one shape, with the request's id and without what was sent."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from rules import Problem
from service.errors import ServiceError
from service.web.problems import status_of
from tests.service.api.conftest import KEY

KEYS = {"type", "title", "status", "detail", "code", "request_id", "errors"}
SECRET = "777123.45"


def assert_problem(answer: Response, status: int, code: str) -> None:
    document = answer.json()
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert document.keys() == KEYS
    assert (answer.status_code, document["status"], document["code"]) == (status, status, code)
    assert document["type"] == f"urn:bonus:problem:{code}"
    assert document["request_id"] == answer.headers["X-Request-ID"]
    assert document["errors"][0]["code"] == code
    assert all({"code", "path", "message"} <= error.keys() for error in document["errors"])
    assert answer.headers["Cache-Control"] == "no-store"
    assert SECRET not in answer.text


JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("request_line", "headers", "body", "status", "code"),
    [
        ("POST /v1/calculate", JSON, "{" + SECRET, 400, "json.malformed"),
        ("POST /v1/calculate", JSON, " ", 400, "body.empty"),
        ("POST /v1/calculate", {}, "", 400, "body.empty"),
        (f"GET /{SECRET}", {}, "", 404, "route.not_found"),
        (f"GET /v1/catalog/{SECRET}", {}, "", 404, "plan.not_found"),
        ("GET /docs/assets/none.js", {}, "", 404, "route.not_found"),
        ("DELETE /v1/calculate", {}, "", 405, "route.method_not_allowed"),
        ("POST /healthz", {}, "", 405, "route.method_not_allowed"),
        ("POST /v1/formulas/check", JSON, " " * 1_048_577, 413, "body.too_large"),
        ("POST /v1/calculate", {"Content-Type": "text/plain"}, "{}", 415, "body.media_type"),
        ("POST /v1/calculate", {**JSON, "Content-Encoding": "gzip"}, "{}", 415, "body.content_coding"),
        ("POST /v1/calculate", JSON, '{"plan": NaN}', 422, "json.not_a_number"),
        ("POST /v1/calculate", JSON, "[1]", 422, "body.not_object"),
        ("POST /v1/calculate", JSON, "{}", 422, "request.missing_key"),
        (f"POST /v1/calculate?x={SECRET}", JSON, "{}", 422, "query.unknown_parameter"),
        (f"GET /v1/catalog?limit={SECRET}", {}, "", 422, "request.bad_value"),
        (f"GET /v1/catalog?cursor={SECRET}", {}, "", 422, "query.bad_cursor"),
    ],
)
def test_errors_have_one_shape(
    client: TestClient, *, request_line: str, headers: dict[str, str], body: str, status: int, code: str
) -> None:
    answer = client.request(*request_line.split(), headers=headers, content=body)
    assert_problem(answer, status, code)


def test_a_missing_key_has_the_same_shape(anonymous: TestClient) -> None:
    assert_problem(anonymous.get("/v1/catalog"), 401, "key.missing")


def test_codes_of_plans_and_calls_mean_that_the_content_was_refused() -> None:
    assert status_of("plan.weights_sum") == 422
    assert status_of("formula.unknown_name") == 422


@pytest.mark.parametrize("code", ["plan.not_found", "approval.not_found", "route.not_found"])
def test_what_is_not_found_is_404_whatever_it_is(code: str) -> None:
    assert status_of(code) == 404


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("key.scope_missing", 403),
        ("approval.own_request", 409),
        ("draft.changed", 412),
        ("draft.if_match_missing", 428),
        ("limit.too_many_requests", 429),
        ("store.busy", 503),
    ],
)
def test_refusals_of_what_is_stored_have_statuses_of_their_own(app: FastAPI, code: str, status: int) -> None:
    @app.get("/v1/refused")
    def refused() -> None:
        raise ServiceError(Problem(code, "", "Not now."))

    with TestClient(app, headers={"Authorization": f"Bearer {KEY}"}) as client:
        answer = client.get("/v1/refused")
    assert_problem(answer, status, code)
    assert ("Retry-After" in answer.headers) == (status == 503)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/v1/calculate", "POST"),
        ("PUT", "/v1/plans/check", "POST"),
        ("PATCH", "/v1/formulas/check", "POST"),
        ("POST", "/v1/catalog", "GET"),
        ("DELETE", "/v1/catalog/b2b-sales-manager", "GET"),
        ("OPTIONS", "/v1/calculate", "POST"),
        ("POST", "/readyz", "GET"),
    ],
)
def test_a_wrong_method_says_which_are_allowed(client: TestClient, method: str, path: str, allowed: str) -> None:
    answer = client.request(method, path)
    assert_problem(answer, 405, "route.method_not_allowed")
    assert answer.headers["Allow"] == allowed


def test_a_slash_at_the_end_is_another_address(client: TestClient) -> None:
    answer = client.post("/v1/calculate/", json={}, follow_redirects=False)
    assert_problem(answer, 404, "route.not_found")


def test_all_problems_are_given_and_the_first_names_the_answer(client: TestClient) -> None:
    document = client.post("/v1/calculate", json={"plan": {"key": 5, "version": "1"}}).json()
    assert [error["path"] for error in document["errors"]] == ["/plan/key", "/plan/version"]
    assert document["detail"].endswith("(and 1 more)")
