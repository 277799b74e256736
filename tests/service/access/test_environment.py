"""The key of the environment does what its principal may in the store, not what a constant says."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from service.main import create_app
from service.settings import Settings
from tests.service.principals.people import ask, refused
from tests.stores import As, Store

KEY = "k" * 40


@pytest.fixture
def client(store: Store) -> Iterator[TestClient]:
    """Whoever has BONUS_API_KEY, on a store."""
    url = store.database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=SecretStr(url), api_key=SecretStr(KEY)))
    yield TestClient(app, headers={"Authorization": f"Bearer {KEY}"})
    app.state.database.close()


def test_a_role_that_was_taken_counts_no_more(client: TestClient, as_: As) -> None:
    admin = as_("admin")
    env = next(each for each in admin.get("/v1/principals").json()["data"] if each["name"] == "env")
    assert client.get("/v1/catalog").status_code == 200
    for role in env["roles"]:
        ask(admin, env["id"], role, "taken")
    refused(client.get("/v1/catalog"), 403, "key.scope_missing")
    assert client.get("/v1/me").json().items() >= {"id": env["id"], "roles": [], "scopes": ["me"]}.items()
    ask(admin, env["id"], "payroll")
    assert "periods:write" in client.get("/v1/me").json()["scopes"]
