"""`bonus facts`: files of facts to a service, as an analyst sees it."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.service.cli.conftest import Run
from tests.service.cli.served import serve_commands
from tests.service.facts.world import with_keys, with_people
from tests.service.files.samples import csv_file
from tests.stores import As, Store

FACTS = "participant,key,date,value\nE1,revenue,2026-03-14,5\nE2,revenue,2026-03-15,1.50\n"


@pytest.fixture
def facts(bonus: Run, stored_app: FastAPI, store: Store, as_: As, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `bonus facts …` against a store with two people and a plan."""
    with_people(as_, "E1", "E2")
    with_keys(as_, "revenue")
    serve_commands(monkeypatch, TestClient(stored_app), store.keys["payroll"])
    return lambda *arguments: bonus("facts", *arguments)


def test_preview_then_save_then_another_figure(facts: Run, tmp_path: Path) -> None:
    path = csv_file(tmp_path, FACTS, "march.csv")
    preview = facts("import", path, "--preview")
    assert preview.exit_code == 0, preview.output
    said = "2 new, 0 revised, 0 outdated, 0 known (facts in the file: 2)\n"
    assert preview.stdout.endswith(f"Preview, nothing saved: {said}")
    assert facts("import", path).stdout == f"Saved: {said}"
    other = csv_file(tmp_path, FACTS.replace("1.50", "2"), "again.csv")
    shown = facts("import", other, "--preview").stdout
    assert ["E2", "revenue", "2026-03-15", "revised", "1"] in [line.split() for line in shown.splitlines()]
    assert facts("import", other).stdout.startswith("Saved: 0 new, 1 revised, 0 outdated, 1 known")
    assert facts("import", other, "--label", "controlling").stdout.startswith("Saved: 2 new")


@pytest.mark.parametrize("preview", [True, False])
def test_problems_stand_with_their_cells(facts: Run, tmp_path: Path, preview: bool) -> None:
    path = csv_file(tmp_path, "participant,key,date,value\nE9,revenue,2026-03-14,5\n", "march.csv")
    said = facts("import", path, *(["--preview"] if preview else []))
    assert (said.exit_code, said.stderr.split("  ")[0]) == (1, "fact.unknown_participant")
    assert f'{path}: line 2, column "participant"' in said.stderr


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_template_is_filled_in_and_sent(facts: Run, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"template.{ending}"
    assert facts("template", out).exit_code == 0
    said = facts("import", out)
    assert (said.exit_code, said.stderr.split("  ")[0]) == (1, "file.no_rows")


def test_files_that_cannot_be_sent(facts: Run, tmp_path: Path) -> None:
    assert facts("import", tmp_path / "none.csv").stderr.startswith("file.not_found")
    assert facts("import", csv_file(tmp_path, "x", "facts.ods")).stderr.startswith("file.unknown_type")
