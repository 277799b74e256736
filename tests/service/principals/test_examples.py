"""The example bodies of openapi.json are accepted."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.main import create_app
from service.openapi import openapi_document
from service.settings import Settings
from tests.service.principals.people import add, ask, new_key
from tests.service.principals.test_principals import add_participant
from tests.stores import As, Store

BODIES = [
    (f"{method.upper()} {path}", example["summary"], example["value"])
    for path, methods in openapi_document(create_app(Settings()))["paths"].items()
    for method, operation in methods.items()
    if operation["tags"] == ["principals"] and "requestBody" in operation
    for example in operation["requestBody"]["content"]["application/json"]["examples"].values()
]


@pytest.fixture
def admin(as_: As) -> TestClient:
    return as_("admin")


@pytest.mark.parametrize("store_kind", ["sqlite"])
@pytest.mark.parametrize(("name", "summary", "body"), BODIES, ids=[f"{name}: {summary}" for name, summary, _ in BODIES])
def test_every_example_is_answered(admin: TestClient, store: Store, name: str, summary: str, body: Any) -> None:
    person = add(admin, "somebody")
    ask(admin, person, "integration")
    if body.get("change") == "taken":
        ask(admin, person, body["role"])
    add_participant(store.database, "E17")
    method, path = name.split()
    # Nobody with a key that somebody else made becomes an author.
    key = new_key(admin, person)["id"] if "{key_id}" in path else ""
    answer = admin.request(method, path.format(id=person, key_id=key), json=body)
    assert answer.is_success, answer.text
