"""Two months of pay by files alone: what the first month's results say is what the second month's facts open with."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.service.cli.conftest import Run

PLAN: dict[str, Any] = {
    "schema": "bonus-plan/1",
    "key": "months",
    "title": "Months",
    "currency": "EUR",
    "frequency": "month",
    "inputs": {"made": {"kind": "money"}},
    "proration": {"basis": "calendar_days"},
    "components": [
        {"key": "commission", "amount": "made", "cap": {"amount": "150", "per": "year"}},
        {"key": "allowance", "amount": "31", "prorate": True},
    ],
    "balances": {"advance": {"sign": "owed_by_person", "add": "max(100 - made, 0)", "take": "max(made - 100, 0)"}},
}


def results(path: Path) -> dict[str, dict[str, str]]:
    """The rows of a file of results by participant."""
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["participant"]: row for row in csv.DictReader(stream)}


def test_two_months(bonus: Run, tmp_path: Path) -> None:
    plan, facts = tmp_path / "plan.json", tmp_path / "facts.csv"
    plan.write_text(json.dumps(PLAN), encoding="utf-8")
    facts.write_text(
        "participant,made,assignment.from,assignment.to,balance.advance,paid.commission,paid.allowance\n"
        "E1,40,,,0,0,0\n"
        "E2,120,2026-01-22,,0,,\n"
        "E3,10,01.01.2026,,0,,\n",
        encoding="utf-8",
    )
    january = bonus("calculate", plan, "--facts", facts, "--period", "2026-01", "--out", "january.csv")
    assert january.exit_code == 3, january.stderr
    first = results(tmp_path / "january.csv")
    assert (first["E1"]["commission"], first["E1"]["allowance"], first["E1"]["advance"]) == ("40.00", "31.00", "60.00")
    assert (first["E2"]["allowance"], first["E2"]["total"]) == ("10.00", "130.00")
    assert 'file.not_a_date (line 4, column "assignment.from")' in first["E3"]["problems"]

    rows = [
        ",".join([row["participant"], "120", row["balance.advance"], row["commission"], row["allowance"]])
        for row in (first["E1"], first["E2"])
    ]
    facts.write_text(
        "\n".join(["participant,made,balance.advance,paid.commission,paid.allowance", *rows, ""]), encoding="utf-8"
    )
    february = bonus("calculate", plan, "--facts", facts, "--period", "2026-02", "--out", "february.csv")
    assert february.exit_code == 0, february.stderr
    second = results(tmp_path / "february.csv")
    assert (second["E1"]["commission"], second["E1"]["balance.advance"]) == ("110.00", "40.00")
    assert (second["E1"]["advance"], second["E1"]["total"]) == ("-20.00", "121.00")
    assert second["E2"]["commission"] == "30.00"


@pytest.mark.parametrize("name", ["r.csv", "r.xlsx"])
def test_people_paid_in_other_currencies(bonus: Run, tmp_path: Path, name: str) -> None:
    plan, facts, around = tmp_path / "plan.json", tmp_path / "facts.csv", tmp_path / "around.yaml"
    plan.write_text(json.dumps({**PLAN, "components": PLAN["components"][:1], "balances": {}}), encoding="utf-8")
    facts.write_text(
        "participant,made,currency,paid.commission\nE1,100,USD,0\nE2,50,EUR,0\nE3,60,CHF,0\n", encoding="utf-8"
    )
    around.write_text("rates: [{from: EUR, to: USD, date: 2026-01-31, rate: 1.083}]\n", encoding="utf-8")
    how = ("--period", "2026-01", "--around", around, "--out", name)
    assert bonus("calculate", plan, "--facts", facts, *how).exit_code == 3
    if name == "r.csv":
        paid = results(tmp_path / name)
        payees = [[row[f"payee_{part}"] for part in ("total", "currency", "rate")] for row in paid.values()]
        assert payees == [["108.30", "USD", "1.083"], ["", "", ""], ["", "", ""]]
        assert paid["E3"]["problems"].startswith("no_rate ")
    else:
        sheet = CalamineWorkbook.from_path(str(tmp_path / name)).get_sheet_by_name("Summary")
        summary = {row[0]: row[1] for row in sheet.to_python()}
        assert (summary["Paid in EUR"], summary["Paid in USD"]) == ("50.00", "108.30")


def test_no_columns_for_other_currencies_where_nobody_is_paid_in_one(bonus: Run, tmp_path: Path) -> None:
    plan, facts, around = tmp_path / "plan.json", tmp_path / "facts.csv", tmp_path / "around.yaml"
    plan.write_text(json.dumps(PLAN), encoding="utf-8")
    facts.write_text("participant,made\nE1,100\n", encoding="utf-8")
    around.write_text("rates: [{from: USD, to: EUR, date: 2026-01-31, rate: 0.9}]\n", encoding="utf-8")
    how = ("--period", "2026-01", "--around", around, "--out", "r.csv")
    assert bonus("calculate", plan, "--facts", facts, *how).exit_code == 0
    assert "payee_total" not in results(tmp_path / "r.csv")["E1"]
