"""`bonus statement`: statements of a running service as files, published and listed."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from service.store.database import Database
from tests.service.cli.conftest import Run
from tests.service.cli.served import serve_commands
from tests.service.close.world import ON_PLAN, book, computed, with_people
from tests.stores import As, Store

PLACE = ("--calendar", "monthly", "--period", "2026-03")


@pytest.fixture
def march(as_: As, database: Database) -> None:
    """E1 is booked for March."""
    with_people(as_, database, "E1")
    book(as_, computed(database, {"E1": ON_PLAN}))


@pytest.fixture
def statement(bonus: Run, stored_app: FastAPI, store: Store, march: None, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `bonus statement …` against the service."""
    serve_commands(monkeypatch, TestClient(stored_app), store.keys["payroll"])
    return lambda *arguments: bonus("statement", *arguments)


def test_a_statement_becomes_a_file_of_its_kind(statement: Run, tmp_path: Path) -> None:
    for ending, start in ((".pdf", b"%PDF-"), (".html", b"<!doctype html>"), (".json", b'{"schema"')):
        path = tmp_path / f"march{ending}"
        said = statement("save", path, "--participant", "E1", *PLACE)
        assert (said.exit_code, said.stdout) == (0, f"Written: {path}\n"), said.output
        assert path.read_bytes().lstrip().startswith(start)
    refused = statement("save", tmp_path / "march.docx", "--participant", "E1", *PLACE)
    assert (refused.exit_code, "file.unknown_type" in refused.stderr) == (1, True)
    missing = statement("save", tmp_path / "none.pdf", "--participant", "E9", *PLACE)
    assert (missing.exit_code, (tmp_path / "none.pdf").exists()) == (1, False)


def test_publish_and_list(statement: Run) -> None:
    assert statement("publish", *PLACE).stdout == "Revision 1: 1 published, 0 unchanged\n"
    assert "E1" in statement("list", "--participant", "E1").stdout
