"""PostgreSQL crashes and comes back while people are saved: 503 instead of 500, nothing lost, nothing twice."""

import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from service.main import create_app
from service.settings import Settings
from service.store.migrate import upgrade
from tests.memory_folder import memory_folder
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


class Sender(threading.Thread):
    """Sends people, two at a time, until told to end; a request that was not answered with 200 is sent again."""

    def __init__(self, client: TestClient, name: str, end: threading.Event) -> None:
        super().__init__()
        self.client, self.prefix, self.end = client, name, end
        self.saved: list[str] = []
        self.statuses: set[int] = set()

    def run(self) -> None:
        """One after the other."""
        number = 0
        while not self.end.is_set():
            ids = [f"{self.prefix}-{number}-{each}" for each in range(2)]
            answer = self.client.post("/v1/participants/bulk", json={"participants": [{"id": id_} for id_ in ids]})
            self.statuses.add(answer.status_code)
            if answer.status_code == 200:
                self.saved += ids
                number += 1
            else:
                assert int(answer.headers["Retry-After"]) > 0
                time.sleep(0.05)


def test_a_crash_of_the_database_under_load(own_server: Server, own_store: Store) -> None:
    url = own_store.database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=SecretStr(url), rate_limit_per_minute=0))
    client = TestClient(app, headers={"Authorization": f"Bearer {own_store.keys['payroll']}"})
    end = threading.Event()
    senders = [Sender(client, f"S{number}", end) for number in range(SENDERS)]
    for sender in senders:
        sender.start()
    for _ in range(3):
        time.sleep(0.5)
        own_server.crash_and_restart()
        back = time.monotonic()
        while client.get("/readyz").status_code != 200:
            assert time.monotonic() - back < READY_SECONDS_MAX
            time.sleep(0.05)
    time.sleep(0.5)
    end.set()
    for sender in senders:
        sender.join()
    saved = {id_ for sender in senders for id_ in sender.saved}
    assert {status for sender in senders for status in sender.statuses} <= {200, 503}
    with own_store.database.reading.begin() as connection:
        kept = connection.exec_driver_sql("SELECT external_id FROM person").scalars().all()
    assert len(kept) == len(set(kept))
    assert saved <= set(kept)
    assert len(saved) > SENDERS
    app.state.database.close()
