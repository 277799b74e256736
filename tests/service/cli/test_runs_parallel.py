"""`bonus runs parallel`: a run of a service beside last month's spreadsheet."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.service.cli.conftest import Run
from tests.service.cli.served import serve_commands
from tests.service.comparison.stored_runs import stored_run
from tests.service.comparison.test_comparisons import PLAN, says
from tests.service.files.samples import csv_file
from tests.service.participants.calls import person, put
from tests.service.periods.world import with_months
from tests.service.plans.steps import published
from tests.stores import As, Store


@pytest.fixture
def runs(bonus: Run, stored_app: FastAPI, store: Store, as_: As, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `bonus runs …` against a store with months, a plan and three people."""
    serve_commands(monkeypatch, TestClient(stored_app), store.keys["payroll"])
    with_months(as_)
    published(as_, PLAN)
    put(store.database, person("A"), person("B"), person("M"))
    return lambda *arguments: bonus("runs", *arguments)


def test_whose_pay_is_not_the_same_and_why(runs: Run, store: Store, tmp_path: Path) -> None:
    run = stored_run(store.database, {"A": says("100", "50"), "B": says("10", "100"), "M": says("10", None)})
    path = csv_file(tmp_path, "participant,component,amount\nA,bonus,54\nB,bonus,10\nC,bonus,1\n", "march.csv")
    shown = runs("parallel", run, path)
    assert shown.exit_code == 0, shown.output
    text = " ".join(shown.stdout.split())
    assert "A 50.00 EUR 54.00 EUR -4.00 EUR another amount" in text
    assert "bonus: -4.00 EUR" in text
    assert "not in the run" in text
    assert "blocked in the run" in text
    assert text.endswith("1 the same, 3 not run: 60.00 EUR file: 65.00 EUR difference: -5.00 EUR")


def test_what_cannot_be_compared(runs: Run, store: Store, tmp_path: Path) -> None:
    run = stored_run(store.database, {"A": says("100", "50")})
    path = csv_file(tmp_path, "participant,amount\nA,x\n", "march.csv")
    said = runs("parallel", run, path)
    assert (said.exit_code, said.stderr.split("  ")[0]) == (1, "file.not_a_number")
    assert runs("parallel", "99", path).stderr.startswith("run.not_found")
    assert runs("parallel", run, tmp_path / "none.csv").stderr.startswith("file.not_found")
