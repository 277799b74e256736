"""`bonus people`: files to a service and back, as an analyst sees it."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.service.cli.conftest import Run
from tests.service.cli.served import serve_commands
from tests.service.files.samples import csv_file
from tests.stores import Store

PEOPLE = """participant,name,effective_from,fund,fte,team,manager
E1,Ann,2026-01-01,1500,1,North,
E2,Bo,2026-01-01,1200.50,0.8,North,E1
"""


@pytest.fixture
def people(bonus: Run, stored_app: FastAPI, store: Store, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `bonus people …` against a fresh started store."""
    serve_commands(monkeypatch, TestClient(stored_app), store.keys["payroll"])
    return lambda *arguments: bonus("people", *arguments)


def test_preview_then_save_then_nothing_to_do(people: Run, tmp_path: Path) -> None:
    path = csv_file(tmp_path, PEOPLE, "people.csv")
    preview = people("import", path, "--preview")
    assert preview.exit_code == 0, preview.output
    assert "E2" in preview.stdout
    assert "fund becomes 1200.50" in " ".join(preview.stdout.split())
    assert preview.stdout.endswith(
        "Preview, nothing saved: 2 created, 0 changed, 0 unchanged (participants in the file: 2)\n"
    )
    assert people("import", path).stdout == "Saved: 2 created, 0 changed, 0 unchanged (participants in the file: 2)\n"
    assert people("import", path).stdout == "Saved: 0 created, 0 changed, 2 unchanged (participants in the file: 2)\n"


@pytest.mark.parametrize("preview", [True, False])
def test_problems_stand_with_their_cells(people: Run, tmp_path: Path, preview: bool) -> None:
    path = csv_file(tmp_path, "participant,fte,manager\nE1,80%,\nE2,1.5,E9\n", "people.csv")
    options = ["--preview"] if preview else []
    said = people("import", path, "--effective-from", "2026-01-01", *options)
    assert said.exit_code == 1
    assert [line.split("  ")[0] for line in said.stderr.splitlines()] == [
        "file.not_a_number",
        "attribute.out_of_range",
    ]
    assert f'{path}: line 2, column "fte"' in said.stderr
    assert f'{path}: line 3, column "fte"' in said.stderr


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_export_and_import_change_nothing(people: Run, tmp_path: Path, ending: str) -> None:
    people("import", csv_file(tmp_path, PEOPLE, "people.csv"))
    out = tmp_path / f"out.{ending}"
    written = people("export", out, "--on", "2026-03-31")
    assert (written.exit_code, written.stdout) == (0, f"Written: {out}\n")
    assert people("import", out).stdout.startswith("Saved: 0 created, 0 changed, 2 unchanged")


def test_a_decimal_comma_both_ways(people: Run, tmp_path: Path) -> None:
    people("import", csv_file(tmp_path, PEOPLE, "people.csv"))
    out = tmp_path / "out.csv"
    people("export", out, "--on", "2026-03-31", "--decimal", "comma")
    assert "1200,5" in out.read_text("utf-8-sig")
    assert people("import", out).stdout.startswith("Saved: 0 created, 0 changed, 2 unchanged")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_template_is_filled_in_and_sent(people: Run, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"template.{ending}"
    assert people("template", out).exit_code == 0
    said = people("import", out)
    assert (said.exit_code, said.stderr.split("  ")[0]) == (1, "file.no_rows")


def test_files_that_cannot_be_sent(people: Run, tmp_path: Path) -> None:
    assert people("import", tmp_path / "none.csv").stderr.startswith("file.not_found")
    assert people("import", csv_file(tmp_path, "x", "people.ods")).stderr.startswith("file.unknown_type")
    assert people("import", tmp_path).stderr.startswith("file.unknown_type")
    assert people("export", tmp_path / "out.pdf").stderr.startswith("file.unknown_type")
    assert people("export", tmp_path / "out.csv", "--on", "yesterday").stderr.startswith("request.bad_value")
    assert not (tmp_path / "out.csv").exists()
    large = csv_file(tmp_path, b"participant\n" + b"x" * (16 << 20), "large.csv")
    assert people("import", large).stderr.startswith("file.too_large")


def test_without_a_key_nothing_is_asked(bonus: Run, tmp_path: Path) -> None:
    said = bonus("people", "import", csv_file(tmp_path, PEOPLE, "people.csv"))
    assert (said.exit_code, said.stderr.split("  ")[0]) == (1, "remote.no_key")
