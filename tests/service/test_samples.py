"""The shipped sample company: two months of 25 people, the same in CSV and XLSX, with known results."""

import csv
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

import rules
import service
from rules import calculate, compile_plan, parse_plan, read_participants

SAMPLES = Path(service.__file__).parent / "samples"
CATALOG = Path(rules.__file__).parent / "catalog"
EXPECTED = Path(__file__).parents[1] / "cases" / "samples" / "expected.json"
MONTHS = ("2026-02", "2026-03")
INPUTS = ("fund", "region")


def rows(month: str) -> list[dict[str, str]]:
    """The rows of a month's CSV file by column."""
    with (SAMPLES / f"{month}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def participant(row: dict[str, str]) -> dict[str, Any]:
    """One row as a participant of a call: empty cells are missing, `n/a` is not applicable."""
    person: dict[str, Any] = {
        "id": row["participant"],
        "inputs": {},
        "facts": {},
        "levels": {},
        "not_applicable": {},
    }
    for column, cell in row.items():
        if column == "participant" or not cell:
            continue
        if cell == "n/a":
            person["not_applicable"][column] = cell
        elif "." in column:
            kpi, level = column.split(".")
            person["levels"][kpi] = {level: cell}
        else:
            person["inputs" if column in INPUTS else "facts"][column] = cell
    return person


def results(month: str) -> dict[str, dict[str, Any]]:
    """What the engine says about every person of a month."""
    compiled = compile_plan(parse_plan(json.loads((SAMPLES / "plan.json").read_text(encoding="utf-8"))))
    people = [participant(row) for row in rows(month)]
    batch = calculate(compiled, read_participants(people))
    return {person["id"]: batch.result(place) for place, person in enumerate(people)}


def summary(result: dict[str, Any]) -> dict[str, Any]:
    """The figures of a result that the expected file names."""
    if result["outcome"] == "blocked":
        return {"outcome": "blocked", "rating": None, "total": result["total"]}
    amounts = {component["key"]: component["amount"] for component in result["components"]}
    named = {key: result[key] for key in ("outcome", "rating", "total")}
    return named | amounts


def expected(month: str) -> dict[str, dict[str, Any]]:
    """The results computed by hand, by person."""
    content: dict[str, dict[str, dict[str, Any]]] = json.loads(EXPECTED.read_text(encoding="utf-8"))
    return content[month]


@pytest.mark.parametrize("month", MONTHS)
def test_every_person_gets_the_amount_computed_by_hand(month: str) -> None:
    wanted = expected(month)
    found = results(month)
    assert found.keys() == wanted.keys()
    for person, figures in wanted.items():
        ratio = figures.pop("coefficient", None)
        assert summary(found[person]) == figures, person
        if ratio is not None:
            difference = Fraction(found[person]["coefficient"]) - Fraction(ratio)
            assert abs(difference) <= Fraction(1, 2 * 10**12), person


def test_the_sample_plan_is_the_catalog_plan() -> None:
    assert (SAMPLES / "plan.json").read_bytes() == (CATALOG / "b2b-sales-manager.json").read_bytes()


@pytest.mark.parametrize("month", MONTHS)
def test_a_month_has_25_people(month: str) -> None:
    assert [row["participant"] for row in rows(month)] == [f"E{number:03}" for number in range(1, 26)]


def test_the_workbook_holds_the_same_values_as_the_csv_file() -> None:
    sheet = CalamineWorkbook.from_path(str(SAMPLES / "2026-03.xlsx")).get_sheet_by_index(0)
    header, *cells = sheet.to_python()
    csv_rows = rows("2026-03")
    assert [str(name) for name in header] == list(csv_rows[0])
    assert len(cells) == len(csv_rows)
    for line, row in zip(cells, csv_rows, strict=True):
        for cell, text in zip(line, row.values(), strict=True):
            if isinstance(cell, float):
                assert Fraction(format(cell, ".15g")) == Fraction(text)
            else:
                assert cell == text


def test_march_shows_every_interesting_case() -> None:
    march = results("2026-03")
    outcomes = [result["outcome"] for result in march.values()]
    assert {outcome: outcomes.count(outcome) for outcome in set(outcomes)} == {
        "paid": 18,
        "zero": 5,
        "blocked": 2,
    }
    assert {result["rating"] for result in march.values()} >= {"D", "C", "B", "A", "A+"}
    assert all(result["reasons"] for result in march.values() if result["outcome"] == "zero")
    assert all(result["problems"] for result in march.values() if result["outcome"] == "blocked")
    assert [gate["passed"] for gate in march["E006"]["gates"]] == [False]
    assert [gate["passed"] for gate in march["E007"]["gates"]] == [True]
    assert march["E004"]["warnings"]
    assert march["E021"]["warnings"]
    [personal] = [kpi for kpi in march["E015"]["kpis"] if kpi["key"] == "revenue"]
    assert personal["normal"] == "900000"
