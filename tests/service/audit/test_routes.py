"""`/v1/audit`: filters, pages from the newest entry on, and a head that can be checked."""

from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from service.audit.signed_head import read_signed_head
from service.audit.signing_key import make_key_file
from tests.stores import As, Store


def listed(as_: As, **wanted: Any) -> list[dict[str, Any]]:
    """The entries that fit."""
    answer = as_("approver").get("/v1/audit", params={"limit": 100, **wanted})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["data"]
    return found


def test_pages_go_back_to_the_first_entry(lived: Store, as_: As) -> None:
    client, cursor, seqs = as_("approver"), None, list[int]()
    while True:
        page = client.get("/v1/audit", params={"limit": 37} | ({} if cursor is None else {"cursor": cursor})).json()
        seqs.extend(entry["seq"] for entry in page["data"])
        cursor = page["next_cursor"]
        if not page["has_more"]:
            break
    assert cursor is None
    assert seqs == list(range(seqs[0], 0, -1))


def test_filters_narrow_the_list(lived: Store, as_: As) -> None:
    [published, *_] = entries = listed(as_, operation="plan.published")
    assert [entry["subject"] for entry in entries] == ["plan/b2b-sales-manager/3", "plan/b2b-sales-manager/1"]
    assert published["principal"]["name"] == "approver"
    assert published["rows"] == [{"table": "approval", "count": 1}, {"table": "plan_version_event", "count": 2}]
    same = listed(as_, operation="plan.published", subject="plan/b2b-sales-manager/3", since=published["at"])
    assert same == [published]
    assert listed(as_, operation="plan.published", since=published["at"], until=published["at"]) == []
    assert published in listed(as_, principal=published["principal"]["id"])
    assert listed(as_, principal="999999") == []
    assert published in listed(as_, request_id=published["request_id"])


def test_a_read_of_pay_is_an_entry(lived: Store, as_: As) -> None:
    assert len(listed(as_, operation="pay.read")) == 8


@pytest.mark.parametrize(
    "query",
    [
        {"cursor": "nonsense"},
        {"cursor": "eA"},
        {"since": "yesterday"},
        {"since": "2026-03-01T10:00:00"},
        {"until": "5"},
        {"principal": "-1"},
        {"limit": 0},
        {"page": 2},
    ],
)
def test_other_queries_are_refused(as_: As, query: dict[str, Any]) -> None:
    assert as_("approver").get("/v1/audit", params=query).status_code == 422


@pytest.mark.parametrize("address", ["/v1/audit", "/v1/audit/head"])
def test_only_those_who_may_read_the_audit(as_: As, address: str) -> None:
    assert as_("approver").get(address).status_code == 200
    answer = as_("author").get(address)
    assert (answer.status_code, answer.json()["code"]) == (403, "key.scope_missing")


def test_the_head_is_signed_with_the_key_of_the_service(stored_app: FastAPI, as_: As, tmp_path: Path) -> None:
    unsigned = as_("approver").get("/v1/audit/head").json()
    assert (unsigned["public_key"], unsigned["signature"]) == (None, None)
    public_key = make_key_file(tmp_path / "audit.key")
    stored_app.state.audit_key_file = tmp_path / "audit.key"
    head = read_signed_head(as_("approver").get("/v1/audit/head").json())
    assert head.is_genuine(public_key)
    assert head.head.seq == listed(as_)[0]["seq"]
    assert head.head.hash == listed(as_)[0]["hash"]
    assert head.head.database == listed(as_)[-1]["hash"]
