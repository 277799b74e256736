"""Two persons are two pairs of hands from the first minute on, in whatever order an admin tries it."""

import pytest
from fastapi.testclient import TestClient

from service.access.add_principal import give_first_roles
from service.access.operators import operator_actor
from service.two_person import ask as request
from service.two_person import decide
from service.work import Actor, carry_out
from tests.service.principals.people import add, ask, new_key, refused
from tests.stores import As, Store

SIGN_IN = {"issuer": "https://login.example", "subject": "the admin"}
SHUT = [("revoke", "key.last_of_holder"), ("erase", "principal.holds_roles")]


@pytest.fixture
def admin(as_: As) -> TestClient:
    return as_("admin")


def named(admin: TestClient, name: str) -> str:
    """The id of somebody who has not signed in."""
    listed = admin.get("/v1/principals").json()["data"]
    return str(next(each["id"] for each in listed if each["name"] == name))


@pytest.mark.parametrize("name", ["approver", "the author"])
def test_the_bootstrap_gives_nobody_a_second_pair_of_hands(admin: TestClient, name: str) -> None:
    person = named(admin, name)
    [key] = admin.get(f"/v1/principals/{person}/keys").json()["data"]
    refused(admin.post(f"/v1/principals/{person}/keys", json={}), 403, "key.only_by_holder")
    refused(admin.post(f"/v1/principals/{person}/keys/{key['id']}/rotate", json={}), 403, "key.only_by_holder")
    refused(admin.post(f"/v1/principals/{person}/identities", json=SIGN_IN), 403, "key.only_by_holder")


def test_nor_does_the_other_order(admin: TestClient) -> None:
    with_a_key, with_a_sign_in = add(admin, "Anna"), add(admin, "Berta")
    new_key(admin, with_a_key)
    assert admin.post(f"/v1/principals/{with_a_sign_in}/identities", json=SIGN_IN).status_code == 201
    given = {"role": "approver", "change": "given"}
    refused(admin.post(f"/v1/principals/{with_a_key}/roles", json=given), 409, "role.keys_of_others")
    refused(admin.post(f"/v1/principals/{with_a_sign_in}/roles", json=given), 409, "role.sign_ins_unseen")


def test_an_approver_who_was_made_admin_too_ends_the_bootstrap(admin: TestClient, as_: As, store: Store) -> None:
    person, approver = add(admin, "Anna"), int(named(admin, "approver"))
    operator = operator_actor(store.database, "tester")
    carry_out(store.database, operator, lambda work: give_first_roles(work, approver, ["admin"]))
    as_("approver").get("/v1/me")
    assert ask(admin, person, "analyst")["state"] == "open"


def test_the_first_decision_of_somebody_else_ends_it_with_it(admin: TestClient, store: Store) -> None:
    author, approver = (Actor(int(named(admin, name))) for name in ("the author", "approver"))
    number = carry_out(store.database, author, lambda work: request(work, "plan_version", "plan/x/1", "a" * 64))
    carry_out(store.database, approver, lambda work: decide(work, number, "a" * 64, "approved"))
    assert ask(admin, add(admin, "Anna"), "analyst")["state"] == "open"


@pytest.mark.parametrize(("step", "code"), SHUT)
def test_nobody_alone_shuts_out_who_could_say_no(admin: TestClient, as_: As, step: str, code: str) -> None:
    person = named(admin, "the author")
    [key] = admin.get(f"/v1/principals/{person}/keys").json()["data"]
    place = f"keys/{key['id']}/revoke" if step == "revoke" else "erase"
    refused(admin.post(f"/v1/principals/{person}/{place}"), 409, code)
    assert as_("author").get("/v1/me").status_code == 200
    as_("author").post("/v1/me/rotate-key", json={"old_valid_hours": 2})
    if step == "revoke":
        assert admin.post(f"/v1/principals/{person}/{place}").status_code == 200
