"""Signing in with a token of an identity provider, from the header to the person."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from service.clock import now
from service.main import create_app
from service.settings import Settings
from service.store.database import Database
from tests.service.access.oidc.identity_provider import AUDIENCE, ISSUER, Answering, key_set, rsa_key, served, sign
from tests.service.principals.people import add, ask, refused
from tests.stores import Store


@pytest.fixture
def provider() -> Iterator[Answering]:
    """A provider with one key."""
    with served(key_set(rsa_key("a"))) as answering:
        yield answering


@pytest.fixture
def client(store: Store, provider: Answering) -> Iterator[TestClient]:
    """The app on a store, with that provider."""
    url = store.database.url.render_as_string(hide_password=False)
    app = create_app(
        Settings(database_url=SecretStr(url), oidc_issuer=ISSUER, oidc_audience=AUDIENCE, oidc_jwks_url=provider.url)
    )
    yield TestClient(app)
    app.state.database.close()


def token(key: str = "a", **changed: object) -> bytes:
    """A token that is good now."""
    moment = int(now().timestamp())
    claims: Mapping[str, object] = {"iss": ISSUER, "aud": AUDIENCE, "sub": "u-17", "exp": moment + 300, **changed}
    return sign(rsa_key(key), "RS256", claims)


def me(client: TestClient, sent: bytes) -> Any:
    """Who the token says one is."""
    return client.get("/v1/me", headers={b"Authorization": b"Bearer " + sent})


@pytest.fixture
def admin(client: TestClient, store: Store) -> TestClient:
    """The admin, by key."""
    return TestClient(client.app, headers={"Authorization": f"Bearer {store.keys['admin']}"})


@pytest.fixture
def person(admin: TestClient) -> str:
    """An analyst whom the provider knows as u-17."""
    number = add(admin, "Anna")
    identity = {"issuer": ISSUER, "subject": "u-17"}
    assert admin.post(f"/v1/principals/{number}/identities", json=identity).status_code == 201
    ask(admin, number, "analyst")
    return number


def test_a_token_stands_for_a_person_with_all_her_roles(client: TestClient, person: str) -> None:
    answer = me(client, token())
    assert answer.status_code == 200, answer.text
    assert answer.json().items() >= {"id": person, "roles": ["analyst"], "key": None}.items()


def test_keys_work_beside_tokens(client: TestClient, admin: TestClient, person: str) -> None:
    assert admin.get("/v1/me").json()["roles"] == ["admin", "analyst", "author", "payroll"]
    assert me(client, token()).json()["id"] == person


def test_a_good_token_of_somebody_unknown_is_not_let_in(client: TestClient, person: str) -> None:
    refused(me(client, token(sub="u-18")), 403, "key.unknown_identity")


def test_a_bad_token_is_challenged(client: TestClient, person: str) -> None:
    for sent in (token(exp=1), token(aud="other"), token(iss="other"), token("b"), token()[:-4], b"ey.ey.ey"):
        answer = me(client, sent)
        refused(answer, 401, "key.token_refused")
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="bonus", error="invalid_token"'


def test_an_identity_that_was_taken_away_ends_at_once(client: TestClient, admin: TestClient, person: str) -> None:
    assert me(client, token()).status_code == 200
    identity = {"issuer": ISSUER, "subject": "u-17"}
    assert admin.delete(f"/v1/principals/{person}/identities", params=identity).status_code == 200
    refused(me(client, token()), 403, "key.unknown_identity")


def test_a_provider_that_is_away_is_told_and_keys_still_work(
    client: TestClient, admin: TestClient, provider: Answering, person: str
) -> None:
    provider.status = 500
    answer = me(client, token())
    refused(answer, 503, "key.provider_unreachable")
    assert int(answer.headers["Retry-After"]) > 0
    assert admin.get("/v1/me").status_code == 200


def test_a_token_renews_no_key(client: TestClient, person: str) -> None:
    headers = {b"Authorization": b"Bearer " + token()}
    answer = client.post("/v1/me/rotate-key", json={}, headers=headers)
    refused(answer, 409, "key.not_stored")


def test_in_the_bootstrap_nobody_with_a_sign_in_becomes_an_approver(admin: TestClient, person: str) -> None:
    answer = admin.post(f"/v1/principals/{person}/roles", json={"role": "approver", "change": "given"})
    refused(answer, 409, "role.sign_ins_unseen")


def test_without_a_provider_a_token_is_a_wrong_key(store: Store) -> None:
    url = store.database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=SecretStr(url)))
    refused(me(TestClient(app), token()), 401, "key.refused")
    closed: Database = app.state.database
    closed.close()


def test_tokens_are_not_logged(client: TestClient, person: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    sent = token()
    me(client, sent)
    me(client, sent + b"x")
    assert sent.decode() not in caplog.text + repr([record.__dict__ for record in caplog.records])
