"""Every answer carries an id: the caller's own if it is harmless, else a new one."""

import re

import pytest
from fastapi.testclient import TestClient

NEW = re.compile(r"[0-9a-f]{32}")


@pytest.mark.parametrize("sent", ["a", "run-2026-03/".rstrip("/"), "A.b_c:d-1", "x" * 128])
def test_a_harmless_id_comes_back(client: TestClient, sent: str) -> None:
    answer = client.get("/v1/nothing", headers={"X-Request-ID": sent})
    assert answer.headers["X-Request-ID"] == answer.json()["request_id"] == sent


@pytest.mark.parametrize("sent", ["", "x" * 129, "a b", 'a"b', "<script>", "a\tb", "a;b", "é"])
def test_any_other_id_is_replaced(client: TestClient, sent: str) -> None:
    answer = client.get("/v1/nothing", headers={b"X-Request-ID": sent.encode()})
    assert NEW.fullmatch(answer.headers["X-Request-ID"])
    assert answer.json()["request_id"] == answer.headers["X-Request-ID"]


@pytest.mark.parametrize("path", ["/healthz", "/docs", "/docs/assets/docs/start.js", "/v1/catalog", "/nothing"])
def test_every_answer_has_an_id_of_its_own(client: TestClient, path: str) -> None:
    first, second = (client.get(path).headers["X-Request-ID"] for _ in range(2))
    assert NEW.fullmatch(first)
    assert first != second
