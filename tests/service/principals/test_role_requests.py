"""A request for a role is bound to what it was when it was asked for, and to somebody who may ask."""

from typing import Any, cast

import pytest
from fastapi.testclient import TestClient

from service.approvals.kinds import SUBJECTS
from service.two_person import ask as request
from service.work import Actor, carry_out
from tests.service.principals.people import Json, add, ask, id_of, new_key, refused, roles_of, with_key
from tests.stores import As, Store

SIGN_IN = {"issuer": "https://login.example", "subject": "the admin"}


@pytest.fixture
def admin(as_: As) -> TestClient:
    """The admin; the bootstrap is over."""
    as_("approver").get("/v1/me")
    return as_("admin")


def decide(as_: As, asked: Json) -> Any:
    """The approver's yes."""
    body = {"content_hash": asked["content_hash"]}
    return as_("approver").post(f"/v1/approvals/{asked['approval_request']}/approve", json=body)


def test_a_sign_in_that_nobody_saw_is_not_approved(admin: TestClient, as_: As) -> None:
    person = add(admin, "Anna")
    asked = ask(admin, person, "approver")
    assert as_("approver").get(f"/v1/approvals/{asked['approval_request']}").status_code == 200
    assert admin.post(f"/v1/principals/{person}/identities", json=SIGN_IN).status_code == 201
    refused(decide(as_, asked), 409, "role.changed_since")
    assert roles_of(admin, person) == []
    assert decide(as_, ask(admin, person, "approver")).status_code == 200


def test_nor_a_key_that_was_made_and_renewed_in_between(admin: TestClient, as_: As) -> None:
    person = add(admin, "Anna")
    asked = ask(admin, person, "author")
    known = new_key(admin, person)["key"]
    with_key(admin, known).post("/v1/me/rotate-key", json={"old_valid_hours": 0})
    refused(decide(as_, asked), 409, "role.keys_of_others")


def test_the_same_is_asked_once_at_a_time(admin: TestClient) -> None:
    person = add(admin, "Anna")
    ask(admin, person, "analyst")
    again = admin.post(f"/v1/principals/{person}/roles", json={"role": "analyst", "change": "given"})
    refused(again, 409, "role.asked")


def test_an_old_request_brings_no_role_back(admin: TestClient, as_: As) -> None:
    person = add(admin, "Anna")
    old = ask(admin, person, "analyst")
    assert decide(as_, ask(admin, person, "payroll")).status_code == 200
    assert decide(as_, ask(admin, person, "analyst")).status_code == 200
    assert decide(as_, ask(admin, person, "analyst", "taken")).status_code == 200
    refused(decide(as_, old), 409, "role.changed_since")
    assert roles_of(admin, person) == ["payroll"]


def test_a_request_of_somebody_who_may_not_ask_any_more_is_not_approved(admin: TestClient, as_: As) -> None:
    person, asker = add(admin, "Anna"), id_of(as_, "admin")
    asked = ask(admin, person, "analyst")
    other = add(admin, "Berta")
    assert decide(as_, ask(admin, other, "admin")).status_code == 200
    assert decide(as_, ask(admin, asker, "admin", "taken")).status_code == 200
    refused(decide(as_, asked), 409, "role.author_gone")


def test_names_and_sign_ins_are_for_those_who_may_read_who_acts(admin: TestClient, as_: As) -> None:
    person = add(admin, "Anna")
    admin.post(f"/v1/principals/{person}/identities", json=SIGN_IN)
    place = f"/v1/approvals/{ask(admin, person, 'analyst')['approval_request']}"
    for role in ("author", "payroll"):
        shown = as_(role).get(place)
        assert shown.json()["details"]["principal"]["hidden"] == ["email", "identities", "name", "participant"]
        assert "Anna" not in shown.text
        assert SIGN_IN["subject"] not in shown.text
    assert as_("approver").get(place).json()["details"]["principal"]["identities"] == [SIGN_IN]


def test_a_kind_that_nothing_acts_upon_cannot_be_decided(
    admin: TestClient, as_: As, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(cast(dict[str, Any], SUBJECTS), "adjustment")
    author = Actor(int(id_of(as_, "author")))
    number = carry_out(store.database, author, lambda work: request(work, "adjustment", "adjustment/1", "a" * 64))
    assert as_("approver").get(f"/v1/approvals/{number}").json()["details"] == {}
    for verdict in ("approve", "refuse"):
        body = {"content_hash": "a" * 64, "reason": "No."}
        refused(as_("approver").post(f"/v1/approvals/{number}/{verdict}", json=body), 409, "approval.without_effect")
    assert as_("approver").get(f"/v1/approvals/{number}").json()["state"] == "open"
