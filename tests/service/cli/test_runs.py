"""`bonus runs` against a service, `bonus worker`, and the worker that comes with `bonus serve`."""

import json
import os
import signal
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import text

from service.figures import amount_text
from service.store.database import Database
from tests.service.cli.conftest import Run
from tests.service.cli.served import serve_commands
from tests.service.cli.serving import keys_in, serving
from tests.service.runs.ready import a_company, a_finished_run, compute
from tests.stores import As, Store


@pytest.fixture
def runs(bonus: Run, stored_app: FastAPI, store: Store, as_: As, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `bonus runs …` against a store with a company in it."""
    a_company(as_)
    serve_commands(monkeypatch, TestClient(stored_app), store.keys["payroll"])
    return lambda *arguments: bonus("runs", *arguments)


def test_start_watch_and_list(runs: Run, database: Database) -> None:
    assert runs("start", "monthly", "2026-03", "--kind", "final").stdout == "Run 1 is queued\n"
    compute(database)
    watched = runs("watch", "1")
    assert watched.exit_code == 0, watched.output
    total = f"Total {amount_text('6330.00')} EUR: 6 paid, 0 zero, 0 blocked; 0 as before"
    assert watched.stdout.splitlines() == ["finished: 6 of 6, 100 %", total]
    listed = runs("list", "--period", "2026-03").stdout
    assert "finished" in listed
    assert f"{amount_text('6330.00')} EUR" in listed


def test_refusals_are_told(runs: Run) -> None:
    refused = runs("start", "monthly", "2026-13")
    assert (refused.exit_code, refused.stderr.split("  ")[0]) == (1, "run.unknown_period")
    assert runs("watch", "99").exit_code == 1


def test_verify_finds_what_was_changed(bonus: Run, as_: As, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    run_id = a_finished_run(as_, store.database)
    monkeypatch.setenv("BONUS_DATABASE_URL", store.database.url.render_as_string(hide_password=False))
    good = bonus("runs", "verify", run_id)
    assert (good.exit_code, good.stdout) == (0, f"Run {run_id}: 6 identical\n"), good.output
    with store.owner.writing.begin() as connection:
        table = "result" if store.owner.is_sqlite else "result DISABLE TRIGGER USER"
        connection.execute(text("DROP TRIGGER result_no_update" if store.owner.is_sqlite else f"ALTER TABLE {table}"))
        changed = 'REPLACE(document, \'"total":"780.00"\', \'"total":"870.00"\')'
        connection.execute(text(f"UPDATE result SET document = {changed}"))
    bad = bonus("runs", "verify", run_id)
    assert bad.exit_code == 1
    assert bad.stdout == f"Run {run_id}: 1 differs, 5 identical\n"
    assert "/total" in bad.stderr
    assert "870" not in bad.output
    assert bonus("runs", "verify", "99").exit_code == 1


PROCESSES = 3
"""What `bonus serve` starts: one that tidies up after processes, one that answers, one that computes."""


def ask(address: str, path: str, key: str, body: Any = None, **headers: str) -> Any:
    """The answer of a running service."""
    sent = {"Authorization": f"Bearer {key}", "Content-Type": "application/json", **headers}
    content = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(address + path, content, sent), timeout=60) as answer:
        return json.load(answer, parse_float=str)


def workers_of(parent: int) -> list[int]:
    """The processes that a process started, by number; the one that computes runs was started last."""
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
    return [int(number) for number in found.split()]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs the list of processes of Linux")
def test_serve_computes_runs_and_starts_a_dead_worker_again(tmp_path: Path) -> None:
    with serving(tmp_path) as service:
        _, key = keys_in(service)
        assert ask(service.address, "/v1/runs", key)["data"] == []
        deadline = time.monotonic() + 120
        while len(before := workers_of(service.process.pid)) < PROCESSES:
            assert time.monotonic() < deadline, service.said
            time.sleep(0.2)
        os.kill(before[-1], signal.SIGKILL)
        while len(after := workers_of(service.process.pid)) < len(before) or after == before:
            assert time.monotonic() < deadline, service.said
            time.sleep(0.2)
        assert ask(service.address, "/v1/runs", key)["data"] == []
        assert service.end(signal.SIGTERM) == 0
        assert "Traceback" not in service.said
    while any(Path(f"/proc/{number}").exists() for number in after):
        assert time.monotonic() < deadline, "somebody goes on without the service"
        time.sleep(0.2)
