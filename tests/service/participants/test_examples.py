"""Every example of a body in openapi.json is answered, on both databases."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI

from service.openapi import openapi_document
from tests.stores import As

SUCCESS = 200, 201, 204


def examples(app: FastAPI) -> Iterator[tuple[str, str, Any]]:
    """Method, address and body of every example about people."""
    for path, methods in openapi_document(app)["paths"].items():
        for method, operation in methods.items():
            if operation["tags"] == ["people"] and "requestBody" in operation:
                media = operation["requestBody"]["content"].get("application/json", {"examples": {}})
                for example in media["examples"].values():
                    yield method.upper(), path, example["value"]


def test_every_example_is_answered(stored_app: FastAPI, as_: As) -> None:
    client = as_("admin")
    tried = 0
    for number, (method, path, body) in enumerate(examples(stored_app)):
        id_, headers = f"someone-{number}", {}
        if path.startswith("/v1/assignments"):
            client.put(f"/v1/participants/{body.get('participant', 'E17')}", json={})
            if "{id}" in path:
                sent = {"participant": "E17", "plan": f"plan-{number}", "effective_from": "2026-01-01"}
                made = client.post("/v1/assignments", json=sent)
                id_, headers = made.json()["id"], {"If-Match": made.headers["ETag"]}
        elif path == "/v1/participants":
            client.post(f"/v1/participants/{body['id']}/erase", json={"reason": "to be made anew"})
        else:
            client.put(f"/v1/participants/{id_}", json={})
        answer = client.request(method, path.format(id=id_, external_id=id_), json=body, headers=headers)
        assert answer.status_code in SUCCESS, (method, path, answer.text)
        tried += 1
    assert tried >= 13
