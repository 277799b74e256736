"""A body over the limit of its route is refused before it is kept, whether its length is announced or not."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from service.web.body_limits import BODY_BYTES_MAX, CALCULATE_BODY_BYTES_MAX

JSON = {"Content-Type": "application/json"}
LIMITS = {
    "/v1/formulas/check": BODY_BYTES_MAX,
    "/v1/plans/check": BODY_BYTES_MAX,
    "/v1/calculate": CALCULATE_BODY_BYTES_MAX,
}


def parts_of(size: int) -> Iterator[bytes]:
    part = b" " * 65_536
    for _ in range(size // len(part)):
        yield part
    yield b" " * (size % len(part))


def test_the_limits_are_those_of_the_documentation() -> None:
    assert (BODY_BYTES_MAX, CALCULATE_BODY_BYTES_MAX) == (1_048_576, 33_554_432)


@pytest.mark.parametrize("route", LIMITS)
@pytest.mark.parametrize("announced", [True, False], ids=["with its length", "in chunks"])
def test_one_byte_too_many_is_413(client: TestClient, route: str, announced: bool) -> None:
    size = LIMITS[route] + 1
    body = b" " * size if announced else parts_of(size)
    answer = client.post(route, content=body, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (413, "body.too_large")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["X-Request-ID"] == answer.json()["request_id"]


@pytest.mark.parametrize("route", LIMITS)
@pytest.mark.parametrize("announced", [True, False], ids=["with its length", "in chunks"])
def test_the_last_byte_of_the_limit_is_read(client: TestClient, route: str, announced: bool) -> None:
    size = LIMITS[route]
    body = b" " * size if announced else parts_of(size)
    answer = client.post(route, content=body, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (400, "body.empty")


def test_an_announced_length_is_believed_before_anything_is_sent(client: TestClient) -> None:
    def never_asked_for() -> Iterator[bytes]:
        yield b"{"

    headers = {**JSON, "Content-Length": str(300 * 1024 * 1024)}
    answer = client.post("/v1/calculate", content=never_asked_for(), headers=headers)
    assert answer.status_code == 413


def test_a_length_that_is_no_number_does_not_lift_the_limit(client: TestClient) -> None:
    headers = {**JSON, "Content-Length": "many"}
    answer = client.post("/v1/plans/check", content=parts_of(BODY_BYTES_MAX + 1), headers=headers)
    assert answer.status_code == 413


def test_every_route_of_v1_has_a_limit(app: FastAPI) -> None:
    without = [
        route.path
        for route in iter_route_contexts(app.routes)
        if (route.path or "").startswith("/v1") and getattr(route.original_route, "max_body_size", None) is None
    ]
    assert without == []
