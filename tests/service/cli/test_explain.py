"""`bonus explain`: the statement, then every step; or the same as JSON."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from rules import calculate, compile_plan, read_participants, trace_of, trace_text
from tests.service.cli.conftest import Run

PLAN = "b2b-sales-manager"


def test_the_statement_and_every_step(bonus: Run, march: Path) -> None:
    done = bonus("explain", PLAN, "--facts", march, "--participant", "E004", "--period", "2026-03")
    assert done.exit_code == 0
    said, _, steps = done.stdout.partition("Every step, from the total down to what was given")
    assert "Statement of E004\nB2B sales manager, 2026-03-01 to 2026-03-31\npaid  60 000.00 EUR\n" in said
    assert matrix_row(said, "Shipped revenue, EUR") == [
        "800 000",
        "1 000 000",
        "1 200 000",
        "2 900 000",
        *("10.5", "2", "0.35", "0.7"),
    ]
    assert "coefficient  1.8375  (183.75 %)" in said
    assert re.search(r"Overdue share at most 30 %  overdue.actual <= 30  total +passed", said)
    assert re.search(r"KPI bonus \(BON1\) +55 125.00 +0.00 +0.00 +18 138.70 +36 986.30", said)
    assert "from 1 000 000: 900 000 × 0.02 = 18 000" in said
    assert "the total is more than its cap" in said
    assert "fact.suspect_high  /kpis/revenue/actual" in said
    assert "Rounding: every step exact; each line to 2 places, half up.\nGross amounts only: no tax" in said
    assert "total = 60000.00  [/total]" in steps
    assert "gross_profit / revenue_net * 100" in steps
    assert "(exactly 725/28)" in steps
    assert 'rating != "D" holds, so: fund * coefficient' in steps
    assert max(map(len, said.splitlines())) <= 100


def matrix_row(statement: str, title: str) -> list[str]:
    """The cells of one KPI."""
    (line,) = [line for line in statement.splitlines() if line.startswith(title)]
    return [cell.strip() for cell in line.removeprefix(title).split("  ") if cell.strip()]


def test_a_blocked_person_is_explained_as_well(bonus: Run, march: Path) -> None:
    done = bonus("explain", PLAN, "--facts", march, "--participant", "E008")
    assert done.exit_code == 0
    assert "blocked  no amount\n" in done.stdout
    assert "Blocked because\nfact.missing  /facts/duration  no value of duration was received" in done.stdout
    assert matrix_row(done.stdout, "Average sales duration,") == ["60", "45", "35", "missing", "–", "–", "0.15", "–"]


def test_weights_shared_among_the_rest_show_both(bonus: Run, march: Path) -> None:
    done = bonus("explain", PLAN, "--facts", march, "--participant", "E009")
    assert matrix_row(done.stdout, "New customers, pcs")[3] == "n/a"
    assert "0.4375" in done.stdout
    assert "(of 0.35)" in done.stdout


def test_json_carries_result_and_trace(bonus: Run, plan: dict[str, Any], plan_file: Path, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text("participant,fund,revenue\nE1,900,100\nE2,1000,120\n", encoding="utf-8")
    done = bonus("explain", plan_file, "--facts", "f.csv", "--participant", "E2", "--json")
    answer = json.loads(done.stdout, parse_float=str)
    person = {"id": "E2", "inputs": {"fund": "1000"}, "facts": {"revenue": "120"}}
    batch = calculate(compile_plan(plan), read_participants([person]))
    trace = trace_of(batch.sheet, 0)
    assert answer["result"] == batch.result(0) | {"trace": trace.to_json()}
    assert answer["plan"]["key"] == "small"
    text = bonus("explain", plan_file, "--facts", "f.csv", "--participant", "E2").stdout
    assert text.endswith(trace_text(trace))


@pytest.mark.parametrize("participant", ["E99", "e001", "1", ""])
def test_nobody_of_this_name(bonus: Run, march: Path, participant: str) -> None:
    done = bonus("explain", PLAN, "--facts", march, "--participant", participant)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.startswith("participant.not_found  ")


def test_a_file_is_refused_for_what_stands_below_the_participant(bonus: Run, march: Path, tmp_path: Path) -> None:
    text = march.read_text(encoding="utf-8")
    (tmp_path / "twice.csv").write_text(text + text.splitlines()[-1] + "\n", encoding="utf-8")
    done = bonus("explain", PLAN, "--facts", "twice.csv", "--participant", "E001")
    assert done.exit_code == 1
    assert done.stdout == ""


def test_a_plan_that_rounds_its_steps_says_so_and_shows_them_whole(
    bonus: Run, plan: dict[str, Any], tmp_path: Path
) -> None:
    plan["rounding"] = {"mode": "half_even", "steps": 6}
    plan["examples"] = []
    (tmp_path / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    (tmp_path / "f.csv").write_text("participant,fund,revenue\nE1,1000,100.00002\n", encoding="utf-8")
    done = bonus("explain", "plan.json", "--facts", "f.csv", "--participant", "E1")
    assert "Rounding: every step rounded to 6 places; each line to 2 places, half even." in done.stdout
    assert "from 100: 0.00002 × 0.02 = 0.0000004\n" in done.stdout
    assert "100.00002  1.000001  1.000001  1  1.000001" in re.sub(" {2,}", "  ", done.stdout)


def test_gates_on_a_line_say_what_they_took(bonus: Run, plan_file: Path, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text("participant,fund,region,revenue\nE1,1000,APAC,120\n", encoding="utf-8")
    done = bonus("explain", plan_file, "--facts", "f.csv", "--participant", "E1")
    assert re.search(r'Only EMEA +region == "EMEA" +extra +closed +times 0', done.stdout)
    assert "Extra" in done.stdout
    assert "gate not passed: Only EMEA" in done.stdout
