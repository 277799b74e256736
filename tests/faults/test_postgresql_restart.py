"""PostgreSQL crashes and comes back while people are saved, facts received and runs computed: 503 instead of 500,
nothing lost, nothing twice."""

import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from service.main import create_app
from service.runs import worker
from service.runs.compute import compute_slices
from service.runs.worker import Worker, WorkerSettings
from service.settings import Settings
from service.store.migrate import upgrade
from service.work import Actor
from tests.faults.careful_callers import Callers
from tests.faults.intact import is_intact
from tests.memory_folder import memory_folder
from tests.service.runs.ready import PEOPLE, a_company, compute, results_of, shown
from tests.service.runs.ready import started as started_run
from tests.stores import OWNER, SERVICE_ROLE, Server, Store, database_at, started

SENDERS = 3
READY_SECONDS_MAX = 5.0
pytestmark = pytest.mark.slow


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A PostgreSQL that no other test uses."""
    folder = Path(tempfile.mkdtemp(prefix="bonus-pg-", dir=memory_folder()))
    server = Server(folder)
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def own_store(own_server: Server) -> Iterator[Store]:
    """A started store on it."""
    own_server.run(f"CREATE DATABASE crashing OWNER {OWNER}")
    owner, database = (database_at(own_server.url(role, "crashing")) for role in (OWNER, SERVICE_ROLE))
    upgrade(owner, service_role=SERVICE_ROLE)
    yield Store(database, owner, started(database))
    owner.close()
    database.close()


def people(ids: list[str]) -> tuple[str, dict[str, Any]]:
    """Where to send participants, and what."""
    return "/v1/participants/bulk", {"participants": [{"id": id_} for id_ in ids]}


def deals(ids: list[str]) -> tuple[str, dict[str, Any]]:
    """Where to send facts with these ids, and what."""
    one = {"participant": PEOPLE[0], "key": "revenue", "date": "2026-03-14", "value": "5", "source": "crm"}
    return "/v1/facts", {"facts": [{**one, "source_id": id_} for id_ in ids]}


class Sender(threading.Thread):
    """Sends two at a time, until told to end; a request that was not answered with 200 is sent again."""

    def __init__(
        self,
        client: TestClient,
        name: str,
        end: threading.Event,
        sent: Callable[[list[str]], tuple[str, dict[str, Any]]] = people,
    ) -> None:
        super().__init__()
        self.client, self.prefix, self.end, self.sent = client, name, end, sent
        self.saved: list[str] = []
        self.statuses: set[int] = set()

    def run(self) -> None:
        """One after the other."""
        number = 0
        while not self.end.is_set():
            ids = [f"{self.prefix}-{number}-{each}" for each in range(2)]
            path, body = self.sent(ids)
            answer = self.client.post(path, json=body)
            self.statuses.add(answer.status_code)
            if answer.status_code == 200:
                self.saved += ids
                number += 1
            else:
                assert int(answer.headers["Retry-After"]) > 0
                time.sleep(0.05)


def crash(server: Server, client: TestClient) -> None:
    """The database is gone and comes back; the service is ready again soon."""
    server.crash_and_restart()
    back = time.monotonic()
    while client.get("/readyz").status_code != 200:
        assert time.monotonic() - back < READY_SECONDS_MAX
        time.sleep(0.05)


def crash_under(senders: list[Sender], server: Server) -> set[str]:
    """Three crashes while these send; the ids that they were told are saved."""
    for sender in senders:
        sender.start()
    for _ in range(3):
        time.sleep(0.5)
        crash(server, senders[0].client)
    time.sleep(0.5)
    senders[0].end.set()
    for sender in senders:
        sender.join()
    assert {status for sender in senders for status in sender.statuses} <= {200, 503}
    saved = {id_ for sender in senders for id_ in sender.saved}
    assert len(saved) > len(senders)
    return saved


def test_a_crash_of_the_database_while_people_are_saved(own_server: Server, own_store: Store) -> None:
    url = own_store.database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=SecretStr(url), rate_limit_per_minute=0))
    client = TestClient(app, headers={"Authorization": f"Bearer {own_store.keys['payroll']}"})
    end = threading.Event()
    saved = crash_under([Sender(client, f"S{number}", end) for number in range(SENDERS)], own_server)
    with own_store.database.reading.begin() as connection:
        kept = connection.exec_driver_sql("SELECT external_id FROM person").scalars().all()
    assert len(kept) == len(set(kept))
    assert saved <= set(kept)
    app.state.database.close()


def test_a_crash_of_the_database_while_facts_are_received(own_server: Server, own_store: Store) -> None:
    callers = Callers(own_store.database.url.render_as_string(hide_password=False), own_store.keys)
    a_company(callers.as_)
    client, end = callers.as_("integration"), threading.Event()
    saved = crash_under([Sender(client, f"S{number}", end, deals) for number in range(SENDERS)], own_server)
    with own_store.database.reading.begin() as connection:
        kept = connection.exec_driver_sql("SELECT source_ref FROM fact").scalars().all()
    assert len(kept) == len(set(kept))
    assert saved <= set(kept)
    assert is_intact(own_store.database)
    callers.close()


def test_a_crash_of_the_database_while_a_run_is_computed(
    own_server: Server, own_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker waits until the database is back, and goes on with the slices that are left."""
    monkeypatch.setattr("service.runs.use_cases.computing.people_at_once", lambda _compiled: 1)
    callers = Callers(own_store.database.url.render_as_string(hide_password=False), own_store.keys)
    a_company(callers.as_)
    run_id = started_run(callers.as_)
    left = [2, 1, 0]

    def crashing(*arguments: Any, **options: Any) -> Iterator[Any]:
        for place, outcome in enumerate(compute_slices(*arguments, **options)):
            if left and place == left[-1]:
                left.pop()
                crash(own_server, callers.as_("payroll"))
            yield outcome

    with monkeypatch.context() as patch:
        patch.setattr(worker, "compute_slices", crashing)
        patch.setattr(worker, "_BUSY_SECONDS", 0.0)
        hand = Worker(own_store.database, "hand", WorkerSettings(Actor(1), timedelta(days=1)))
        until = time.monotonic() + 60
        while shown(callers.as_, run_id)["state"] not in ("finished", "failed"):
            assert time.monotonic() < until
            hand.turn()
    assert left == []
    run = shown(callers.as_, run_id)
    assert (run["state"], run["progress"]["done"]) == ("finished", len(PEOPLE))
    again = started_run(callers.as_, "preview", as_of=run["knowledge"]["at"])
    compute(own_store.database)
    assert shown(callers.as_, again)["content_hash"] == run["content_hash"]
    for result in results_of(callers.as_, run_id):
        replayed = callers.as_("analyst").post(f"/v1/results/{result['id']}/replay").json()
        assert replayed["verdict"] == "identical"
    assert is_intact(own_store.database)
    callers.close()
