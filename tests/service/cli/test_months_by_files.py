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


def test_months_with_instalments(bonus: Run, tmp_path: Path) -> None:
    document = {
        **PLAN,
        "components": [{"key": "award", "amount": "made", "instalments": 3}],
        "balances": {},
    }
    plan, facts = tmp_path / "plan.json", tmp_path / "facts.csv"
    plan.write_text(json.dumps(document), encoding="utf-8")
    facts.write_text("participant,made\n007,100\n=E2,0\n", encoding="utf-8")
    before: tuple[str, ...] = ()
    paid: list[tuple[str, str, str]] = []
    for month in range(1, 5):
        out, parts = f"{month}.csv", f"open-{month}.csv"
        how = ("--period", f"2026-0{month}", "--out", out, "--instalments-out", parts, *before)
        done = bonus("calculate", plan, "--facts", facts, *how)
        assert done.exit_code == 0, done.stdout + done.stderr
        row = results(tmp_path / out)["007"]
        paid.append((row["award"], row["award_instalments"], row["balance.award_instalments"]))
        facts.write_text(
            f"participant,made,balance.award_instalments\n007,0,{row['balance.award_instalments']}\n=E2,0,\n",
            encoding="utf-8",
        )
        before = ("--instalments", parts)
    assert paid == [
        ("33.33", "", "66.67"),
        ("0.00", "33.33", "33.34"),
        ("0.00", "33.34", "0.00"),
        ("0.00", "", "0.00"),
    ]
    head, *lines = (tmp_path / "open-1.csv").read_text(encoding="utf-8").splitlines()
    assert head == "participant,component,amount,parts,paid"
    assert lines == ["007,award,100.00,3,1"]
    assert (tmp_path / "open-3.csv").read_text(encoding="utf-8").splitlines() == [head]


def test_absences_and_segments_by_files(bonus: Run, tmp_path: Path) -> None:
    document = {
        **PLAN,
        "inputs": {"fund": {"kind": "money"}},
        "kpis": [{"key": "sales", "measure": "volume", "weight": "1", "levels": {"base": "0", "normal": "100"}}],
        "proration": {"basis": "calendar_days", "absences": {"sick": "not_counted", "holiday": "counted"}},
        "components": [{"key": "pay", "amount": "fund * coefficient", "prorate": True}],
        "balances": {},
    }
    plan, facts = tmp_path / "plan.json", tmp_path / "facts.csv"
    plan.write_text(json.dumps(document), encoding="utf-8")
    facts.write_text(
        "participant,fund,sales,sales.normal,assignment.from\n"
        "E1,300,100,,2026-04-11\nE2,300,100,,\nE3,300,100,,\nE4,300,100,,\nE5,300,100,,\nE6,300,100,,\n",
        encoding="utf-8",
    )
    (tmp_path / "leave.csv").write_text(
        "participant,start,end,kind\nE6,2026-04-05,2026-04-06,sikc\nE1,2026-04-21,2026-05-03,sick\nE3,2026-01-01,2026-02-01,none\n"
        "E3,2026-04-01,2026-04-02,holiday\nE4,2026-04-05,2026-04-04,sick\n",
        encoding="utf-8",
    )
    (tmp_path / "parts.csv").write_text(
        "participant,start,end,fund,sales.normal\nE2,2026-04-16,2026-05-01,600,200\nE2,2026-04-01,2026-04-16,,\n"
        "E5,2026-04-01,2026-04-16,,\nE5,2026-04-15,2026-05-01,500,\n",
        encoding="utf-8",
    )
    how = ("--period", "2026-04", "--absences", "leave.csv", "--segments", "parts.csv", "--out", "r.csv")
    done = bonus("calculate", plan, "--facts", facts, *how)
    assert done.exit_code == 3, done.stdout + done.stderr
    paid = results(tmp_path / "r.csv")
    assert paid["E1"]["pay"] == "100.00"
    # The fund is 450 on average, the level 150: 450 * 100 / 150.
    assert paid["E2"]["pay"] == "300.00"
    assert paid["E3"]["pay"] == "300.00"
    assert paid["E4"]["problems"].startswith("assignment.ends_before_start (leave.csv: line 6)")
    assert paid["E6"]["problems"].startswith('assignment.unknown_absence (leave.csv: line 2, column "kind")')
    assert paid["E5"]["problems"].startswith("segments.overlap (parts.csv: line 5)")
