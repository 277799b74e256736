"""`bonus keys`: an operator gives back what was lost and ends what leaked; the audit says who did."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import text

from service.cli.operator import os_user
from tests.service.cli.conftest import Run
from tests.stores import Store


@pytest.fixture
def here(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A started store that the commands are told of."""
    monkeypatch.setenv("BONUS_DATABASE_URL", store.database.url.render_as_string(hide_password=False))
    return store


def statuses(app: FastAPI, key: str, *paths: str) -> list[int]:
    client = TestClient(app, headers={"Authorization": f"Bearer {key}"})
    return [client.get(path).status_code for path in paths]


def last_audited(store: Store) -> tuple[str, str]:
    """Operation of the last entry and the name of who did it."""
    query = "SELECT operation, name FROM audit_entry JOIN principal_name USING (principal_id) ORDER BY seq DESC LIMIT 1"
    with store.database.reading.begin() as connection:
        operation, name = connection.execute(text(query)).one()
    return operation, name


def test_both_first_keys_lost(bonus: Run, here: Store, stored_app: FastAPI) -> None:
    assert statuses(stored_app, here.keys["approver"], "/v1/me") == [200]  # roles need two persons from now on
    for name in ("admin", "approver"):
        done = bonus("keys", "create", "--principal", name)
        assert done.exit_code == 0, done.output
        assert done.stderr == f"A key of {name}, shown this once:\n"
        key = done.stdout.strip()
        assert key.startswith("bon_")
        assert statuses(stored_app, key, "/v1/me", "/v1/plans") == [200, 200]
        assert last_audited(here) == ("key.created", f"operator:{os_user()}")


def test_a_key_can_be_narrow_and_short(bonus: Run, here: Store, stored_app: FastAPI) -> None:
    key = bonus(
        "keys", "create", "--principal", "admin", "--scopes", "plans:read, kpis:read", "--expires-in-days", 3
    ).stdout.strip()
    assert statuses(stored_app, key, "/v1/plans", "/v1/principals") == [200, 403]
    [line] = [line for line in bonus("keys", "list", "--principal", "admin").stdout.splitlines() if "kpis:read" in line]
    assert line.endswith("kpis:read plans:read")
    assert "–" not in line.replace("–", "", 1)  # never used, and it ends


def test_a_key_that_leaked_is_ended(bonus: Run, here: Store, stored_app: FastAPI) -> None:
    leaked = here.keys["admin"]
    [line] = [line for line in bonus("keys", "list").stdout.splitlines() if leaked.split("_")[1] in line]
    number = line.split()[0]
    assert statuses(stored_app, leaked, "/v1/me") == [200]
    assert bonus("keys", "revoke", number).output == f"Key {number} lets nobody in any more.\n"
    assert statuses(stored_app, leaked, "/v1/me") == [401]
    assert last_audited(here) == ("key.revoked", f"operator:{os_user()}")
    listed = bonus("keys", "list").output
    assert "revoked 20" in listed
    assert "bon_" not in listed


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("create", "--principal", "nobody"), "principal.not_found"),
        (("create", "--principal", f"operator:{os_user()}"), "principal.not_found"),
        (("create", "--principal", "admin", "--scopes", "everything"), "key.unknown_scope"),
        (("create", "--principal", "admin", "--scopes", "approvals:decide"), "key.scope_beyond_roles"),
        (("revoke", 4711), "key.not_found"),
        (("list", "--principal", "nobody"), "principal.not_found"),
    ],
)
def test_what_is_refused(arguments: tuple[object, ...], code: str, bonus: Run, here: Store) -> None:
    done = bonus("keys", *arguments)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{code}  ")


def test_a_store_that_was_never_started_has_no_keys(bonus: Run) -> None:
    assert bonus("keys", "list").stderr.startswith("store.none  bonus.sqlite  ")
    assert bonus("db", "upgrade").exit_code == 0
    assert bonus("keys", "create", "--principal", "admin").stderr.startswith("store.not_started  bonus.sqlite  ")
