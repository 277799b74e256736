"""Files beside the file of facts: rows of single facts, what stands around the people, and how CSV is written."""

import csv
import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from service.files.facts import FactsOptions
from tests.service.cli.conftest import Run

FACTS = "participant,group\nE1,north\nE2,\n"


def company_plan(folder: Path) -> Path:
    """A plan that pays a share of what the company and the person's group have."""
    document: dict[str, Any] = {
        "schema": "bonus-plan/1",
        "key": "shared",
        "title": "Shared",
        "currency": "EUR",
        "frequency": "month",
        "inputs": {
            "pot": {"kind": "money", "scope": "company"},
            "extra": {"kind": "money", "scope": "team", "default": "0"},
        },
        "components": [{"key": "bonus", "amount": "pot / 8 + extra"}],
    }
    path = folder / "shared.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("around.json", '{"company": {"inputs": {"pot": 100}}, "groups": {"north": {"inputs": {"extra": "0.25"}}}}'),
        ("around.yaml", "company: {inputs: {pot: 100}}\ngroups: {north: {inputs: {extra: 0.25}}}\n"),
    ],
)
def test_what_stands_around_the_people(bonus: Run, tmp_path: Path, name: str, text: str) -> None:
    facts = write(tmp_path / "facts.csv", "participant,group\nE1,north\nE2,north\n")
    around = write(tmp_path / name, text)
    done = bonus("calculate", company_plan(tmp_path), "--facts", facts, "--around", around)
    assert "Total 25.50 EUR for 2 people" in done.stdout
    explained = bonus("explain", company_plan(tmp_path), "--facts", facts, "--around", around, "--participant", "E1")
    assert "12.75" in explained.stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[]", "around.shape"),
        ('{"company": {"inputs": {"pot": 1}}, "people": {}}', "around.unknown_key"),
        ('{"calendar": {"holidays": ["May"]}}', "calendar.date"),
        ("{", "json.malformed"),
    ],
)
def test_a_file_around_the_people_that_cannot_be_used(bonus: Run, tmp_path: Path, text: str, told: str) -> None:
    facts, around = write(tmp_path / "facts.csv", FACTS), write(tmp_path / "around.json", text)
    done = bonus("calculate", company_plan(tmp_path), "--facts", facts, "--around", around)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{told}  ")
    assert "around.json" in done.stderr


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("deals.csv", "rows_file.shape"),
        ("deals=", "rows_file.shape"),
        ("revenue=deals.csv", "rows_file.unknown_fact"),
    ],
)
def test_rows_of_what_the_plan_does_not_have(bonus: Run, plan_file: Path, given: str, told: str) -> None:
    facts = write(plan_file.with_name("facts.csv"), "participant,fund,revenue\nE1,1,1\n")
    done = bonus("calculate", plan_file, "--facts", facts, "--rows-of", given)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{told}  --rows-of")


def test_csv_as_a_spreadsheet_of_this_country_wants_it(bonus: Run, plan_file: Path) -> None:
    facts = write(plan_file.with_name("facts.csv"), "participant,fund,revenue\nE1,1000,94\n")
    out = plan_file.with_name("results.csv")
    how = ("--out-bom", "--out-separator", "semicolon", "--out-decimal", "comma")
    assert bonus("calculate", plan_file, "--facts", facts, "--out", out, *how).exit_code == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    [row] = csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
    assert (row["coefficient"], row["total"]) == ("0,7", "700,94")


@pytest.mark.parametrize("out", [(), ("--out", "results.json"), ("--out", "results.xlsx")])
def test_how_csv_is_written_needs_a_csv_file(bonus: Run, plan_file: Path, out: tuple[str, ...]) -> None:
    facts = write(plan_file.with_name("facts.csv"), "participant,fund,revenue\nE1,1000,94\n")
    done = bonus("calculate", plan_file, "--facts", facts, *out, "--out-bom")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("out.not_csv  ")


def test_results_never_replace_what_stands_around_the_people(bonus: Run, tmp_path: Path) -> None:
    facts = write(tmp_path / "facts.csv", FACTS)
    around = write(tmp_path / "around.json", '{"company": {"inputs": {"pot": 1}}}')
    done = bonus("calculate", company_plan(tmp_path), "--facts", facts, "--around", around, "--out", around)
    assert done.stderr.startswith("file.same_file  ")


DEALS_PLAN: dict[str, Any] = {
    "schema": "bonus-plan/1",
    "key": "deals",
    "title": "Deals",
    "currency": "EUR",
    "frequency": "month",
    "facts": {"deals": {"kind": "rows", "empty": "zero", "fields": {"amount": {"kind": "number"}}}},
    "kpis": [{"key": "sold", "value": "sum(deals.amount)"}],
    "components": [{"key": "commission", "amount": "0.1 * sold.actual"}],
}


def test_the_rows_of_a_fact_come_from_their_own_file(bonus: Run, tmp_path: Path) -> None:
    plan = write(tmp_path / "plan.json", json.dumps(DEALS_PLAN))
    facts = write(tmp_path / "facts.csv", "participant\nE1\nE2\nE3\n")
    lines = ["E1,2026-03-05,d1,100", "E2,2026-03-09,d2,50", "E1,2026-03-20,d3,7.5", "E1,2026-04-01,d4,1000"]
    deals = write(tmp_path / "deals.csv", "\n".join(["participant,date,id,amount", *lines, ""]))
    done = bonus(
        "calculate", plan, "--facts", facts, "--rows-of", f"deals={deals}", "--period", "2026-03", "--out", "r.json"
    )
    assert done.exit_code == 0, done.stderr
    results = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["results"]
    assert [result["total"] for result in results] == ["10.75", "5.00", "0.00"]


def test_the_rows_of_a_fact_come_from_a_sheet_of_the_same_workbook(bonus: Run, tmp_path: Path) -> None:
    plan = write(tmp_path / "plan.json", json.dumps(DEALS_PLAN))
    book = xlsxwriter.Workbook(str(tmp_path / "march.xlsx"))
    book.add_worksheet("People").write_column(0, 0, ["participant", "E1", "E2"])
    deals = book.add_worksheet("Deals")
    for number, row in enumerate([["participant", "amount"], ["E2", 30], ["E2", 12.5]]):
        deals.write_row(number, 0, row)
    book.close()
    done = bonus("calculate", plan, "--facts", "march.xlsx", "--rows-of", "deals=march.xlsx#Deals", "--out", "r.json")
    assert done.exit_code == 0, done.stderr
    results = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["results"]
    assert [result["total"] for result in results] == ["0.00", "4.25"]
    wrong = bonus("calculate", plan, "--facts", "march.xlsx", "--rows-of", "deals=march.xlsx#deals")
    assert wrong.stderr.startswith("file.")


def test_a_line_of_nobody_refuses_its_file_and_nothing_is_written(bonus: Run, tmp_path: Path) -> None:
    plan = write(tmp_path / "plan.json", json.dumps(DEALS_PLAN))
    facts = write(tmp_path / "facts.csv", "participant\nE1\n")
    deals = write(tmp_path / "deals.csv", "participant,amount\nE1,1\nE9,2\n")
    done = bonus("calculate", plan, "--facts", facts, "--rows-of", f"deals={deals}", "--out", "r.json")
    assert done.exit_code == 1
    assert done.stderr.startswith(f'file.unknown_participant  {deals}: line 3, column "participant"')
    assert not (tmp_path / "r.json").exists()


def test_the_file_of_facts_has_no_column_for_what_has_its_own_file(bonus: Run, tmp_path: Path) -> None:
    plan = write(tmp_path / "plan.json", json.dumps(DEALS_PLAN))
    facts = write(tmp_path / "facts.csv", "participant,deals\nE1,5\n")
    deals = write(tmp_path / "deals.csv", "participant,amount\nE1,1\n")
    done = bonus("calculate", plan, "--facts", facts, "--rows-of", f"deals={deals}")
    assert done.stderr.startswith("file.unknown_column")


def test_managers_and_credits_reach_people_in_other_chunks_of_the_file(
    bonus: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.cli.facts_source.FactsOptions", partial(FactsOptions, chunk_rows=1))
    document = {
        "schema": "bonus-plan/1", "key": "tied", "title": "Tied", "currency": "EUR", "frequency": "month",
        "inputs": {"part": {"kind": "number", "inherit": "manager"}},
        "facts": {"sales": {"take": "sum"}},
        "kpis": [{"key": "sales"}],
        "components": [{"key": "pay", "amount": "sales.actual * part"}],
    }  # fmt: skip
    plan = write(tmp_path / "tied.json", json.dumps(document))
    facts = write(tmp_path / "facts.csv", "participant,manager,part,sales\nE1,,2,10\nE2,E1,,20\n")
    credits = [{"fact": "sales", "value": "100", "shares": {"E1": "0.5", "E2": "0.5"}}]
    around = write(tmp_path / "around.json", json.dumps({"credits": credits}))

    done = bonus("calculate", plan, "--facts", facts, "--around", around)
    assert "Total 260.00 EUR for 2 people" in done.stdout
    explained = bonus("explain", plan, "--facts", facts, "--around", around, "--participant", "E2")
    assert "inherited from manager E1" in explained.stdout
    assert "own observations and 1 shared with others" in explained.stdout
