"""The two probes say one word and need no key."""

import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_answer(anonymous: TestClient, path: str) -> None:
    answer = anonymous.get(path)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
