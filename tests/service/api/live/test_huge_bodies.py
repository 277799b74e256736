"""300 MB posted: an answer within a second, and next to no memory."""

import socket
import sys
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.service.api.live.server import Server

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of memory from /proc"),
]
HUGE_BYTES = 300 * 1024 * 1024
MEMORY_MORE_MIB_MAX = 64


def huge() -> Iterator[bytes]:
    part = b" " * 65_536
    for _ in range(HUGE_BYTES // len(part)):
        yield part


@pytest.mark.parametrize("announced", [True, False], ids=["with its length", "in chunks"])
def test_memory_stays_flat(server: Server, announced: bool) -> None:
    httpx.get(server.url + "/openapi.json", timeout=60).raise_for_status()  # everything is loaded now
    before = server.memory_peak_mib()
    headers = {**server.headers, **({"Content-Length": str(HUGE_BYTES)} if announced else {})}
    answer = httpx.post(server.url + "/v1/calculate", headers=headers, content=huge(), timeout=60)
    assert (answer.status_code, answer.json()["code"]) == (413, "body.too_large")
    assert server.memory_peak_mib() - before <= MEMORY_MORE_MIB_MAX


def test_the_answer_comes_within_a_second_of_the_announcement(server: Server) -> None:
    lines = [
        "POST /v1/calculate HTTP/1.1",
        "Host: localhost",
        *(f"{name}: {value}" for name, value in server.headers.items()),
        f"Content-Length: {HUGE_BYTES}",
    ]
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        started = time.monotonic()
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        head = connection.recv(4096)
    assert time.monotonic() - started < 1
    assert head.startswith(b"HTTP/1.1 413 ")


def test_a_stream_is_answered_at_the_limit_and_not_at_its_end(server: Server) -> None:
    lines = ["POST /v1/plans/check HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked"]
    lines += [f"{name}: {value}" for name, value in server.headers.items()]
    chunk = b"10000\r\n" + b" " * 65_536 + b"\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        for _ in range(17):
            connection.sendall(chunk)
        head = connection.recv(4096)
    assert head.startswith(b"HTTP/1.1 413 ")
