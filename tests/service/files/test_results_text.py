"""Results as CSV and JSON."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from service.files.results import ResultsOptions, open_results_writer
from tests.service.files.result_samples import HEAD, TOTALS, finding, result

PAID = result(
    "E1", [("kpi_bonus", "1234.50"), ("growth", "-12.00")], "1222.50", coefficient="0.890833333333", rating="C"
)
BLOCKED = result(
    "E2",
    [("kpi_bonus", None), ("growth", "0.00")],
    outcome="blocked",
    problems=[
        finding("fact.missing", "send it", "/facts/revenue"),
        finding("file.not_a_number", "text; mend it", 'line 2, column "x"'),
    ],
    warnings=[finding("kpi.suspect", "look again")],
)
ZERO = result(
    "E3", [("total_floor", "0.00")], "0.00", outcome="zero", reasons=[finding("not_eligible:grade", "too low")]
)


def written(
    folder: Path, results: list[dict[str, Any]], options: ResultsOptions | None = None, name: str = "r.csv"
) -> bytes:
    path = folder / name
    with open_results_writer(path, HEAD, options) as writer:
        for one in results:
            writer.write([one])
        writer.finish(TOTALS)
    return path.read_bytes()


def test_csv_has_one_row_a_person(tmp_path: Path) -> None:
    rows = list(csv.DictReader(written(tmp_path, [PAID, BLOCKED, ZERO]).decode().splitlines()))
    assert list(rows[0]) == [
        *("participant", "outcome", "reasons", "coefficient", "rating", "kpi_bonus", "growth", "total_floor"),
        *("total", "currency", "problems", "warnings"),
    ]
    assert rows[0] == {
        "participant": "E1",
        "outcome": "paid",
        "reasons": "",
        "coefficient": "0.890833333333",
        "rating": "C",
        "kpi_bonus": "1234.50",
        "growth": "-12.00",
        "total_floor": "",
        "total": "1222.50",
        "currency": "EUR",
        "problems": "",
        "warnings": "",
    }
    assert (rows[1]["outcome"], rows[1]["kpi_bonus"], rows[1]["total"]) == ("blocked", "", "")
    assert (
        rows[1]["problems"]
        == 'fact.missing (/facts/revenue): send it | file.not_a_number (line 2, column "x"): text; mend it'
    )
    assert rows[1]["warnings"] == "kpi.suspect: look again"
    assert rows[2]["reasons"] == "not_eligible:grade: too low"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_would_run_as_a_formula_is_disarmed(tmp_path: Path, start: str) -> None:
    hostile = f"{start}cmd|'/c calc'!A1"
    lines = written(tmp_path, [result(hostile, [("growth", "-5.00")], "-5.00", rating=hostile)]).decode()
    (row,) = csv.DictReader(io.StringIO(lines, newline=""))
    assert row["participant"] == f"'{hostile}"
    assert row["rating"] == f"'{hostile}"
    assert row["total"] == "-5.00"


def test_csv_options(tmp_path: Path) -> None:
    options = ResultsOptions(with_bom=True, separator=";", decimal="comma")
    content = written(tmp_path, [PAID], options)
    assert content.startswith(b"\xef\xbb\xbfparticipant;outcome;")
    assert b";0,890833333333;C;1234,50;-12,00;;1222,50;EUR;" in content


def test_csv_of_nobody_is_a_header(tmp_path: Path) -> None:
    assert written(tmp_path, []).count(b"\r\n") == 1


def test_json_is_the_answer_of_the_calculate_call(tmp_path: Path) -> None:
    document = json.loads(written(tmp_path, [PAID, BLOCKED, result("Жук")], name="r.json"))
    assert list(document) == ["plan", "engine", "currency", "results", "totals"]
    assert document["plan"] == {"key": "sales", "version": None, "hash": "ab12"}
    assert document["results"] == [PAID, BLOCKED, result("Жук")]
    assert (document["engine"], document["currency"], document["totals"]) == ("1.2.3", "EUR", TOTALS)
    assert json.loads(written(tmp_path, [], name="r.json"))["results"] == []


def test_a_component_without_a_column_is_never_dropped(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="bonus_two"):
        written(tmp_path, [result("E1", [("bonus_two", "5.00")], "5.00")])
    assert list(tmp_path.iterdir()) == []


def test_what_is_paid_in_another_currency_stands_beside_the_total(tmp_path: Path) -> None:
    head = replace(HEAD, components=("kpi_bonus",), has_payees=True)
    payee = {"currency": "USD", "rate": "1.08", "components": [], "total": "108.00"}
    rows = [
        result("E1", [("kpi_bonus", "100.00")], "100.00", payee=payee),
        result("E2", [("kpi_bonus", "5.00")], "5.00", payee=None),
    ]
    with open_results_writer(tmp_path / "r.csv", head) as writer:
        writer.write(rows)
        writer.finish(TOTALS)
    first, second = csv.DictReader((tmp_path / "r.csv").read_text(encoding="utf-8").splitlines())
    assert (first["total"], first["currency"]) == ("100.00", "EUR")
    assert (first["payee_total"], first["payee_currency"], first["payee_rate"]) == ("108.00", "USD", "1.08")
    assert (second["payee_total"], second["payee_currency"], second["payee_rate"]) == ("", "", "")
