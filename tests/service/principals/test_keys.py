"""Keys: made, narrowed, renewed, ended; nobody gets the key of somebody who decides."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import col, select

from rules import Problem
from service.access.keys import digest_of
from service.errors import StoreBusy
from service.store.tables import ApiKey
from service.store.transactions import in_read_transaction
from tests.service.principals.people import add, ask, id_of, new_key, refused, with_key
from tests.stores import As, Store


@pytest.fixture
def admin(as_: As) -> TestClient:
    return as_("admin")


@pytest.fixture
def system(admin: TestClient) -> str:
    """A system that may calculate."""
    number = add(admin, "CRM", kind="system")
    ask(admin, number, "integration")
    return number


def secret_of(made: dict[str, Any]) -> str:
    """What nobody may read again. The label before it is no secret, and the secret may hold underscores itself."""
    return str(made["key"]).removeprefix(f"bon_{made['label']}_")


def test_a_key_is_shown_once_and_kept_as_a_digest(admin: TestClient, system: str, store: Store) -> None:
    made = new_key(admin, system)
    assert re.fullmatch(rf"bon_{made['label']}_[A-Za-z0-9_-]{{43}}", made["key"])
    assert made.items() >= {"scopes": ["*"], "expires_at": None, "revoked_at": None, "last_used_at": None}.items()
    listed = admin.get(f"/v1/principals/{system}/keys").json()["data"]
    assert listed == [{name: value for name, value in made.items() if name != "key"}]
    [kept] = in_read_transaction(
        store.database, lambda session: session.exec(select(ApiKey).where(col(ApiKey.id) == int(made["id"]))).all()
    )
    assert kept.digest == digest_of(made["key"])
    assert secret_of(made) not in repr(kept)


def test_a_repeated_request_makes_no_second_key_and_shows_no_text(admin: TestClient, system: str) -> None:
    for path in ("keys", "me"):
        address = f"/v1/principals/{system}/keys" if path == "keys" else "/v1/me/rotate-key"
        first, second = (admin.post(address, json={}, headers={"Idempotency-Key": path}) for _ in range(2))
        assert (first.status_code, second.status_code) == (201, 201)
        assert first.json()["key"].startswith("bon_")
        assert second.json() == {**first.json(), "key": None}
        assert second.headers["Idempotent-Replayed"] == "true"


def test_a_key_narrows(admin: TestClient, system: str) -> None:
    narrow = with_key(admin, new_key(admin, system, scopes=["kpis:read", "plans:read"])["key"])
    assert narrow.get("/v1/me").json()["scopes"] == ["kpis:read", "me", "plans:read"]
    refused(narrow.get("/v1/catalog"), 403, "key.scope_missing")
    assert narrow.get("/v1/catalog").headers["WWW-Authenticate"] == 'Bearer realm="bonus", error="insufficient_scope"'


@pytest.mark.parametrize(
    ("scopes", "code"),
    [
        (["audit:read"], "key.scope_beyond_roles"),
        (["kpis:read", "plans:write"], "key.scope_beyond_roles"),
        (["all"], "key.unknown_scope"),
        (["*", "everything"], "key.unknown_scope"),
        ([], "request.bad_value"),
        (["x"] * 65, "request.bad_value"),
    ],
)
def test_a_key_does_not_widen(admin: TestClient, system: str, scopes: list[str], code: str) -> None:
    refused(admin.post(f"/v1/principals/{system}/keys", json={"scopes": scopes}), 422, code)


def test_a_narrow_key_renews_only_itself(admin: TestClient, system: str) -> None:
    narrow = with_key(admin, new_key(admin, system, scopes=["kpis:read"])["key"])
    renewed = narrow.post("/v1/me/rotate-key", json={}).json()
    assert renewed["scopes"] == ["kpis:read"]
    assert with_key(admin, renewed["key"]).get("/v1/me").json()["scopes"] == ["kpis:read", "me"]


def test_an_ended_key_is_refused(admin: TestClient, system: str) -> None:
    made = new_key(admin, system)
    client = with_key(admin, made["key"])
    assert client.get("/v1/me").status_code == 200
    ended = admin.post(f"/v1/principals/{system}/keys/{made['id']}/revoke")
    assert ended.status_code == 200
    assert ended.json()["revoked_at"] is not None
    answer = client.get("/v1/me")
    refused(answer, 401, "key.refused")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="bonus", error="invalid_token"'
    again = admin.post(f"/v1/principals/{system}/keys/{made['id']}/revoke")
    assert again.json()["revoked_at"] == ended.json()["revoked_at"]
    refused(admin.post(f"/v1/principals/{system}/keys/{made['id']}/rotate", json={}), 409, "key.ended")


def test_a_key_ends_by_itself(admin: TestClient, system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    end = datetime.now(UTC) + timedelta(days=1)
    made = new_key(admin, system, expires_at=end.isoformat())
    assert made["expires_at"] == end.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    client = with_key(admin, made["key"])
    assert client.get("/v1/me").status_code == 200
    monkeypatch.setattr("service.access.credentials.now", lambda: end)
    refused(client.get("/v1/me"), 401, "key.refused")


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ("2020-01-01T00:00:00Z", "key.expiry_past"),
        ("2999-01-01T00:00:00", "request.bad_value"),
        ("tomorrow", "request.bad_value"),
        (4102444800, "request.bad_value"),
        ("0001-01-01T00:00:00+10:00", "request.bad_value"),
    ],
)
def test_an_end_must_be_a_moment_to_come(admin: TestClient, system: str, moment: object, code: str) -> None:
    refused(admin.post(f"/v1/principals/{system}/keys", json={"expires_at": moment}), 422, code)


def test_a_renewed_key_keeps_its_label_and_the_old_one_stays_for_a_while(
    admin: TestClient, system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = new_key(admin, system, scopes=["kpis:read"])
    new = admin.post(f"/v1/principals/{system}/keys/{old['id']}/rotate", json={"old_valid_hours": 2}).json()
    assert (new["label"], new["scopes"]) == (old["label"], old["scopes"])
    assert new["key"] != old["key"]
    both = [with_key(admin, each["key"]) for each in (old, new)]
    assert [client.get("/v1/me").status_code for client in both] == [200, 200]
    later = datetime.now(UTC) + timedelta(hours=2)
    monkeypatch.setattr("service.access.credentials.now", lambda: later)
    assert [client.get("/v1/me").status_code for client in both] == [401, 200]


def test_a_key_for_some_time_is_renewed_for_the_same_time(admin: TestClient, system: str) -> None:
    until = datetime.now(UTC) + timedelta(days=30)
    old = new_key(admin, system, expires_at=until.isoformat())
    new = admin.post(f"/v1/principals/{system}/keys/{old['id']}/rotate", json={"old_valid_hours": 720}).json()
    lasts = [
        datetime.fromisoformat(each["expires_at"]) - datetime.fromisoformat(each["created_at"]) for each in (old, new)
    ]
    assert lasts[0] == lasts[1]
    listed = admin.get(f"/v1/principals/{system}/keys").json()["data"]
    assert listed[0]["expires_at"] == old["expires_at"], "renewing does not prolong the old key"


@pytest.mark.parametrize("hours", [-1, 721, "24", 1.5, None])
def test_hours_are_a_whole_number(admin: TestClient, system: str, hours: object) -> None:
    old = new_key(admin, system)
    answer = admin.post(f"/v1/principals/{system}/keys/{old['id']}/rotate", json={"old_valid_hours": hours})
    refused(answer, 422, "request.bad_value")


def test_a_key_is_found_only_under_its_own_principal(admin: TestClient, system: str) -> None:
    made, other = new_key(admin, system), add(admin, "ERP", kind="system")
    for what in ("rotate", "revoke"):
        for place in (f"{other}/keys/{made['id']}", f"{system}/keys/999999", f"{system}/keys/x"):
            call: dict[str, object] | None = {} if what == "rotate" else None
            answer = admin.post(f"/v1/principals/{place}/{what}", json=call)
            refused(answer, 404, "key.not_found")


def test_whoever_has_a_key_renews_it(admin: TestClient, as_: As) -> None:
    renewed = as_("participant").post("/v1/me/rotate-key", json={"old_valid_hours": 0})
    assert renewed.status_code == 201
    refused(as_("participant").get("/v1/me"), 401, "key.refused")
    me = with_key(admin, renewed.json()["key"]).get("/v1/me").json()
    assert me["key"]["id"] == renewed.json()["id"]


@pytest.mark.parametrize("role", ["approver", "author", "payroll"])
def test_nobody_gets_a_key_of_somebody_who_writes_or_decides(admin: TestClient, as_: As, role: str) -> None:
    as_("approver").get("/v1/me")
    person = id_of(as_, role)
    [key] = admin.get(f"/v1/principals/{person}/keys").json()["data"]
    refused(admin.post(f"/v1/principals/{person}/keys", json={}), 403, "key.only_by_holder")
    refused(admin.post(f"/v1/principals/{person}/keys/{key['id']}/rotate", json={}), 403, "key.only_by_holder")
    identity = {"issuer": "https://login.example", "subject": "the admin"}
    refused(admin.post(f"/v1/principals/{person}/identities", json=identity), 403, "key.only_by_holder")
    refused(admin.post(f"/v1/principals/{person}/keys/{key['id']}/revoke"), 409, "key.last_of_holder")


def test_an_admin_makes_keys_for_the_admin_and_for_others_without_weight(admin: TestClient, as_: As) -> None:
    as_("approver").get("/v1/me")
    for role in ("admin", "integration"):
        assert new_key(admin, id_of(as_, role))["key"]


@pytest.mark.parametrize("role", ["analyst", "manager", "participant"])
def test_nobody_gets_a_key_of_somebody_who_sees_pay(admin: TestClient, as_: As, role: str) -> None:
    as_("approver").get("/v1/me")
    person = id_of(as_, role)
    [key] = admin.get(f"/v1/principals/{person}/keys").json()["data"]
    refused(admin.post(f"/v1/principals/{person}/keys", json={}), 403, "key.only_by_holder")
    refused(admin.post(f"/v1/principals/{person}/keys/{key['id']}/rotate", json={}), 403, "key.only_by_holder")
    identity = {"issuer": "https://login.example", "subject": "the admin"}
    refused(admin.post(f"/v1/principals/{person}/identities", json=identity), 403, "key.only_by_holder")
    other = add(admin, "Anna")
    new_key(admin, other)
    answer = admin.post(f"/v1/principals/{other}/roles", json={"role": role, "change": "given"})
    refused(answer, 409, "role.keys_of_others")


def test_a_narrow_key_makes_no_wider_one(admin: TestClient, as_: As, system: str) -> None:
    me = id_of(as_, "admin")
    whole = new_key(admin, me)
    narrow = with_key(admin, new_key(admin, me, scopes=["access:write", "kpis:read"])["key"])
    for whom in (me, system):
        for scopes in (["*"], ["plans:read"], ["kpis:read", "plans:read"]):
            answer = narrow.post(f"/v1/principals/{whom}/keys", json={"scopes": scopes})
            refused(answer, 403, "key.scope_beyond_caller")
        assert new_key(narrow, whom, scopes=["kpis:read"])["key"]
    refused(narrow.post(f"/v1/principals/{me}/keys/{whole['id']}/rotate", json={}), 403, "key.scope_beyond_caller")


def test_a_key_makes_none_that_outlives_it(admin: TestClient, as_: As) -> None:
    me, end = id_of(as_, "admin"), datetime.now(UTC) + timedelta(days=1)
    short = with_key(admin, new_key(admin, me, expires_at=end.isoformat())["key"])
    for until in (None, (end + timedelta(seconds=1)).isoformat()):
        answer = short.post(f"/v1/principals/{me}/keys", json={"expires_at": until})
        refused(answer, 403, "key.outlives_caller")
    assert new_key(short, me, expires_at=end.isoformat())["key"]
    assert short.post("/v1/me/rotate-key", json={}).status_code == 201


def test_renewing_does_not_hide_who_made_a_key(admin: TestClient, as_: As) -> None:
    as_("approver").get("/v1/me")
    person, me = add(admin, "Anna"), id_of(as_, "admin")
    key = new_key(admin, person)["key"]
    renewed = with_key(admin, key).post("/v1/me/rotate-key", json={"old_valid_hours": 0}).json()
    assert renewed["made_by"] == me
    answer = admin.post(f"/v1/principals/{person}/roles", json={"role": "approver", "change": "given"})
    refused(answer, 409, "role.keys_of_others")


def test_a_replaced_key_is_not_renewed_again_and_the_time_stays(admin: TestClient, system: str) -> None:
    until = datetime.now(UTC) + timedelta(days=30)
    old = new_key(admin, system, expires_at=until.isoformat())
    address = f"/v1/principals/{system}/keys/{old['id']}"
    admin.post(f"{address}/rotate", json={"old_valid_hours": 2})
    refused(admin.post(f"{address}/rotate", json={}), 409, "key.replaced")
    refused(with_key(admin, old["key"]).post("/v1/me/rotate-key", json={}), 409, "key.replaced")
    [first, second] = admin.get(f"/v1/principals/{system}/keys").json()["data"]
    assert first["expires_at"] < second["expires_at"]
    assert admin.post(f"{address}/revoke").json()["revoked_at"] is not None
    refused(with_key(admin, old["key"]).get("/v1/me"), 401, "key.refused")


def test_operators_have_no_keys(admin: TestClient) -> None:
    operator = next(each["id"] for each in admin.get("/v1/principals").json()["data"] if each["kind"] == "operator")
    refused(admin.post(f"/v1/principals/{operator}/keys", json={}), 409, "key.of_operator")


def test_the_last_use_is_noted_at_most_once_a_minute(
    admin: TestClient, system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = new_key(admin, system)

    def last_use() -> str | None:
        found: str | None = admin.get(f"/v1/principals/{system}/keys").json()["data"][0]["last_used_at"]
        return found

    assert last_use() is None
    client = with_key(admin, made["key"])
    client.get("/v1/me")
    first = last_use()
    assert first is not None
    client.get("/v1/me")
    assert last_use() == first
    later = datetime.now(UTC) + timedelta(minutes=2)
    monkeypatch.setattr("service.access.last_use.now", lambda: later)
    monkeypatch.setattr("service.access.last_use.EVERY_SECONDS", 0)
    client.get("/v1/me")
    assert last_use() == later.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def test_a_use_that_cannot_be_noted_fails_nothing(admin: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise StoreBusy(Problem("store.busy", "", "busy"))

    monkeypatch.setattr("service.access.last_use.in_transaction", away)
    assert admin.get("/v1/me").status_code == 200


def test_keys_do_not_stand_in_the_audit(admin: TestClient, system: str, store: Store) -> None:
    secret = secret_of(new_key(admin, system))
    with store.owner.reading.begin() as connection:
        for table in ("audit_entry", "audit_cover", "api_key", "request_claim"):
            assert secret not in repr(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
