"""The wheel holds everything and works anywhere, also in a folder that has packages of the same names."""

import csv
import json
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from service.store.migrate import newest_revision
from tests.packaging.environment import ROOT, Installed, clean_environment

pytestmark = pytest.mark.slow

PLAN = "b2b-sales-manager"
START_SECONDS_MAX = 90


def tracked_files() -> set[str]:
    """What git tracks below the two packages, and the migrations where the wheel puts them."""
    command = ["git", "ls-files", "--", "rules", "service", "migrations"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("the wheel is compared with git, and this is not a git checkout")
    return {re.sub(r"^migrations/", "service/_migrations/", name) for name in listed.stdout.splitlines()}


def plan_document() -> dict[str, Any]:
    """The shipped plan under test."""
    text = (ROOT / "rules" / "catalog" / f"{PLAN}.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


def test_the_wheel_holds_what_git_holds(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert sorted(packed - tracked_files()) == [], "in the wheel but not in git (git add them?)"
    assert sorted(tracked_files() - packed) == [], "in git but not in the wheel"


def test_the_wheel_carries_licence_and_types(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    assert "rules/py.typed" in names


@pytest.mark.parametrize("source", ["key of the catalog", "file"])
def test_check(source: str, installed: Installed) -> None:
    plan = PLAN
    if source == "file":
        plan = "plan.json"
        (installed.folder / plan).write_text(json.dumps(plan_document()), encoding="utf-8")
    checked = installed.bonus("check", plan)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_calculate(installed: Installed) -> None:
    example = plan_document()["examples"][0]
    row = {"participant": "E1", **example.get("inputs", {}), **example["facts"]}
    with (installed.folder / "facts.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(row))
        writer.writeheader()
        writer.writerow(row)
    done = installed.bonus("calculate", PLAN, "--facts", "facts.csv", "--out", "results.csv")
    assert done.returncode == 0, done.stdout + done.stderr
    with (installed.folder / "results.csv").open(encoding="utf-8-sig", newline="") as file:
        (result,) = csv.DictReader(file)
    assert "E1" in result.values()
    assert example["expect"]["total"] in result.values()


@contextmanager
def serving(installed: Installed) -> Iterator[str]:
    """`bonus serve` on a free port; gives its address once it answers, and ends it afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log_path = installed.folder / "serve.log"
    with log_path.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            installed.command("serve", "--host", "127.0.0.1", "--port", str(port)),
            cwd=installed.folder,
            env=clean_environment(),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            deadline = time.monotonic() + START_SECONDS_MAX
            while not answers(address):
                assert process.poll() is None, log_path.read_text(encoding="utf-8")
                assert time.monotonic() < deadline, log_path.read_text(encoding="utf-8")
                time.sleep(0.1)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=30)


def answers(address: str) -> bool:
    """Whether the service says it is well."""
    try:
        return status(f"{address}/healthz") == 200
    except (urllib.error.URLError, TimeoutError):
        return False


def status(url: str) -> int:
    """The status of a GET, errors included."""
    try:
        with urllib.request.urlopen(url, timeout=60) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_a_store_is_migrated_by_what_is_in_the_wheel(installed: Installed) -> None:
    upgraded = installed.bonus("db", "upgrade")
    assert upgraded.returncode == 0, upgraded.stdout + upgraded.stderr
    assert upgraded.stdout == f"bonus.sqlite: empty -> {newest_revision()}\n"
    assert installed.bonus("db", "status").returncode == 0
    (installed.folder / "bonus.sqlite").unlink()


def test_serve(installed: Installed) -> None:
    with serving(installed) as address:
        assert status(f"{address}/readyz") == 200
        assert status(f"{address}/healthz") == 200
        assert status(f"{address}/docs") == 200
        assert status(f"{address}/openapi.json") == 200
        assert status(f"{address}/v1/calculate") == 401
