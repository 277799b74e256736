"""Who can act: added, listed, linked to a participant, known to an identity provider, erased."""

import pytest
from fastapi.testclient import TestClient

from service.access.operators import operator_actor
from service.store.database import Database
from service.store.tables import Participant, Person
from service.work import Work, carry_out
from tests.service.principals.people import add, id_of, new_key, refused, with_key
from tests.stores import As, Store


@pytest.fixture
def admin(as_: As) -> TestClient:
    return as_("admin")


def add_participant(database: Database, external_id: str) -> None:
    """A participant as the store keeps one."""

    def effect(work: Work) -> None:
        participant = Participant(created_at=work.now)
        work.add(participant)
        assert participant.id is not None
        work.add(Person(participant_id=participant.id, external_id=external_id, secret="s"))
        work.changed("participant.created", f"participant/{participant.id}")

    carry_out(database, operator_actor(database, "tester"), effect)


def test_a_new_principal_has_no_roles(admin: TestClient) -> None:
    answer = admin.post("/v1/principals", json={"kind": "person", "name": "Anna Berg", "email": "anna@example.com"})
    assert answer.status_code == 201
    shown = answer.json()
    assert (
        shown.items()
        >= {
            "kind": "person",
            "name": "Anna Berg",
            "email": "anna@example.com",
            "erased": False,
            "participant": None,
            "roles": [],
            "identities": [],
        }.items()
    )
    assert admin.get(f"/v1/principals/{shown['id']}").json() == shown


def test_the_same_request_again_adds_nobody(admin: TestClient) -> None:
    call = {"json": {"kind": "system", "name": "CRM"}, "headers": {"Idempotency-Key": "k1"}}
    first, second = (admin.post("/v1/principals", **call) for _ in range(2))  # type: ignore[arg-type]
    assert first.json() == second.json()
    assert second.headers["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ({"kind": "person"}, "request.missing_key"),
        ({"kind": "operator", "name": "x"}, "request.bad_value"),
        ({"kind": "person", "name": ""}, "request.bad_value"),
        ({"kind": "person", "name": " x"}, "request.bad_value"),
        ({"kind": "person", "name": "x\u0000y"}, "request.bad_value"),
        ({"kind": "person", "name": "x" * 201}, "request.bad_value"),
        ({"kind": "person", "name": "x", "email": "no address"}, "request.bad_value"),
        ({"kind": "person", "name": "x", "roles": ["admin"]}, "request.unknown_key"),
        ({"kind": "person", "name": "operator:root"}, "principal.reserved_name"),
    ],
)
def test_bad_principals_are_refused(admin: TestClient, call: dict[str, object], code: str) -> None:
    refused(admin.post("/v1/principals", json=call), 422, code)


@pytest.mark.parametrize("name", ["op\u200berator:root", "Anna\u202e", "Anna\u2028Berg", "An\u00adna"])
def test_names_hide_nothing(admin: TestClient, name: str) -> None:
    answer = admin.post("/v1/principals", json={"kind": "person", "name": name})
    refused(answer, 422, "principal.hidden_characters")


@pytest.mark.parametrize("name", ["OPERATOR:root", "operator\uff1aroot", "\uff4fperator:root"])
def test_the_names_of_operators_are_nobody_elses(admin: TestClient, name: str) -> None:
    answer = admin.post("/v1/principals", json={"kind": "person", "name": name})
    refused(answer, 422, "principal.reserved_name")


@pytest.mark.parametrize("name", ["ANNA STRASSE", "anna straße", "Anna\u00a0Straße", "\uff21nna Straße"])
def test_a_name_that_looks_alike_is_taken(admin: TestClient, name: str) -> None:
    add(admin, "Anna Straße")
    refused(admin.post("/v1/principals", json={"kind": "person", "name": name}), 409, "principal.name_taken")


def test_nobody_links_themselves_or_somebody_whose_key_they_know(admin: TestClient, as_: As, store: Store) -> None:
    add_participant(store.database, "CEO")
    mine = admin.put(f"/v1/principals/{id_of(as_, 'admin')}/participant", json={"participant": "CEO"})
    refused(mine, 403, "principal.links_self")
    person = add(admin, "Anna")
    key = new_key(admin, person)
    link = f"/v1/principals/{person}/participant"
    refused(admin.put(link, json={"participant": "CEO"}), 409, "principal.keys_of_others")
    admin.post(f"/v1/principals/{person}/keys/{key['id']}/revoke")
    assert admin.put(link, json={"participant": "CEO"}).status_code == 200


def test_a_name_is_taken_once(admin: TestClient) -> None:
    add(admin, "Anna")
    refused(admin.post("/v1/principals", json={"kind": "system", "name": "Anna"}), 409, "principal.name_taken")


@pytest.mark.parametrize("sent", ["0", "999999", "007", "x", "-1", "1e3", "9" * 19, "9" * 400, "%00", "٣"])
def test_other_ids_are_nobody(admin: TestClient, sent: str) -> None:
    for path in ("", "/keys", "/roles"):
        refused(admin.get(f"/v1/principals/{sent}{path}"), 404, "principal.not_found")


def test_pages_follow_each_other(admin: TestClient) -> None:
    whole = admin.get("/v1/principals?limit=100").json()["data"]
    cursor, seen = "", []
    while True:
        page = admin.get(f"/v1/principals?limit=3{cursor}").json()
        seen += page["data"]
        if not page["has_more"]:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == whole
    assert len(whole) >= 9
    refused(admin.get("/v1/principals?cursor=bm8"), 422, "query.bad_cursor")


def test_a_person_is_a_participant(admin: TestClient, as_: As, store: Store) -> None:
    add_participant(store.database, "E1")
    person = id_of(as_, "participant")
    linked = admin.put(f"/v1/principals/{person}/participant", json={"participant": "E1"})
    assert (linked.status_code, linked.json()["participant"]) == (200, "E1")
    assert as_("participant").get("/v1/me").json()["participant"] == "E1"
    other = add(admin, "Berta")
    again = admin.put(f"/v1/principals/{other}/participant", json={"participant": "E1"})
    refused(again, 409, "principal.participant_taken")
    assert admin.put(f"/v1/principals/{person}/participant", json={"participant": None}).json()["participant"] is None
    assert admin.put(f"/v1/principals/{other}/participant", json={"participant": "E1"}).status_code == 200


def test_a_link_needs_a_participant_and_a_person(admin: TestClient, as_: As, store: Store) -> None:
    add_participant(store.database, "E1")
    person, system = id_of(as_, "participant"), id_of(as_, "integration")
    unknown = admin.put(f"/v1/principals/{person}/participant", json={"participant": "E2"})
    refused(unknown, 404, "participant.not_found")
    no_person = admin.put(f"/v1/principals/{system}/participant", json={"participant": "E1"})
    refused(no_person, 409, "principal.not_a_person")


def test_a_person_can_sign_in_elsewhere(admin: TestClient) -> None:
    person, other = add(admin, "Anna"), add(admin, "Berta")
    identity = {"issuer": "https://login.example", "subject": "u-1"}
    added = admin.post(f"/v1/principals/{person}/identities", json=identity)
    assert (added.status_code, added.json()["identities"]) == (201, [identity])
    refused(admin.post(f"/v1/principals/{other}/identities", json=identity), 409, "identity.taken")
    refused(admin.delete(f"/v1/principals/{other}/identities", params=identity), 404, "identity.not_found")
    ended = admin.delete(f"/v1/principals/{person}/identities", params=identity)
    assert (ended.status_code, ended.json()["identities"]) == (200, [])


def test_an_erased_person_has_no_name_and_no_way_in(admin: TestClient, store: Store) -> None:
    add_participant(store.database, "E1")
    person = add(admin, "Anna")
    admin.put(f"/v1/principals/{person}/participant", json={"participant": "E1"})
    key = new_key(admin, person)["key"]
    admin.post(f"/v1/principals/{person}/identities", json={"issuer": "i", "subject": "s"})
    assert with_key(admin, key).get("/v1/me").status_code == 200

    erased = admin.post(f"/v1/principals/{person}/erase")
    assert erased.status_code == 200
    expected: dict[str, object] = {
        "id": person,
        "name": None,
        "email": None,
        "erased": True,
        "participant": None,
        "identities": [],
    }
    assert erased.json().items() >= expected.items()
    assert admin.get(f"/v1/principals/{person}").json() == erased.json()
    refused(with_key(admin, key).get("/v1/me"), 401, "key.refused")
    assert add(admin, "Anna") != person


def test_nothing_is_given_to_an_erased_person(admin: TestClient) -> None:
    person = add(admin, "Anna")
    admin.post(f"/v1/principals/{person}/erase")
    for path, call in (
        ("keys", {}),
        ("roles", {"role": "author", "change": "given"}),
        ("identities", {"issuer": "i", "subject": "s"}),
        ("erase", None),
    ):
        refused(admin.post(f"/v1/principals/{person}/{path}", json=call), 409, "principal.erased")


def test_a_system_is_not_erased(admin: TestClient, as_: As) -> None:
    refused(admin.post(f"/v1/principals/{id_of(as_, 'integration')}/erase"), 409, "principal.not_a_person")


def test_the_last_approver_is_not_erased(admin: TestClient, as_: As) -> None:
    refused(admin.post(f"/v1/principals/{id_of(as_, 'approver')}/erase"), 409, "role.last_holder")


@pytest.mark.parametrize("role", ["author", "approver", "analyst", "integration", "payroll", "manager", "participant"])
def test_only_an_admin_adds_and_erases(as_: As, role: str) -> None:
    client = as_(role)
    refused(client.post("/v1/principals", json={"kind": "person", "name": "x"}), 403, "key.scope_missing")
    refused(client.post("/v1/principals/1/erase"), 403, "key.scope_missing")
