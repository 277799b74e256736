"""Every call under /v1 needs the key, whatever else is right or wrong with it."""

import logging
import re

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from pydantic import SecretStr

from service.access.keys import make_key
from service.formulas.routes import router as formulas
from service.main import create_app
from service.settings import Settings
from service.web.metrics import RequestMetrics
from service.web.problem_handlers import install_problem_handlers
from service.web.request_log import RequestLog

OPEN = {"/healthz", "/readyz", "/docs", "/docs/assets", "/openapi.json"}


def test_every_route_of_v1_refuses_a_caller_without_a_key(app: FastAPI, anonymous: TestClient) -> None:
    seen = 0
    for route in iter_route_contexts(app.routes):
        path = route.path or ""
        if path in OPEN:
            continue
        assert path.startswith("/v1/") or path == "/metrics", f"{path} is neither open nor under /v1"
        for method in route.methods or ():
            answer = anonymous.request(method, path.replace("{key}", "b2b-sales-manager"))
            assert (answer.status_code, answer.json()["code"]) == (401, "key.missing"), f"{method} {path}"
            seen += 1
    assert seen >= 5


@pytest.mark.parametrize("path", ["/v1", "/v1/", "/v1/nothing", "/v1/calculate/", "/v1//calculate", "/v1/%2e%2e/docs"])
def test_unknown_addresses_of_v1_are_not_told_apart_without_a_key(anonymous: TestClient, path: str) -> None:
    assert anonymous.get(path).status_code == 401


@pytest.mark.parametrize("root", ["/bonus", "/v"])
def test_a_proxy_may_serve_the_api_under_a_folder(app: FastAPI, key: str, root: str) -> None:
    with TestClient(app, root_path=root) as behind_a_proxy:
        for path in ("/v1/catalog", root + "/v1/catalog"):
            assert behind_a_proxy.get(path).status_code == 401
            answer = behind_a_proxy.get(path, headers={"Authorization": f"Bearer {key}"})
            assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/docs", "/openapi.json"])
def test_these_are_open(anonymous: TestClient, path: str) -> None:
    assert anonymous.get(path).status_code == 200


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "key.missing"),
        ("Bearer", "key.refused"),
        ("Bearer ", "key.refused"),
        ("Basic {key}", "key.missing"),
        ("{key}", "key.missing"),
        ("Bearer {key}x", "key.refused"),
        ("Bearer x{key}", "key.refused"),
        ("Bearer " + "y" * 5_000, "key.refused"),
    ],
)
def test_anything_but_the_key_is_refused(anonymous: TestClient, key: str, header: str, code: str) -> None:
    answer = anonymous.get("/v1/catalog", headers={"Authorization": header.format(key=key)})
    assert answer.status_code == 401
    assert answer.json()["code"] == code
    assert answer.headers["WWW-Authenticate"].startswith("Bearer ")
    assert key not in answer.text


def test_two_keys_in_one_request_are_refused(anonymous: TestClient, key: str) -> None:
    twice = [("Authorization", f"Bearer {key}"), ("Authorization", "Bearer other")]
    assert anonymous.get("/v1/catalog", headers=twice).status_code == 401


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_scheme_may_be_written_in_any_case(anonymous: TestClient, key: str, scheme: str) -> None:
    assert anonymous.get("/v1/catalog", headers={"Authorization": f"{scheme} {key}"}).status_code == 200


def test_a_key_may_hold_any_printable_text() -> None:
    text = "ключ компании, достаточно длинный для работы"
    with TestClient(create_app(Settings(api_key=SecretStr(text)))) as client:
        answer = client.get("/v1/catalog", headers={b"Authorization": b"Bearer " + text.encode()})
    assert answer.status_code == 200


def test_without_a_key_in_the_settings_nobody_gets_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BONUS_API_KEY", raising=False)
    with TestClient(create_app(Settings())) as client:
        for header in ("", "Bearer ", "Bearer None"):
            assert client.get("/v1/catalog", headers={"Authorization": header}).status_code == 401


def test_the_key_is_asked_for_before_the_body_is_read(anonymous: TestClient) -> None:
    answer = anonymous.post("/v1/calculate", content=b"{", headers={"Content-Type": "text/plain"})
    assert answer.status_code == 401


def test_a_route_added_without_the_guard_stays_closed(key: str) -> None:
    bare = FastAPI()
    bare.add_middleware(RequestLog, metrics=RequestMetrics("0"))
    install_problem_handlers(bare)
    bare.include_router(formulas)
    with TestClient(bare, headers={"Authorization": f"Bearer {key}"}) as client:
        assert client.post("/v1/formulas/check", json={}).status_code == 401


def test_the_key_is_never_logged(client: TestClient, key: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client.get("/v1/catalog")
    client.get("/v1/catalog", headers={"Authorization": f"Bearer {key}wrong"})
    assert key not in caplog.text + repr([record.__dict__ for record in caplog.records])


def test_made_keys_are_long_and_never_the_same() -> None:
    keys = {make_key() for _ in range(200)}
    assert len(keys) == 200
    assert all(re.fullmatch(r"bon_[a-z0-9]{8}_[A-Za-z0-9_-]{43}", key) for key in keys)


def test_a_made_key_is_accepted_by_the_settings() -> None:
    key = make_key()
    assert Settings(api_key=SecretStr(key)).api_key == SecretStr(key)
