"""Starts the service as a process of its own, on a free port of this machine."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.api.live.server import KEY, Server

ROOT = Path(__file__).resolve().parents[4]
START_SECONDS_MAX = 30


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A service that this test module has for itself."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "--factory", "service.main:create_app", "--port", str(port)]
    environment = {**os.environ, "BONUS_API_KEY": KEY, "BONUS_LOG_LEVEL": "error"}
    process = subprocess.Popen([*command, "--log-level", "error"], cwd=ROOT, env=environment)
    try:
        wait_until_it_listens(port, process)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(timeout=10)


def free_port() -> int:
    """A port that nothing listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_it_listens(port: int, process: subprocess.Popen[bytes]) -> None:
    """Returns when the port answers; fails if the process ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS_MAX
    while time.monotonic() < deadline:
        assert process.poll() is None, "the service ended at start"
        with socket.socket() as attempt:
            attempt.settimeout(1)
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"the service did not listen within {START_SECONDS_MAX} seconds")
