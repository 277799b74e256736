"""`bonus check`: the verdict, findings with their places, examples with the text to paste, and the exit code."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from rules import check_plan
from service.catalog import catalog_document, catalog_keys
from tests.service.cli.conftest import Run


def write(path: Path, plan: dict[str, Any]) -> Path:
    path.write_text(json.dumps(plan), encoding="utf-8")
    return path


@pytest.mark.parametrize("key", catalog_keys())
def test_every_shipped_plan_passes(bonus: Run, key: str) -> None:
    done = bonus("check", key)
    assert done.exit_code == 0, done.stdout
    assert done.stdout.startswith(f"{key}: valid, all ")
    report = check_plan(catalog_document(key)).to_json()
    assert done.stdout.count("\npassed  ") == len(catalog_document(key)["examples"])  # type: ignore[arg-type]
    assert f"SHA-256 of the plan: {report['hash']}" in done.stdout
    assert done.stderr == ""


def test_problems_with_marks_under_formulas(bonus: Run, plan: dict[str, Any], tmp_path: Path) -> None:
    plan["kpis"][0]["weight"] = "0.99"
    plan["components"][0]["amount"] = 'fund * coefficent if rating != "D" else 0'
    done = bonus("check", write(tmp_path / "plan.json", plan))
    assert done.exit_code == 1
    assert done.stdout.splitlines()[0].endswith("plan.json: not valid, 2 problems, 1 warning")
    assert re.search(r"^plan\.weights_sum  /kpis  The weights add up to 0\.99", done.stdout, re.MULTILINE)
    mark = '    fund * coefficent if rating != "D" else 0\n           ^\n'
    assert re.search(rf"^formula\.unknown_name  /components/0/amount  .*\n{re.escape(mark)}", done.stdout, re.MULTILINE)


def test_a_failing_example_passes_once_its_text_is_pasted(bonus: Run, plan: dict[str, Any], tmp_path: Path) -> None:
    plan["examples"][1]["expect"] = {"coefficient": "1", "rating": "A", "total": "1.00"}
    done = bonus("check", write(tmp_path / "plan.json", plan))
    assert done.exit_code == 1
    assert "valid, 1 of 2 examples failed" in done.stdout
    assert "passed  on plan\nFAILED  at the edge\n" in done.stdout
    assert "expected  1\n            actual    700.94\n" in done.stdout
    pasted = re.findall(r"^ +to paste  (.*)$", done.stdout, re.MULTILINE)
    assert pasted == ['"coefficient": "0.7"', '"rating": "C"', '"total": "700.94"']
    plan["examples"][1]["expect"] = json.loads("{" + ", ".join(pasted) + "}", parse_float=str)
    assert bonus("check", write(tmp_path / "plan.json", plan)).exit_code == 0


def test_an_expectation_of_something_that_is_not_there(bonus: Run, plan: dict[str, Any], tmp_path: Path) -> None:
    plan["examples"][0]["expect"]["reasons"] = ["gross_zero"]
    done = bonus("check", write(tmp_path / "plan.json", plan))
    assert "expected  gross_zero\n            actual    none\n" in done.stdout


def test_warnings_do_not_fail_a_plan(bonus: Run, plan: dict[str, Any], tmp_path: Path) -> None:
    del plan["components"][0]["cap"]
    plan["examples"] = []
    done = bonus("check", write(tmp_path / "plan.json", plan))
    assert done.exit_code == 0
    assert "no examples" in done.stdout.splitlines()[0]
    assert "lint.no_examples  " in done.stdout


def test_json_is_the_report(bonus: Run, plan: dict[str, Any], tmp_path: Path) -> None:
    source = write(tmp_path / "plan.json", plan)
    done = bonus("check", source, "--json")
    assert json.loads(done.stdout, parse_float=str) == check_plan(plan).to_json()
    plan["components"][0]["amount"] = "nothing"
    refused = bonus("check", write(source, plan), "--json")
    assert refused.exit_code == 1
    assert json.loads(refused.stdout, parse_float=str)["valid"] is False


@pytest.mark.parametrize("document", ["[]", "null", '"text"', "{}", "12"])
def test_any_document_gets_a_report(bonus: Run, tmp_path: Path, document: str) -> None:
    (tmp_path / "plan.json").write_text(document, encoding="utf-8")
    done = bonus("check", "plan.json")
    assert done.exit_code == 1
    assert done.stdout.startswith("plan.json: not valid, ")


def test_a_file_that_cannot_be_read(bonus: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text("{", encoding="utf-8")
    done = bonus("check", "plan.json", "--json")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.startswith("json.malformed  plan.json  ")


def test_a_failed_example_tells_why_its_person_is_blocked(bonus: Run, plan: dict[str, Any], tmp_path: Path) -> None:
    plan["examples"] = [{"name": "no fund", "facts": {"revenue": "100"}, "expect": {"total": "1"}}]
    done = bonus("check", write(tmp_path / "plan.json", plan))
    assert done.exit_code == 1
    assert "        blocked: input.missing  /inputs/fund  " in done.stdout
    plan["examples"][0]["expect"] = {"outcome": "blocked", "problems": ["input.missing"]}
    assert "blocked: " not in bonus("check", write(tmp_path / "plan.json", plan)).stdout
