"""A service as its operator starts it: a process of its own, in a folder of its own."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
START_SECONDS_MAX = 90


@dataclass(frozen=True, slots=True)
class Service:
    """A running service: where it listens, what it printed on both streams, its process."""

    address: str
    out: Path
    err: Path
    process: subprocess.Popen[bytes]

    @property
    def said(self) -> str:
        """Everything that it printed so far."""
        return self.out.read_text(encoding="utf-8") + self.err.read_text(encoding="utf-8")

    def end(self, signal: int) -> int:
        """Its exit code after a signal."""
        self.process.send_signal(signal)
        return self.process.wait(timeout=60)


@contextmanager
def serving(folder: Path, *options: str, name: str = "one", **environment: str) -> Iterator[Service]:
    """A service on any free port that keeps what it keeps in `folder`."""
    with started(folder, *options, name=name, **environment) as service:
        yield listening(service)


@contextmanager
def started(folder: Path, *options: str, name: str = "one", **environment: str) -> Iterator[Service]:
    """A service that was started and need not listen yet; its address is empty."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("BONUS_", "COLUMNS"))}
    out, err = folder / f"{name}.out", folder / f"{name}.err"
    with out.open("wb") as out_stream, err.open("wb") as err_stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "service.cli", "serve", "--port", "0", *options],
            cwd=folder,
            env={**kept, "PYTHONPATH": str(ROOT), **environment},
            stdout=out_stream,
            stderr=err_stream,
        )
    try:
        yield Service("", out, err, process)
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=10)


def listening(service: Service) -> Service:
    """The service with the address that it prints once it listens."""
    deadline = time.monotonic() + START_SECONDS_MAX
    while time.monotonic() < deadline:
        lines = service.out.read_text(encoding="utf-8").splitlines()
        if lines:
            address = lines[0].removeprefix("Serving on ").split()[0]
            return Service(address, service.out, service.err, service.process)
        assert service.process.poll() is None, service.said
        time.sleep(0.05)
    pytest.fail("the service did not say where it listens")


def keys_in(service: Service) -> list[str]:
    """The keys that it printed on standard error: of the admin, then of the approver."""
    return [line for line in service.err.read_text(encoding="utf-8").splitlines() if line.startswith("bon_")]


def status(url: str, key: str | None = None) -> int:
    """The status of a GET, errors included."""
    headers = {} if key is None else {"Authorization": f"Bearer {key}"}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=60) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
