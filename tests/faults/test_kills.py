"""Killed at any point, nothing that was acknowledged is lost and nothing counts twice, on both databases.

A few points of each scenario by default; `FAULT_POINTS=100000` tries every one (`make faults`).
"""

import os
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from service.audit.verify.verify import Asked, verify
from service.store.database import Database
from service.store.snapshot import in_snapshot
from tests.faults.careful_callers import (
    BATCHES,
    KEY,
    Callers,
    facts_of,
    know_people,
    put_a_plan_in_force,
    send_facts,
)
from tests.faults.conftest import NewStore
from tests.faults.killing import Say, killed_at, spread
from tests.stores import Store

POINTS: Final = int(os.environ.get("FAULT_POINTS", "5"))

pytestmark = pytest.mark.slow


def url_of(store: Store) -> str:
    """Where a child reaches the store."""
    return store.database.url.render_as_string(hide_password=False)


def is_intact(database: Database) -> bool:
    """Whether the audit vouches for every row."""
    report = in_snapshot(database, lambda connection: verify(connection, Asked(deep=True), "now"))
    assert report.problems == ()
    return report.is_intact


def counts(database: Database, *tables: str) -> list[int]:
    """How many rows each table has."""
    with database.reading.begin() as connection:
        return [connection.exec_driver_sql(f"SELECT COUNT(*) FROM {table}").scalar_one() for table in tables]


def plan_in_force(keys: dict[str, str], url: str, say: Say) -> None:
    """The scenario: a plan from draft to publication."""
    callers = Callers(url, keys)
    say(put_a_plan_in_force(callers))
    callers.close()


def test_a_plan_is_put_in_force_once(new_store: NewStore, tmp_path: Path) -> None:
    whole = new_store()
    undisturbed = killed_at(0, partial(plan_in_force, whole.keys), url_of(whole), tmp_path)
    tables = ("plan_version", "plan_version_event", "approval", "approval_request", "request_claim")
    expected = counts(whole.database, *tables)
    assert undisturbed.said == ("published",)
    for number in spread(undisturbed.points, POINTS):
        store = new_store()
        assert killed_at(number, partial(plan_in_force, store.keys), url_of(store), tmp_path).killed
        assert is_intact(store.database)
        callers = Callers(url_of(store), store.keys)
        assert put_a_plan_in_force(callers) == "published", f"killed at {number}"
        assert [version["state"] for version in versions_of(callers)] == ["published"]
        callers.close()
        assert counts(store.database, *tables) == expected, f"killed at {number}"
        assert is_intact(store.database)


def versions_of(callers: Callers) -> list[dict[str, object]]:
    """All versions of the plan."""
    versions: list[dict[str, object]] = callers.as_("author").get(f"/v1/plans/{KEY}/versions").json()["data"]
    return versions


def facts_sent(keys: dict[str, str], url: str, say: Say) -> None:
    """The scenario: batches of facts that overlap, one after the other."""
    callers = Callers(url, keys)
    for batch in range(BATCHES):
        send_facts(callers, batch)
        say(str(batch))
    callers.close()


def kept_refs(store: Store) -> list[str]:
    """The ids of all facts that are there."""
    with store.database.reading.begin() as connection:
        return list(connection.exec_driver_sql("SELECT source_ref FROM fact ORDER BY seq").scalars())


def with_people(new_store: NewStore) -> Store:
    """A store that knows a plan and people."""
    store = new_store()
    callers = Callers(url_of(store), store.keys)
    put_a_plan_in_force(callers)
    know_people(callers)
    callers.close()
    return store


def refs_of(*batches: int) -> set[str]:
    """The ids of the facts of some batches."""
    return {fact["source_id"] for batch in batches for fact in facts_of(batch)}


def test_facts_are_received_once(new_store: NewStore, tmp_path: Path) -> None:
    whole = with_people(new_store)
    undisturbed = killed_at(0, partial(facts_sent, whole.keys), url_of(whole), tmp_path)
    assert sorted(kept_refs(whole)) == sorted(refs_of(*range(BATCHES)))
    for number in spread(undisturbed.points, POINTS):
        store = with_people(new_store)
        killed = killed_at(number, partial(facts_sent, store.keys), url_of(store), tmp_path)
        assert refs_of(*map(int, killed.said)) <= set(kept_refs(store)), f"killed at {number}"
        assert is_intact(store.database)
        callers = Callers(url_of(store), store.keys)
        for batch in range(BATCHES):
            send_facts(callers, batch)
        callers.close()
        kept = kept_refs(store)
        assert sorted(kept) == sorted(refs_of(*range(BATCHES))), f"killed at {number}"
        assert is_intact(store.database)
