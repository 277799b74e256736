"""`bonus calculate`: what the screen shows, what the file holds, and the exit code."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from python_calamine import CalamineWorkbook

from tests.service.cli.conftest import Run

PLAN = "b2b-sales-manager"
FACTS = "participant,fund,region,revenue\nE1,1000,EMEA,100\nE2,1000,APAC,94\nE3,1000,EMEA,60\n"
IVANOV = "\u0418\u0432\u0430\u043d\u043e\u0432"
HARMLESS = FACTS.replace("E3,1000,EMEA,60", "E3,1000,EMEA,85")


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def row_of(output: str, participant: str) -> list[str]:
    """The line of one person, split at the spaces between columns."""
    (line,) = [line for line in output.splitlines() if line.startswith(f"{participant} ")]
    return [cell.strip() for cell in line.split("  ") if cell.strip()]


def test_the_sample_month(bonus: Run, march: Path) -> None:
    done = bonus("calculate", PLAN, "--facts", march, "--period", "2026-03")
    assert done.exit_code == 3
    assert row_of(done.stdout, "E001") == ["E001", "0.890833…", "C", "38 415.00", "paid"]
    assert row_of(done.stdout, "E006")[3:] == ["0.00", "zero", "gate not passed: Overdue share at most 30 %"]
    assert row_of(done.stdout, "E008")[1:] == ["–", "–", "–", "blocked", "no value of duration was received"]
    assert row_of(done.stdout, "E011")[1:3] == ["0.899998…", "C"], "a coefficient just under a band never looks like it"
    assert "Total 745 136.51 EUR for 25 people: 18 paid, 5 zero, 2 blocked; data of 6 to check" in done.stdout
    assert done.stderr == ""


def test_zeros_are_computed_and_only_blocked_people_change_the_exit_code(bonus: Run, plan_file: Path) -> None:
    facts = write(plan_file.with_name("facts.csv"), FACTS.replace("E3,1000,EMEA,60", "E3,0,EMEA,0"))
    done = bonus("calculate", plan_file, "--facts", facts)
    assert done.exit_code == 0
    assert "3 people: 2 paid, 1 zero, 0 blocked" in done.stdout
    assert row_of(done.stdout, "E3")[-1] == "main, extra: the formula gives 0"
    write(facts, FACTS.replace("E3,1000,EMEA,60", "E3,,EMEA,0"))
    assert bonus("calculate", plan_file, "--facts", facts).exit_code == 3


def test_lines_fit_a_log(bonus: Run, march: Path) -> None:
    done = bonus("calculate", PLAN, "--facts", march, "--rows", "7")
    assert max(map(len, done.stdout.splitlines())) <= 100
    assert "\x1b" not in done.stdout
    assert not [line for line in done.stdout.splitlines() if line != line.rstrip()]


def flat_plan(folder: Path) -> Path:
    """A plan that pays the fund to everybody: no KPI, no rating."""
    document = {
        **{"schema": "bonus-plan/1", "key": "flat", "title": "Flat", "currency": "EUR", "frequency": "month"},
        "inputs": {"fund": {"kind": "money"}},
        "components": [{"key": "flat", "amount": "fund"}],
    }
    return write(folder / "flat.json", json.dumps(document))


def test_columns_follow_the_plan(bonus: Run, tmp_path: Path) -> None:
    source = flat_plan(tmp_path)
    done = bonus("calculate", source, "--facts", write(tmp_path / "f.csv", "participant,fund\nE1,12.345\n"))
    assert done.stdout.splitlines()[0].split("  ") == ["participant", "bonus EUR", "outcome", "why"]
    assert row_of(done.stdout, "E1") == ["E1", "12.35", "paid"]


@pytest.mark.parametrize("name", ["results.csv", "results.xlsx", "results.json"])
def test_the_file_holds_everybody(bonus: Run, march: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    done = bonus("calculate", PLAN, "--facts", march, "--out", out, "--rows", "2")
    assert done.exit_code == 3
    assert f"Results of everybody: {out}" in done.stdout.replace("\n", "")
    totals = totals_in(out)
    assert len(totals) == 25
    assert totals["E001"] == "38415.00"
    assert totals["E006"] == "0.00"
    assert totals["E008"] is None
    assert list(tmp_path.iterdir()) == [out]


def totals_in(path: Path) -> dict[str, str | None]:
    """The total of each person as the file has it."""
    if path.suffix == ".json":
        results = json.loads(path.read_text(encoding="utf-8"))["results"]
        return {result["id"]: result["total"] for result in results}
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return {row["participant"]: row["total"] or None for row in csv.DictReader(file)}
    header, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Results").to_python()
    place = header.index("total")
    return {str(row[0]): None if row[place] == "" else f"{row[place]:.2f}" for row in rows}


def test_json_has_the_shape_of_the_api(bonus: Run, march: Path, tmp_path: Path) -> None:
    bonus("calculate", PLAN, "--facts", march, "--out", "r.json")
    answer = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert list(answer) == ["plan", "engine", "currency", "results", "totals"]
    assert answer["plan"] | {"hash": ""} == {"key": PLAN, "version": 1, "hash": ""}
    assert len(answer["plan"]["hash"]) == 64
    assert answer["totals"] == {
        "paid": 18,
        "zero": 5,
        "blocked": 2,
        "amount": "745136.51",
        "by_currency": {"EUR": "745136.51"},
    }
    assert answer["results"][3]["components"][0]["gross"] == "55125.00"


def test_all_forms_of_the_same_facts_give_the_same_screen(bonus: Run, march: Path, tmp_path: Path) -> None:
    wanted = bonus("calculate", PLAN, "--facts", march).stdout
    assert bonus("calculate", PLAN, "--facts", march.with_suffix(".xlsx")).stdout == wanted
    with march.open(encoding="utf-8", newline="") as file:
        people = list(csv.DictReader(file))
    long = ["participant,key,date,value"]
    for person in people:
        for key, value in person.items():
            if key != "participant" and value:
                long.append(f"{person['participant']},{key},2026-03-31,{value}")
    facts = write(tmp_path / "long.csv", "\n".join(long))
    assert bonus("calculate", PLAN, "--facts", facts, "--period", "2026-03").stdout == wanted


def test_rows_of_another_month_are_left_out_of_a_long_file(bonus: Run, plan_file: Path, tmp_path: Path) -> None:
    rows = "participant,key,date,value\nE1,fund,2026-03-01,1000\nE1,revenue,2026-03-31,100\nE1,revenue,2026-04-01,130\n"
    facts = write(tmp_path / "long.csv", rows)
    done = bonus("calculate", plan_file, "--facts", facts, "--period", "2026-03")
    assert row_of(done.stdout, "E1")[1:4] == ["1", "A", "1 001.00"]


def test_options_for_files_from_elsewhere(bonus: Run, plan_file: Path, tmp_path: Path) -> None:
    text = f"participant;fund;region;revenue;note\n{IVANOV};1000,50;EMEA;100;\n"
    facts = write(tmp_path / "facts.csv", text, "cp1251")
    options = ("--decimal", "comma", "--encoding", "cp1251", "--ignore-unknown-facts")
    done = bonus("calculate", plan_file, "--facts", facts, *options)
    assert done.exit_code == 0, done.stderr
    assert row_of(done.stdout, IVANOV)[3] == "1 001.50"
    assert "file.unknown_column" in bonus("calculate", plan_file, "--facts", facts, *options[:4]).stderr


def test_a_sheet_by_name(bonus: Run, march: Path) -> None:
    workbook = march.with_suffix(".xlsx")
    (name, *_) = CalamineWorkbook.from_path(str(workbook)).sheet_names
    assert bonus("calculate", PLAN, "--facts", workbook, "--sheet", name).exit_code == 3
    assert "file.no_such_sheet" in bonus("calculate", PLAN, "--facts", workbook, "--sheet", "nothing").stderr


def test_a_yaml_plan_gives_the_same(bonus: Run, plan: dict[str, Any], plan_file: Path, tmp_path: Path) -> None:
    facts = write(tmp_path / "facts.csv", HARMLESS)
    as_yaml = write(tmp_path / "plan.yaml", yaml.safe_dump(plan))
    assert (
        bonus("calculate", as_yaml, "--facts", facts).stdout == bonus("calculate", plan_file, "--facts", facts).stdout
    )


def test_a_batch_larger_than_the_table_is_summed_up(bonus: Run, march: Path) -> None:
    done = bonus("calculate", PLAN, "--facts", march, "--rows", "1")
    assert "E002" not in done.stdout
    assert "… and 24 more; --rows shows more, --out writes everybody" in done.stdout
    reasons = [line.split() for line in done.stdout.splitlines() if "gross_zero" in line]
    assert reasons == [["4", "zero", "gross_zero", "the", "formula", "gives", "0"]]
    none = bonus("calculate", PLAN, "--facts", march, "--rows", "0")
    assert "participant" not in none.stdout
    assert "Total 745 136.51 EUR" in none.stdout


def test_several_chunks_add_up(bonus: Run, tmp_path: Path) -> None:
    lines = [f"E{number:05},{'1000' if number % 2 else ''}" for number in range(20_000)]
    facts = write(tmp_path / "many.csv", "\n".join(["participant,fund", *lines]))
    done = bonus("calculate", flat_plan(tmp_path), "--facts", facts, "--rows", "3")
    assert "Total 10 000 000.00 EUR for 20 000 people: 10 000 paid, 0 zero, 10 000 blocked" in done.stdout
    assert "… and 19 997 more" in done.stdout
    assert "10 000  blocked  input.missing" in done.stdout


def test_a_file_that_is_refused_late_leaves_the_old_results_alone(bonus: Run, tmp_path: Path) -> None:
    lines = [f"E{number:05},1000" for number in range(17_000)]
    facts = write(tmp_path / "twice.csv", "\n".join(["participant,fund", *lines, "E00000,1"]))
    out = write(tmp_path / "results.csv", "yesterday's results")
    done = bonus("calculate", flat_plan(tmp_path), "--facts", facts, "--out", out)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.startswith("file.duplicate_participant  ")
    assert out.read_text(encoding="utf-8") == "yesterday's results"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["flat.json", "results.csv", "twice.csv"]


def test_results_never_replace_what_they_come_from(bonus: Run, plan_file: Path, tmp_path: Path) -> None:
    facts = write(tmp_path / "facts.csv", FACTS)
    for out in (facts, plan_file):
        done = bonus("calculate", plan_file, "--facts", facts, "--out", out.name)
        assert done.exit_code == 1
        assert done.stderr.startswith("file.same_file  ")
    assert facts.read_text(encoding="utf-8") == FACTS


def test_texts_of_plans_and_files_cannot_steer_the_terminal(bonus: Run, plan: dict[str, Any], tmp_path: Path) -> None:
    plan["gates"][0]["title"] = "[bold red]not markup[/] :warning:"
    plan["gates"][0]["scope"] = "total"
    source = write(tmp_path / "plan.json", json.dumps(plan))
    done = bonus("calculate", source, "--facts", write(tmp_path / "f.csv", FACTS.replace("E2", "[red]E2[/]")))
    assert "gate not passed: [bold red]not markup[/]" in done.stdout
    assert "[red]E2[/]" in done.stdout
