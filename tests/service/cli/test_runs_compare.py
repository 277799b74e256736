"""`bonus runs compare`: two runs of a service side by side, and why one person's pay changed."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.service.cli.conftest import Run
from tests.service.cli.served import serve_commands
from tests.service.comparison.stored_runs import stored_run
from tests.service.comparison.test_comparisons import PLAN, says, two_runs
from tests.service.participants.calls import person, put
from tests.service.periods.world import with_months
from tests.service.plans.steps import published
from tests.stores import As, Store


@pytest.fixture
def runs(bonus: Run, stored_app: FastAPI, store: Store, as_: As, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `bonus runs …` against a store with months, a plan and four people."""
    serve_commands(monkeypatch, TestClient(stored_app), store.keys["payroll"])
    with_months(as_)
    published(as_, PLAN)
    put(store.database, person("A"), person("B"), person("M"), person("C"))
    return lambda *arguments: bonus("runs", *arguments)


def rows(text: str) -> list[list[str]]:
    """The words of every line."""
    return [line.split() for line in text.splitlines() if line.strip()]


def test_everybody_whose_pay_is_not_the_same(runs: Run, store: Store) -> None:
    old, new = two_runs(store.database)
    shown = runs("compare", old, new)
    assert shown.exit_code == 0, shown.output
    found = rows(shown.stdout)
    assert ["A", "50.00", "EUR", "54.00", "EUR", "4.00", "EUR"] in found
    assert ["M", "10.00", "EUR", "–", "–"] in found
    assert found[-1] == ["change:", "-15.00", "EUR"]


def test_whose_pay_is_the_same_is_shown_only_on_demand(runs: Run, store: Store) -> None:
    old, new = (stored_run(store.database, {"A": says("100", "50")}) for _ in range(2))
    assert not any(line[0] == "A" for line in rows(runs("compare", old, new).stdout))
    assert ["A", "50.00", "EUR", "50.00", "EUR", "0"] in rows(runs("compare", old, new, "--all").stdout)


def test_why_one_person_s_pay_changed(runs: Run, store: Store) -> None:
    shown = runs("compare", *two_runs(store.database), "--participant", "A")
    assert rows(shown.stdout)[-4:] == [
        ["old", "50.00", "EUR"],
        ["facts", "10.00", "EUR"],
        ["assignment", "-6.00", "EUR"],
        ["new", "54.00", "EUR"],
    ]
    assert "Blocked: new" in runs("compare", *two_runs(store.database), "--participant", "M").stdout


def test_a_run_that_is_not_there_is_refused(runs: Run, store: Store) -> None:
    assert runs("compare", "1", "2").exit_code == 1
