"""Where the commands of a document run: an empty folder, the command line without a terminal, and the HTTP app."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr
from typer.testing import CliRunner, Result

from service.cli.app import app as command_line
from service.main import create_app
from service.settings import Settings
from tests.contract.commands import KEY, Run, Send, sent_by_curl


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder to work in, without settings of the machine."""
    for name in ("COLUMNS", "FORCE_COLOR", "BONUS_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs one command line that starts with `bonus`."""

    def run_line(line: str) -> Result:
        program, *arguments = shlex.split(line, comments=True)
        assert program == "bonus" or program.endswith("/bonus"), line
        result = CliRunner(env={"COLUMNS": "120"}).invoke(command_line, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run_line


@pytest.fixture
def send(folder: Path) -> Iterator[Send]:
    """Sends what a `curl` command line would send to the service."""
    with TestClient(create_app(Settings(api_key=SecretStr(KEY)))) as client:
        yield lambda command: sent_by_curl(command, client)
