"""Whoever lost the key or the role while the request was on its way does nothing any more."""

import pytest
from fastapi.testclient import TestClient

from service.access import stored
from service.access.add_principal import give_first_roles
from service.access.operators import operator_actor
from service.principals.use_cases.operator_keys import revoke_numbered
from service.store.tables import RoleChange
from service.work import Work, carry_out
from tests.service.principals.people import add, new_key, refused, with_key
from tests.stores import As, Store


@pytest.fixture
def late(as_: As, store: Store) -> tuple[TestClient, int, int]:
    """Somebody who may add people: the client, the principal and the key."""
    admin = as_("admin")
    person = add(admin, "Anna")
    made = new_key(admin, person)
    operator = operator_actor(store.database, "tester")
    carry_out(store.database, operator, lambda work: give_first_roles(work, int(person), ["admin"]))
    return with_key(admin, made["key"]), int(person), int(made["id"])


def while_on_its_way(monkeypatch: pytest.MonkeyPatch, store: Store, change: object) -> None:
    """Let something happen between the look at the key and the work, as while a body trickles in."""
    asked = carry_out

    def slow(database: object, actor: object, use_case: object) -> object:
        monkeypatch.setattr(stored, "carry_out", asked)
        carry_out(store.database, operator_actor(store.database, "tester"), change)  # type: ignore[arg-type]
        return asked(database, actor, use_case)  # type: ignore[arg-type]

    monkeypatch.setattr(stored, "carry_out", slow)


def test_a_key_that_was_revoked_meanwhile(
    late: tuple[TestClient, int, int], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, _, key = late
    while_on_its_way(monkeypatch, store, lambda work: revoke_numbered(work, key))
    refused(client.post("/v1/principals", json={"kind": "system", "name": "CRM"}), 401, "key.refused")


def test_a_role_that_was_taken_meanwhile(
    late: tuple[TestClient, int, int], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, person, _ = late

    def take(work: Work) -> None:
        by = work.actor.principal_id
        row = RoleChange(principal_id=person, role="admin", change="taken", basis="bootstrap", by_id=by, at=work.now)
        work.add(row)
        work.changed("role.taken.bootstrap", f"principal/{person}/role/admin")

    while_on_its_way(monkeypatch, store, take)
    refused(client.post("/v1/principals", json={"kind": "system", "name": "CRM"}), 403, "key.scope_missing")
