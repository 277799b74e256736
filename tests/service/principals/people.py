"""Short ways to those who act, for the tests of principals."""

from typing import Any

from fastapi.testclient import TestClient

from tests.stores import As

Json = dict[str, Any]


def id_of(as_: As, role: str) -> str:
    """The id of the test store's principal for a role."""
    answer = as_(role).get("/v1/me")
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


def add(admin: TestClient, name: str, kind: str = "person") -> str:
    """A new principal, by id."""
    answer = admin.post("/v1/principals", json={"kind": kind, "name": name})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def ask(admin: TestClient, principal: str, role: str, change: str = "given", **more: str) -> Json:
    """Ask for a role to be given or taken."""
    answer = admin.post(f"/v1/principals/{principal}/roles", json={"role": role, "change": change, **more})
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


def roles_of(client: TestClient, principal: str) -> list[str]:
    """The roles that a principal holds."""
    found: list[str] = client.get(f"/v1/principals/{principal}").json()["roles"]
    return found


def new_key(admin: TestClient, principal: str, **call: object) -> Json:
    """A new key of a principal."""
    answer = admin.post(f"/v1/principals/{principal}/keys", json=call)
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


def with_key(client: TestClient, key: str) -> TestClient:
    """Another caller of the same app."""
    return TestClient(client.app, headers={"Authorization": f"Bearer {key}"})


def refused(answer: Any, status: int, code: str) -> None:
    """That an answer is this refusal."""
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
