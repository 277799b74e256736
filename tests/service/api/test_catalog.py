"""GET /v1/catalog and GET /v1/catalog/{key}."""

import base64
from importlib.resources import files

import pytest
from fastapi.testclient import TestClient

from service.catalog import catalog_document, catalog_keys, catalog_text


def test_without_a_key_it_is_401(anonymous: TestClient) -> None:
    assert anonymous.get("/v1/catalog").status_code == 401
    assert anonymous.get("/v1/catalog/b2b-sales-manager").status_code == 401


def test_all_shipped_plans_are_listed(client: TestClient) -> None:
    answer = client.get("/v1/catalog").json()
    shipped = sorted(entry.name for entry in (files("rules") / "catalog").iterdir() if entry.is_file())
    assert [line["key"] + ".json" for line in answer["data"]] == shipped
    assert (answer["has_more"], answer["next_cursor"]) == (False, None)
    assert answer["data"][0].keys() == {"key", "version", "title", "currency", "frequency"}


@pytest.mark.parametrize("limit", [1, 2, 5, 100])
def test_pages_give_every_plan_once(client: TestClient, limit: int) -> None:
    keys: list[str] = []
    cursor = ""
    while True:
        page = client.get(f"/v1/catalog?limit={limit}" + (f"&cursor={cursor}" if cursor else "")).json()
        assert len(page["data"]) <= limit
        keys += [line["key"] for line in page["data"]]
        assert page["has_more"] == (page["next_cursor"] is not None)
        if not page["has_more"]:
            break
        cursor = page["next_cursor"]
    assert keys == list(catalog_keys())


@pytest.mark.parametrize("limit", ["0", "101", "-1", "x", "1.5", ""])
def test_limits_outside_of_1_to_100_are_refused(client: TestClient, limit: str) -> None:
    answer = client.get(f"/v1/catalog?limit={limit}")
    assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, "query limit")


@pytest.mark.parametrize("cursor", ["!", "abc", base64.urlsafe_b64encode(b"\xff\xff").decode(), "x" * 201])
def test_cursors_that_no_page_gave_out_are_refused(client: TestClient, cursor: str) -> None:
    answer = client.get(f"/v1/catalog?cursor={cursor}")
    assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, "query cursor")


@pytest.mark.parametrize("key", catalog_keys())
def test_a_plan_comes_with_its_document(client: TestClient, key: str) -> None:
    answer = client.get(f"/v1/catalog/{key}").json()
    assert (answer["key"], answer["version"]) == (key, 1)
    assert answer["plan"]["key"] == key
    report = client.post("/v1/plans/check", json=answer["plan"]).json()
    assert report["valid"] is True
    assert report["hash"] == answer["hash"]


@pytest.mark.parametrize("key", ["nothing", "B2B-SALES-MANAGER", "b2b-sales-manager.json", "..", "%2e%2e%2f__init__"])
def test_other_keys_are_not_found(client: TestClient, key: str) -> None:
    assert client.get(f"/v1/catalog/{key}").status_code == 404


def test_a_document_can_be_changed_without_changing_the_next_one() -> None:
    catalog_document("b2b-sales-manager")["title"] = "changed"
    assert catalog_document("b2b-sales-manager")["title"] == "B2B sales manager"


def test_a_file_outside_of_the_catalog_has_no_key() -> None:
    with pytest.raises(KeyError):
        catalog_text("../__init__")
