"""The program itself: version, help, start, streams."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from service.version import engine_version
from tests.service.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[3]


def program(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`bonus` as a process of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "BONUS_API_KEY"}}
    return subprocess.run(
        [sys.executable, "-m", "service.cli", *arguments],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_version(bonus: Run) -> None:
    assert bonus("--version").stdout == f"bonus {engine_version()}\n"


def test_help_names_every_command_and_the_exit_codes(bonus: Run) -> None:
    said = bonus("--help").stdout
    for command in ("calculate", "check", "explain", "demo", "serve", "catalog", "schema", "openapi"):
        assert f" {command} " in said
        assert bonus(command, "--help").exit_code == 0
    assert "3 done, somebody is blocked" in " ".join(said.split())
    assert "3 done, somebody is blocked" in " ".join(bonus("calculate", "--help").stdout.split())


def test_nothing_at_all_shows_the_help(bonus: Run) -> None:
    assert "Usage" in bonus().output


def test_help_does_not_load_the_engine() -> None:
    script = (
        "import sys\n"
        "sys.argv = ['bonus', '--help']\n"
        "from service.cli import main\n"
        "try:\n"
        "    main()\n"
        "except SystemExit:\n"
        "    heavy = {'rules', 'pydantic', 'fastapi', 'asteval'}\n"
        "    print(sorted(heavy & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.slow
def test_as_a_process_without_utf8() -> None:
    done = program("calculate", "b2b-sales-manager", "--facts", "service/samples/2026-03.csv", PYTHONIOENCODING="ascii")
    assert done.returncode == 3, done.stderr
    assert "0.890833~" in done.stdout
    assert done.stderr == ""


@pytest.mark.slow
def test_a_reader_that_stops_early_is_no_fault() -> None:
    command = f"{sys.executable} -m service.cli demo | head -n 1"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert "Traceback" not in done.stderr
