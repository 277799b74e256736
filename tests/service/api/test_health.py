"""The two probes say one word and need no key."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from service.store.migrate import downgrade
from tests.stores import Store


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_answer(anonymous: TestClient, path: str) -> None:
    answer = anonymous.get(path)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_ready_is_a_store_at_the_migration_of_this_release(stored_app: FastAPI, store: Store) -> None:
    client = TestClient(stored_app)
    assert client.get("/readyz").status_code == 200
    downgrade(store.owner, "0004")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["code"]) == (503, "store.not_ready")
    assert "Retry-After" in answer.headers
    assert client.get("/healthz").status_code == 200
