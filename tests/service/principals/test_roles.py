"""Roles: at once while there is nobody who could approve, afterwards only with another person's approval."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from service.store.tables import AuditEntry
from service.store.transactions import in_read_transaction
from tests.service.principals.people import Json, add, ask, id_of, new_key, refused, roles_of, with_key
from tests.stores import As, Store


@pytest.fixture
def admin(as_: As) -> TestClient:
    return as_("admin")


@pytest.fixture
def approver(as_: As) -> str:
    """The approver, who has signed in: the bootstrap is over."""
    return id_of(as_, "approver")


def decide(as_: As, asked: Json, verdict: str = "approve") -> Any:
    """The approver's decision in the inbox."""
    body = {"content_hash": asked["content_hash"], "reason": "As agreed."}
    return as_("approver").post(f"/v1/approvals/{asked['approval_request']}/{verdict}", json=body)


def operations(store: Store) -> list[str]:
    """What the audit says, oldest first."""
    return list(
        in_read_transaction(
            store.database,
            lambda session: session.exec(select(AuditEntry.operation).order_by(col(AuditEntry.seq))).all(),
        )
    )


def test_in_the_bootstrap_a_role_is_given_at_once(admin: TestClient, store: Store) -> None:
    person = add(admin, "Anna")
    asked = ask(admin, person, "author")
    assert asked == {
        "principal": person,
        "role": "author",
        "change": "given",
        "state": "in_force",
        "approval_request": None,
        "content_hash": None,
    }
    assert roles_of(admin, person) == ["author"]
    assert ask(admin, person, "author", "taken")["state"] == "in_force"
    assert roles_of(admin, person) == []
    assert operations(store)[-2:] == ["role.given.bootstrap", "role.taken.bootstrap"]
    listed = admin.get(f"/v1/principals/{person}/roles").json()["data"]
    assert [(each["change"], each["basis"]) for each in listed] == [("given", "bootstrap"), ("taken", "bootstrap")]


def test_the_bootstrap_ends_when_the_approver_signs_in(admin: TestClient, as_: As, store: Store) -> None:
    person = add(admin, "Anna")
    for role in ("admin", "author", "analyst", "integration"):
        as_(role).get("/v1/me")
    assert ask(admin, person, "author")["state"] == "in_force"
    for _ in range(2):
        as_("approver").get("/v1/me")
    assert operations(store).count("bootstrap.ended") == 1
    assert ask(admin, person, "analyst")["state"] == "open"


def test_an_admin_who_makes_himself_approver_does_not_end_it(admin: TestClient, as_: As, store: Store) -> None:
    renewed = with_key(admin, admin.post("/v1/me/rotate-key", json={"old_valid_hours": 0}).json()["key"])
    ask(renewed, str(renewed.get("/v1/me").json()["id"]), "approver")
    renewed.get("/v1/me")
    assert "bootstrap.ended" not in operations(store)


def test_afterwards_a_role_waits_for_another_person(admin: TestClient, approver: str, as_: As, store: Store) -> None:
    person = add(admin, "Anna")
    asked = ask(admin, person, "author", note="Writes the plans of sales.")
    assert asked["state"] == "open"
    assert roles_of(admin, person) == []
    assert decide(as_, asked).status_code == 200
    assert roles_of(admin, person) == ["author"]
    [change] = admin.get(f"/v1/principals/{person}/roles").json()["data"]
    assert (change["basis"], change["by"], change["approval_request"]) == (
        "approval",
        approver,
        asked["approval_request"],
    )
    assert operations(store)[-1] == "role.given"


def test_a_refused_role_is_not_given(admin: TestClient, approver: str, as_: As, store: Store) -> None:
    person = add(admin, "Anna")
    call = {"role": "author", "change": "given"}
    address, header = f"/v1/principals/{person}/roles", {"Idempotency-Key": "a"}
    asked = admin.post(address, json=call, headers=header).json()
    assert decide(as_, asked, "refuse").status_code == 200
    assert roles_of(admin, person) == []
    again = admin.post(address, json=call, headers=header)
    assert again.json() == {**asked, "state": "refused"}


def test_taking_a_role_waits_too(admin: TestClient, approver: str, as_: As, store: Store) -> None:
    author = id_of(as_, "author")
    asked = ask(admin, author, "author", "taken")
    assert roles_of(admin, author) == ["author"]
    assert decide(as_, asked).status_code == 200
    assert roles_of(admin, author) == []
    refused(as_("author").get("/v1/principals"), 403, "key.scope_missing")


def test_changes_that_make_no_sense(admin: TestClient, as_: As) -> None:
    author, system, me = id_of(as_, "author"), id_of(as_, "integration"), id_of(as_, "admin")
    approver = next(each["id"] for each in admin.get("/v1/principals").json()["data"] if each["name"] == "approver")
    for principal, role, change, code in (
        (author, "author", "given", "role.held"),
        (author, "payroll", "taken", "role.not_held"),
        (system, "author", "given", "role.person_needed"),
        (system, "approver", "given", "role.person_needed"),
        (system, "admin", "given", "role.person_needed"),
        (system, "manager", "given", "role.person_needed"),
        (me, "admin", "taken", "role.last_holder"),
        (approver, "approver", "taken", "role.last_holder"),
    ):
        answer = admin.post(f"/v1/principals/{principal}/roles", json={"role": role, "change": change})
        refused(answer, 409, code)


def test_operators_hold_no_roles(admin: TestClient) -> None:
    operator = next(each["id"] for each in admin.get("/v1/principals").json()["data"] if each["kind"] == "operator")
    for role in ("analyst", "admin"):
        answer = admin.post(f"/v1/principals/{operator}/roles", json={"role": role, "change": "given"})
        refused(answer, 409, "role.person_needed")


def test_the_last_admin_stays_even_when_two_were_asked_about(admin: TestClient, as_: As, store: Store) -> None:
    first = id_of(as_, "admin")
    second = add(admin, "Anna")
    ask(admin, second, "admin")
    as_("approver").get("/v1/me")
    both = [ask(admin, each, "admin", "taken") for each in (first, second)]
    assert decide(as_, both[0]).status_code == 200
    refused(decide(as_, both[1]), 409, "role.last_holder")
    assert roles_of(as_("approver"), second) == ["admin"]


def test_nobody_becomes_an_approver_with_a_key_that_the_admin_knows(
    admin: TestClient, approver: str, as_: As, store: Store
) -> None:
    person = add(admin, "Anna")
    key = new_key(admin, person)["key"]
    answer = admin.post(f"/v1/principals/{person}/roles", json={"role": "approver", "change": "given"})
    refused(answer, 409, "role.keys_of_others")
    renewed = with_key(admin, key).post("/v1/me/rotate-key", json={"old_valid_hours": 0}).json()
    answer = admin.post(f"/v1/principals/{person}/roles", json={"role": "approver", "change": "given"})
    refused(answer, 409, "role.keys_of_others")
    admin.post(f"/v1/principals/{person}/keys/{renewed['id']}/revoke")
    asked = ask(admin, person, "approver")
    late = new_key(admin, person)
    refused(decide(as_, asked), 409, "role.keys_of_others")
    admin.post(f"/v1/principals/{person}/keys/{late['id']}/revoke")
    assert decide(as_, asked).status_code == 200
    assert roles_of(admin, person) == ["approver"]


def test_the_database_itself_gives_no_role_without_approval(admin: TestClient, approver: str, store: Store) -> None:
    person = int(add(admin, "Anna"))
    columns = "(principal_id, role, change, basis, by_id, at"
    attempts = [
        f"INSERT INTO role_change {columns}) VALUES ({person}, 'approver', 'given', 'bootstrap', {person}, 0)",
        f"INSERT INTO role_change {columns}) VALUES ({person}, 'approver', 'given', 'approval', {person}, 0)",
        f"INSERT INTO role_change {columns}, request_id, approval_id, verdict) "
        f"VALUES ({person}, 'approver', 'given', 'approval', {person}, 0, 1, 1, 'approved')",
        "UPDATE role_change SET role = 'approver'",
        "DELETE FROM bootstrap_end",
        "UPDATE bootstrap_end SET id = 1",
    ]
    for attempt in attempts:
        with pytest.raises(DBAPIError), store.database.writing.begin() as connection:
            connection.exec_driver_sql(attempt)


def test_an_approval_of_one_role_does_not_give_another(admin: TestClient, approver: str, as_: As, store: Store) -> None:
    person = add(admin, "Anna")
    asked = ask(admin, person, "analyst")
    assert decide(as_, asked).status_code == 200
    with store.database.reading.begin() as connection:
        [row] = connection.exec_driver_sql("SELECT request_id, approval_id FROM role_change WHERE basis = 'approval'")
    for role, change, whom in (
        ("approver", "given", person),
        ("analyst", "taken", person),
        ("analyst", "given", approver),
    ):
        with pytest.raises(DBAPIError), store.database.writing.begin() as connection:
            connection.exec_driver_sql(
                "INSERT INTO role_change"
                " (principal_id, role, change, basis, by_id, at, request_id, approval_id, verdict)"
                f" VALUES ({whom}, '{role}', '{change}', 'approval', {approver}, 0, {row[0]}, {row[1]}, 'approved')"
            )
