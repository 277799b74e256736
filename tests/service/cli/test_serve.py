"""`bonus serve`: where it says it listens, the key it makes, and how it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.service.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[3]
START_SECONDS_MAX = 30
LONG_KEY = "a key of the tests, long enough to be accepted"


@contextmanager
def serving(folder: Path, **environment: str) -> Iterator[tuple[str, Path, subprocess.Popen[bytes]]]:
    """A service on any free port: its address, what it said on standard error, and the process."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BONUS_", "COLUMNS"))}
    said, told = folder / "said", folder / "told"
    with said.open("wb") as out, told.open("wb") as err:
        process = subprocess.Popen(
            [sys.executable, "-m", "service.cli", "serve", "--port", "0"],
            cwd=ROOT,
            env={**kept, **environment},
            stdout=out,
            stderr=err,
        )
    try:
        yield address_in(said, process), told, process
    finally:
        process.kill()
        process.wait(timeout=10)


def address_in(said: Path, process: subprocess.Popen[bytes]) -> str:
    """The address that the service prints once it listens."""
    deadline = time.monotonic() + START_SECONDS_MAX
    while time.monotonic() < deadline:
        lines = said.read_text(encoding="utf-8").splitlines()
        if lines:
            return lines[0].removeprefix("Serving on ").split()[0]
        assert process.poll() is None, "the service ended at start"
        time.sleep(0.05)
    pytest.fail("the service did not say where it listens")


def status(url: str, key: str | None = None) -> int:
    """The status of a GET, errors included."""
    headers = {} if key is None else {"Authorization": f"Bearer {key}"}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=20) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


@pytest.mark.slow
def test_a_key_is_made_shown_once_and_works(tmp_path: Path) -> None:
    with serving(tmp_path) as (address, told, process):
        assert status(f"{address}/docs") == 200
        assert status(f"{address}/v1/catalog") == 401
        (key,) = [line for line in told.read_text(encoding="utf-8").splitlines() if line.startswith("bon_")]
        assert status(f"{address}/v1/catalog", key) == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
    everything = (tmp_path / "said").read_text(encoding="utf-8") + told.read_text(encoding="utf-8")
    assert everything.count(key) == 1
    assert key not in (tmp_path / "said").read_text(encoding="utf-8")
    assert f"{address}/docs" in (tmp_path / "said").read_text(encoding="utf-8")
    assert "Traceback" not in everything


@pytest.mark.slow
def test_the_key_of_the_environment_is_never_shown(tmp_path: Path) -> None:
    with serving(tmp_path, BONUS_API_KEY=LONG_KEY) as (address, told, process):
        assert status(f"{address}/v1/catalog", LONG_KEY) == 200
        process.terminate()
        process.wait(timeout=20)
    everything = (tmp_path / "said").read_text(encoding="utf-8") + told.read_text(encoding="utf-8")
    assert "bon_" not in everything
    assert LONG_KEY not in everything


def test_a_port_in_use(bonus: Run) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = bonus("serve", "--port", port)
    assert done.exit_code == 1
    assert done.output == f"serve.port_in_use  --port  something listens on port {port} already; choose another\n"


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid", "a" * 300])
def test_an_address_of_another_machine(bonus: Run, host: str) -> None:
    done = bonus("serve", "--host", host)
    assert done.exit_code == 1
    assert done.stderr.startswith("serve.unknown_host  --host  ")
    assert done.stdout == ""


def test_settings_that_cannot_be_used(bonus: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BONUS_API_KEY", "my secret")
    monkeypatch.setenv("BONUS_THREADS_MAX", "many")
    done = bonus("serve")
    assert done.exit_code == 1
    assert [line.split("  ")[:2] for line in done.stderr.splitlines()] == [
        ["settings.refused", "BONUS_API_KEY"],
        ["settings.refused", "BONUS_THREADS_MAX"],
    ]
    assert "my secret" not in done.output
