"""A service in this process behind the client of the commands."""

from collections.abc import Mapping

import httpx
import pytest
from fastapi.testclient import TestClient

from service.cli import remote
from service.cli.remote import client_of

URL = "http://bonus.test"


def serve_commands(monkeypatch: pytest.MonkeyPatch, client: TestClient, key: str) -> None:
    """From now on commands ask this app, with this key."""

    def answer(request: httpx.Request) -> httpx.Response:
        given = client.request(
            request.method, request.url.raw_path.decode(), content=request.content, headers=dict(request.headers)
        )
        return httpx.Response(given.status_code, headers=dict(given.headers), content=given.content)

    def client_here(environment: Mapping[str, str]) -> httpx.Client:
        return client_of(environment, httpx.MockTransport(answer))

    monkeypatch.setattr(remote, "client_of", client_here)
    monkeypatch.setenv("BONUS_URL", URL)
    monkeypatch.setenv("BONUS_API_KEY", key)
