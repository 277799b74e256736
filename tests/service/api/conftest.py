"""The app as a caller sees it, with a key and without."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from service.main import create_app
from service.settings import Settings

KEY = "a key of the tests, long enough to be accepted"


@pytest.fixture(scope="session")
def key() -> str:
    """The key that the app of the tests accepts."""
    return KEY


@pytest.fixture
def app() -> FastAPI:
    """A new app, so that a test may add a route of its own."""
    return create_app(Settings(api_key=SecretStr(KEY)))


@pytest.fixture
def anonymous(app: FastAPI) -> Iterator[TestClient]:
    """A caller without a key."""
    with TestClient(app) as client:
        yield client


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """A caller with the right key."""
    with TestClient(app, headers={"Authorization": f"Bearer {KEY}"}) as client:
        yield client
