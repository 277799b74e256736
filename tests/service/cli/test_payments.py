"""`bonus payments`: from a locked period to a file for payroll and its answer."""

import hashlib
import json
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.service.cli.conftest import Run
from tests.service.cli.served import serve_commands
from tests.service.payments.world import with_pay
from tests.stores import As, Store

pytestmark = pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)


@pytest.fixture
def payments(bonus: Run, stored_app: FastAPI, store: Store, as_: As, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `bonus payments …` against a store with a locked month."""
    with_pay(as_, store.database, "lock")
    serve_commands(monkeypatch, TestClient(stored_app), store.keys["payroll"])
    return lambda *arguments: bonus("payments", *arguments)


def test_a_month_is_paid_and_handed_over(payments: Run, as_: As, tmp_path: Path) -> None:
    made = payments("create", "monthly", "2026-03", "--once", "march")
    assert (made.exit_code, made.stdout) == (0, "Payment 1: 5 lines\n  EUR 4400.51\n")
    assert payments("create", "monthly", "2026-03", "--once", "march").stdout == made.stdout
    path = tmp_path / "march.csv"
    written = payments("export", "1", path)
    assert written.exit_code == 0, written.output
    manifest = json.loads((tmp_path / "march.csv.manifest.json").read_text(encoding="utf-8"))
    assert manifest["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert payments("receipt", "1", "accepted", "--reference", "PY-3").stdout == "Noted: payment 1 accepted\n"
    noted = payments("receipt", "1", "partly", "--rejected", "3=E12", "--rejected", "5")
    assert noted.stdout == "Noted: payment 1 partly\n", noted.output
    *_, last = as_("payroll").get("/v1/payments/1/receipts").json()["data"]
    assert [(line["line"], line["state"], line["code"]) for line in last["lines"]] == [
        (3, "rejected", "E12"),
        (5, "rejected", None),
    ]
    for wrong in (
        ("partly",),
        ("partly", "--rejected", "x"),
        ("partly", "--rejected", "6"),
        ("accepted", "--rejected", "1"),
    ):
        assert payments("receipt", "1", *wrong).stderr.startswith("payment.receipt_line"), wrong


def test_somebody_is_paid_off_cycle(payments: Run) -> None:
    made = payments("create", "monthly", "2026-03", "--participant", "E2")
    assert made.stdout == "Payment 1: 1 lines\n  EUR 900.00\n"


def test_refusals_end_with_their_codes(payments: Run, tmp_path: Path) -> None:
    refused = payments("create", "monthly", "2026-04")
    assert (refused.exit_code, refused.stderr.split("  ")[0]) == (1, "period.wrong_state")
    assert payments("export", "9", tmp_path / "x.csv").exit_code == 1
    assert not (tmp_path / "x.csv").exists()
    assert payments("receipt", "9", "rejected").exit_code == 1
