"""Plain SQL with the service's own role gives nobody a way in unseen: keys and sign-ins never change, new ones show."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import DBAPIError

from service.access.keys import digest_of, identity_digest
from service.audit.verify import Asked, verify
from tests.service.principals.people import add, id_of, new_key
from tests.stores import As, Store

AT = "2026-03-01T10:00:00.000000Z"


@pytest.fixture
def admin(as_: As) -> TestClient:
    return as_("admin")


def found_by_verifying(store: Store) -> list[tuple[str, str]]:
    """What the deep check says of the store as it is."""
    with store.database.reading.begin() as connection:
        return [(each.code, each.path) for each in verify(connection, Asked(deep=True), AT).problems]


def test_keys_and_sign_ins_never_change(admin: TestClient, as_: As, store: Store) -> None:
    approver, me = id_of(as_, "approver"), id_of(as_, "admin")
    person = add(admin, "Anna")
    key = new_key(admin, person)
    admin.post(f"/v1/principals/{person}/keys/{key['id']}/revoke")
    admin.post(f"/v1/principals/{person}/identities", json={"issuer": "i", "subject": "s"})
    attempts = [
        f"UPDATE api_key SET principal_id = {approver} WHERE principal_id = {me}",
        "UPDATE api_key SET scopes = '*'",
        "UPDATE api_key SET expires_at = NULL",
        f"UPDATE api_key SET digest = '{digest_of('mine')}' WHERE principal_id = {approver}",
        "UPDATE api_key_end SET ended_at = 9000000000000000",
        "DELETE FROM api_key_end",
        f"UPDATE sign_in_change SET principal_id = {approver}",
        "DELETE FROM sign_in_change",
    ]
    for attempt in attempts:
        with pytest.raises(DBAPIError), store.database.writing.begin() as connection:
            connection.exec_driver_sql(attempt)
    assert found_by_verifying(store) == []


def test_a_key_that_nobody_made_is_found(as_: As, store: Store) -> None:
    approver = id_of(as_, "approver")
    with store.database.writing.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO api_key (id, principal_id, label, digest, scopes, by_id, created_at)"
            f" VALUES (900, {approver}, 'mine', '{digest_of('mine')}', '*', {approver}, 0)"
        )
    assert [path for _, path in found_by_verifying(store)] == ["api_key/900"]


def test_a_sign_in_that_nobody_added_is_found(as_: As, store: Store) -> None:
    approver = id_of(as_, "approver")
    with store.database.writing.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO sign_in_change (id, digest, number, principal_id, change, by_id, at)"
            f" VALUES (900, '{identity_digest('i', 'mine')}', 1, {approver}, 'added', {approver}, 0)"
        )
    assert [path for _, path in found_by_verifying(store)] == ["sign_in_change/900"]


def test_what_a_sign_in_is_called_decides_nothing(admin: TestClient, as_: As, store: Store) -> None:
    approver, person = id_of(as_, "approver"), add(admin, "Anna")
    for whom, subject in ((person, "hers"), (approver, "the approver's")):
        admin.post(f"/v1/principals/{whom}/identities", json={"issuer": "i", "subject": subject})
    listed = admin.get(f"/v1/principals/{person}").json()["identities"]
    assert listed == [{"issuer": "i", "subject": "hers"}]
    erased = admin.post(f"/v1/principals/{person}/erase")
    assert erased.status_code == 200
    with store.owner.reading.begin() as connection:
        kept = repr(connection.exec_driver_sql("SELECT * FROM principal_identity").all())
    assert "hers" not in kept


def test_a_sign_in_without_its_text_is_shown(admin: TestClient, store: Store) -> None:
    person = add(admin, "Anna")
    admin.post(f"/v1/principals/{person}/identities", json={"issuer": "i", "subject": "s"})
    for change in ("UPDATE principal_identity SET subject = 'x'", "DELETE FROM principal_identity"):
        with store.database.writing.begin() as connection:
            connection.exec_driver_sql(change)
        listed = admin.get(f"/v1/principals/{person}").json()["identities"]
        assert listed == [{"issuer": "sha256", "subject": identity_digest("i", "s")}]


def test_an_identity_that_ended_can_be_somebody_elses(admin: TestClient) -> None:
    one, other = add(admin, "Anna"), add(admin, "Berta")
    identity = {"issuer": "i", "subject": "s"}
    for whom, rest in ((one, other), (other, one), (one, other)):
        shown = admin.post(f"/v1/principals/{whom}/identities", json=identity)
        assert (shown.status_code, shown.json()["identities"]) == (201, [identity])
        assert admin.get(f"/v1/principals/{rest}").json()["identities"] == []
        assert admin.delete(f"/v1/principals/{whom}/identities", params=identity).status_code == 200
