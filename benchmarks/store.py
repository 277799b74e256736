"""Reading from the store over HTTP: a plan version beside a bare handler that answers the same bytes."""

import http.client
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.report import Figure
from benchmarks.store_server import BARE
from service.catalog import catalog_document
from service.first_start import first_start
from service.store.database import Database
from service.store.migrate import upgrade
from tests.stores import OWNER, SERVICE_ROLE, Server

KEY: Final = "measured"
VERSION: Final = f"/v1/plans/{KEY}/versions/1"
CALLS, ROUNDS = 200, 7
_READY_SECONDS: Final = 120


def figures() -> Iterator[Figure]:
    """The ratio on both databases."""
    with tempfile.TemporaryDirectory() as folder:
        yield _ratio("SQLite", f"sqlite:///{folder}/bench.sqlite", Path(folder), None)
    with postgresql() as (owner_url, url), tempfile.TemporaryDirectory() as folder:
        yield _ratio("PostgreSQL", url, Path(folder), owner_url)


@contextmanager
def postgresql() -> Iterator[tuple[str, str]]:
    """A new empty database on a server of its own: its URL for the owner and for the service."""
    # A folder of its own: PostgreSQL runs as a user that cannot look into everybody else's.
    folder = Path(tempfile.mkdtemp(prefix="bonus-pg-"))
    server = Server(folder)
    name = server.empty()
    try:
        owner, service = (
            server.url(role, name).render_as_string(hide_password=False) for role in (OWNER, SERVICE_ROLE)
        )
        yield owner, service
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _ratio(name: str, url: str, folder: Path, owner_url: str | None) -> Figure:
    key = _started(url, owner_url)
    content = folder / "version.json"
    content.write_bytes(b"{}")
    with _service(url, content) as port:
        _submit(port, key)
        content.write_bytes(_get(http.client.HTTPConnection("127.0.0.1", port), VERSION, key))
    with _service(url, content) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        _seconds(connection, VERSION, key)
        ratios = [_seconds(connection, VERSION, key) / _seconds(connection, BARE, key) for _ in range(ROUNDS)]
    return Figure(f"GET of a plan version on {name}, times a bare handler", statistics.median(ratios), "", at_most=4)


def _started(url: str, owner_url: str | None) -> str:
    """Migrate and start the store; the key of the first admin, who is an author too."""
    database = Database(url)
    if owner_url is None:
        upgrade(database)
    else:
        upgrade(Database(owner_url), service_role=SERVICE_ROLE)
    first = first_start(database, "two_person", "benchmark")
    assert first is not None
    database.close()
    return first.admin


@contextmanager
def _service(url: str, content: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    # Requests are counted as always, only that nobody is refused.
    environment = {**os.environ, "BONUS_DATABASE_URL": url, "BONUS_RATE_LIMIT_PER_MINUTE": "1000000"}
    command = [sys.executable, "-m", "benchmarks.store_server", str(port), str(content)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_until_ready(port)
            yield port
        finally:
            process.kill()


def _wait_until_ready(port: int) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the service did not become ready")


def _submit(port: int, key: str) -> None:
    document = {**catalog_document("b2b-sales-manager"), "key": KEY}
    connection = http.client.HTTPConnection("127.0.0.1", port)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json", "If-None-Match": "*"}
    draft = _answer(connection, "PUT", f"/v1/plans/{KEY}/draft", json.dumps(document), headers)
    headers = {**headers, "If-Match": str(draft.headers["ETag"])}
    del headers["If-None-Match"]
    body = json.dumps({"effective_from": "2026-01-01"})
    _answer(connection, "POST", f"/v1/plans/{KEY}/draft/submit", body, headers)


def _answer(
    connection: http.client.HTTPConnection, method: str, path: str, body: str | None, headers: dict[str, str]
) -> http.client.HTTPResponse:
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status >= http.HTTPStatus.BAD_REQUEST:
        raise RuntimeError(f"{method} {path} answered {answer.status}: {text.decode()}")
    return answer


def _get(connection: http.client.HTTPConnection, path: str, key: str) -> bytes:
    connection.request("GET", path, headers={"Authorization": f"Bearer {key}"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != http.HTTPStatus.OK:
        raise RuntimeError(f"{path} answered {answer.status}")
    return body


def _seconds(connection: http.client.HTTPConnection, path: str, key: str) -> float:
    started = time.perf_counter()
    for _ in range(CALLS):
        _get(connection, path, key)
    return time.perf_counter() - started
