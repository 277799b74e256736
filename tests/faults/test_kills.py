"""Killed at any point, nothing that was acknowledged is lost and nothing counts twice, on both databases.

A few points of each scenario by default; `FAULT_POINTS=100000` tries every one (`make faults`).
"""

import os
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from service.store.database import Database
from tests.faults.careful_callers import (
    BATCHES,
    KEY,
    Callers,
    facts_of,
    know_people,
    put_a_plan_in_force,
    send_facts,
)
from tests.faults.conftest import Stores
from tests.faults.intact import counts, is_intact
from tests.faults.killing import Say, killed_at, spread
from tests.service.runs.ready import a_company, compute, results_of, started
from tests.stores import Store

POINTS: Final = int(os.environ.get("FAULT_POINTS", "2"))

WORKER: Final = "the worker"
"""Whoever comes back after a kill under this name holds the lease still."""

pytestmark = pytest.mark.slow


def url_of(store: Store) -> str:
    """Where a child reaches the store."""
    return store.database.url.render_as_string(hide_password=False)


def plan_in_force(keys: dict[str, str], url: str, say: Say) -> None:
    """The scenario: a plan from draft to publication."""
    callers = Callers(url, keys)
    say(put_a_plan_in_force(callers))
    callers.close()


def test_a_plan_is_put_in_force_once(stores: Stores, tmp_path: Path) -> None:
    whole = stores.new()
    undisturbed = killed_at(0, partial(plan_in_force, whole.keys), url_of(whole), tmp_path)
    tables = ("plan_version", "plan_version_event", "approval", "approval_request", "request_claim")
    expected = counts(whole.database, *tables)
    assert undisturbed.said == ("published",)
    for number in spread(undisturbed.points, POINTS):
        store = stores.new()
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


def with_people(stores: Stores) -> Store:
    """A store that knows a plan and people."""
    store = stores.new()
    callers = Callers(url_of(store), store.keys)
    put_a_plan_in_force(callers)
    know_people(callers)
    callers.close()
    return store


def refs_of(*batches: int) -> set[str]:
    """The ids of the facts of some batches."""
    return {fact["source_id"] for batch in batches for fact in facts_of(batch)}


def test_facts_are_received_once(stores: Stores, tmp_path: Path) -> None:
    prepared = with_people(stores)
    whole = stores.copy_of(prepared)
    undisturbed = killed_at(0, partial(facts_sent, whole.keys), url_of(whole), tmp_path)
    assert sorted(kept_refs(whole)) == sorted(refs_of(*range(BATCHES)))
    for number in spread(undisturbed.points, POINTS):
        store = stores.copy_of(prepared)
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


def run_computed(url: str, say: Say) -> None:
    """The scenario: a worker that computes everything that waits."""
    say(str(compute(Database(url), WORKER)))


def queued_run(stores: Stores) -> tuple[Store, str]:
    """A store with a run that waits for a worker."""
    store = stores.new()
    callers = Callers(url_of(store), store.keys)
    a_company(callers.as_)
    run_id = started(callers.as_)
    callers.close()
    return store, run_id


def pay_of(store: Store, run_id: str) -> dict[str, str]:
    """Everybody's total in a run."""
    callers = Callers(url_of(store), store.keys)
    found = {result["participant"]: str(result["total"]) for result in results_of(callers.as_, run_id)}
    callers.close()
    return found


def test_a_run_is_computed_once(stores: Stores, tmp_path: Path) -> None:
    prepared, run_id = queued_run(stores)
    whole = stores.copy_of(prepared)
    undisturbed = killed_at(0, run_computed, url_of(whole), tmp_path)
    tables = ("result", "run_result", "run_chunk", "run_event", "period_event")
    expected, pay = counts(whole.database, *tables), pay_of(whole, run_id)
    for number in spread(undisturbed.points, POINTS):
        store = stores.copy_of(prepared)
        killed_at(number, run_computed, url_of(store), tmp_path)
        assert is_intact(store.database)
        compute(store.database, WORKER)
        assert counts(store.database, *tables) == expected, f"killed at {number}"
        assert pay_of(store, run_id) == pay, f"killed at {number}"
        assert is_intact(store.database)
