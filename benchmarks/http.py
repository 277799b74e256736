"""The service as a process: a 300 MB body, and one person through `/v1/calculate` with a plan it has seen."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.report import Figure
from benchmarks.workload import intake, plan_document

KEY = "benchmark-key-" + "0" * 32
BODY_BYTES = 300 * 1024 * 1024
BLOCK = b" " * (1024 * 1024)
CALLS = 200
_READY_SECONDS = 30


def figures() -> list[Figure]:
    """Refusal of a huge body, and the latency of a small one."""
    with _service() as (port, pid):
        _one_person(port, 20)
        before = _peak_mib(pid)
        announced, status = _post_huge(port, chunked=False)
        streamed, streamed_status = _post_huge(port, chunked=True)
        grown = _peak_mib(pid) - before
        latency = _one_person(port, CALLS)
    if (status, streamed_status) != (413, 413):
        raise RuntimeError(f"expected 413 twice, got {status} and {streamed_status}")
    return [
        Figure("300 MB posted with its length: 413 after", announced, "s", at_most=1),
        Figure("300 MB posted in chunks: 413 after", streamed, "s", at_most=1),
        Figure("  more memory in the service for both", grown, "MiB", at_most=64),
        Figure("one person through /v1/calculate, cached plan, round trip", latency, "ms"),
    ]


@contextmanager
def _service() -> Iterator[tuple[int, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "BONUS_API_KEY": KEY}
    command = [sys.executable, "-m", "service.cli", "serve", "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_until_ready(port)
            yield port, process.pid
        finally:
            process.terminate()


def _wait_until_ready(port: int) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.1)
        if time.monotonic() > deadline:
            raise RuntimeError("the service did not become ready")


def _post_huge(port: int, *, chunked: bool) -> tuple[float, int]:
    """Seconds until the answer, and its status; the client stops writing once the service has answered."""
    started = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {BODY_BYTES}"
        head = (
            f"POST /v1/calculate HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {KEY}\r\n"
            f"Content-Type: application/json\r\n{length}\r\n\r\n"
        )
        connection.sendall(head.encode())
        _send_body(connection, chunked=chunked)
        status = connection.recv(64).split()[1]
    return time.perf_counter() - started, int(status)


def _send_body(connection: socket.socket, *, chunked: bool) -> None:
    block = f"{len(BLOCK):x}\r\n".encode() + BLOCK + b"\r\n" if chunked else BLOCK
    for _ in range(BODY_BYTES // len(BLOCK)):
        try:
            connection.sendall(block)
        except (BrokenPipeError, ConnectionResetError):
            return


def _one_person(port: int, calls: int) -> float:
    body = json.dumps({"plan": plan_document(), "participants": [_person()]})
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
    connection = http.client.HTTPConnection("127.0.0.1", port)
    times = []
    for _ in range(calls):
        started = time.perf_counter()
        connection.request("POST", "/v1/calculate", body, headers)
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - started) * 1000)
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"/v1/calculate answered {answer.status}")
    return sorted(times)[len(times) // 2]


def _person() -> dict[str, Any]:
    people = intake(1)
    return {
        "id": people.ids[0],
        "inputs": {key: column[0] for key, column in people.inputs.items()},
        "facts": {key: column[0] for key, column in people.facts.items()},
    }


def _peak_mib(pid: int) -> float:
    """Peak memory of the service and its children, as the system counts it."""
    pids = [str(pid), *_children(pid)]
    lines = [line for each in pids for line in Path(f"/proc/{each}/status").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def _children(pid: int) -> list[str]:
    tasks = Path(f"/proc/{pid}/task/{pid}/children")
    return tasks.read_text().split() if tasks.exists() else []
