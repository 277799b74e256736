"""Whatever is wrong with files or arguments: typed problems one a line, exit code 1, no traceback, no file."""

import json
import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from tests.service.cli.conftest import Run

PLAN = "b2b-sales-manager"
HEADER = "participant,fund,region,revenue,gross_profit,revenue_net,new_customers,overdue,duration\n"
ROW = "E1,42000,EMEA,1100000,21,100,4,12,65\n"
PROBLEM_LINE = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)+  \S.*")
FORMULA_LINE = re.compile(r" {4}.*")


def empty_zip() -> bytes:
    """A packed file that is no workbook."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    return packed.getvalue()


def assert_refused(done: Result, code: str) -> None:
    """Exit code 1, nothing but problems on standard error, the first with this code."""
    assert done.exit_code == 1, done.output
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert lines[0].split("  ")[0] == code, done.stderr
    assert all(PROBLEM_LINE.fullmatch(line) or FORMULA_LINE.fullmatch(line) for line in lines), done.stderr


FACTS: list[tuple[str, bytes | None, str]] = [
    ("missing.csv", None, "file.not_found"),
    ("facts.pdf", b"%PDF-1.7", "file.unknown_type"),
    ("facts", b"participant\nE1\n", "file.unknown_type"),
    ("empty.csv", b"", "file.empty"),
    ("blank.csv", b"\n \n\n", "file.empty"),
    ("header.csv", HEADER.encode(), "file.no_rows"),
    ("no_key.csv", b"name,fund\nE1,1\n", "file.missing_column"),
    ("unknown.csv", b"participant,fund,revenu\nE1,1,1\n", "file.unknown_column"),
    ("twice.csv", (HEADER + ROW + ROW).encode(), "file.duplicate_participant"),
    ("two_columns.csv", b"participant,fund,fund\nE1,1,1\n", "file.duplicate_column"),
    ("ragged.csv", (HEADER + ROW[:-1] + ",7\n").encode(), "file.ragged_row"),
    ("quotes.csv", (HEADER + '"E1,1\n').encode(), "file.csv_broken"),
    ("no_id.csv", (HEADER + ROW.replace("E1", "")).encode(), "file.empty_id"),
    ("latin.csv", (HEADER + ROW.replace("E1", "Zoë")).encode("cp1252"), "file.encoding"),
    ("utf16.csv", (HEADER + ROW).encode("utf-16"), "file.encoding"),
    ("binary.csv", b"participant\0\1\2", "file.not_csv"),
    ("text.xlsx", (HEADER + ROW).encode(), "file.not_xlsx"),
    ("packed.xlsx", empty_zip(), "file.not_xlsx"),
    ("empty.xlsx", b"", "file.not_xlsx"),
]


@pytest.mark.parametrize(("name", "content", "code"), FACTS, ids=[name for name, _, _ in FACTS])
@pytest.mark.parametrize("command", ["calculate", "explain"])
def test_facts_that_cannot_be_used(
    bonus: Run, tmp_path: Path, command: str, *, name: str, content: bytes | None, code: str
) -> None:
    facts = tmp_path / name
    if content is not None:
        facts.write_bytes(content)
    more = ("--out", "results.csv") if command == "calculate" else ("--participant", "E1")
    done = bonus(command, PLAN, "--facts", name, *more)
    assert_refused(done, code)
    assert name in done.stderr.splitlines()[0]
    assert [path.name for path in tmp_path.iterdir() if path != facts] == []


def test_a_folder_is_no_file_of_facts(bonus: Run, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert_refused(bonus("calculate", PLAN, "--facts", "folder.csv"), "file.unreadable")


PLANS: list[tuple[str, bytes | None, str]] = [
    ("missing.json", None, "file.not_found"),
    ("plan.txt", b"{}", "file.unknown_type"),
    ("empty.json", b"", "json.malformed"),
    ("broken.json", b'{"schema": ', "json.malformed"),
    ("twice.json", b'{"key": "a", "key": "b"}', "json.duplicate_key"),
    ("nan.json", b'{"key": NaN}', "json.not_a_number"),
    ("deep.json", b"[" * 5000 + b"]" * 5000, "json.too_deep"),
    ("bytes.json", b'{"key": "\xff"}', "json.bad_utf8"),
    ("large.json", b" " * (2 << 20), "file.too_large"),
    ("list.json", b"[]", "plan.not_an_object"),
    ("other.json", b'{"schema": "bonus-plan/9"}', "plan.schema"),
    ("broken.yaml", b"key: [", "yaml.malformed"),
    ("alias.yaml", b"key: &a 1\ntitle: *a\n", "yaml.anchor"),
]


@pytest.mark.parametrize(("name", "content", "code"), PLANS, ids=[name for name, _, _ in PLANS])
def test_plans_that_cannot_be_used(
    bonus: Run, tmp_path: Path, march: Path, *, name: str, content: bytes | None, code: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = bonus("calculate", name, "--facts", march, "--out", "results.xlsx")
    assert done.exit_code == 1
    assert code in {line.split("  ")[0] for line in done.stderr.splitlines()}, done.stderr
    assert_refused(done, done.stderr.split("  ")[0])
    assert name in done.stderr
    assert not (tmp_path / "results.xlsx").exists()


@pytest.mark.parametrize("name", ["b2b-sales-managr", "nothing-like-it", ".", "folder"])
def test_a_plan_that_is_nowhere(bonus: Run, tmp_path: Path, march: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    done = bonus("calculate", name, "--facts", march)
    assert_refused(done, done.stderr.split("  ")[0])
    assert ('did you mean "b2b-sales-manager"?' in done.stderr) is (name == "b2b-sales-managr")


def test_every_problem_of_a_plan_at_once_with_marks_under_formulas(
    bonus: Run, plan: dict[str, Any], tmp_path: Path, march: Path
) -> None:
    plan["kpis"][0]["weight"] = "0.99"
    plan["components"][0]["amount"] = "fund * coefficent"
    plan["components"][1]["amount"] = "tier(revenu.actual, rates)"
    (tmp_path / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    done = bonus("calculate", "plan.json", "--facts", march)
    lines = done.stderr.splitlines()
    assert [line.split("  ")[0] for line in lines if not line.startswith(" ")] == [
        "plan.weights_sum",
        "formula.unknown_name",
        "formula.unknown_name",
    ]
    place = lines.index("    fund * coefficent")
    assert lines[place - 1].startswith("formula.unknown_name  plan.json: /components/0/amount  ")
    assert lines[place + 1] == "           ^"
    assert_refused(done, "plan.weights_sum")


@pytest.mark.parametrize(
    ("period", "code"),
    [
        ("March", "period.unknown_form"),
        ("2026-13", "period.unknown_form"),
        ("2026-W54", "period.unknown_form"),
        ("2026-03-31..2026-03-01", "period.empty"),
        ("2026-02-30..2026-03-31", "period.date"),
        ("2026-Q1", "period.does_not_fit"),
    ],
)
def test_periods_that_cannot_be_used(bonus: Run, march: Path, tmp_path: Path, period: str, code: str) -> None:
    done = bonus("calculate", PLAN, "--facts", march, "--period", period, "--out", "results.csv")
    assert_refused(done, code)
    assert "  --period" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_plan_that_reads_the_period_needs_one(bonus: Run, plan: dict[str, Any], tmp_path: Path) -> None:
    plan["components"][0]["amount"] = "fund * period.days / 30"
    (tmp_path / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    (tmp_path / "facts.csv").write_text("participant,fund,revenue\nE1,1,1\n", encoding="utf-8")
    done = bonus("calculate", "plan.json", "--facts", "facts.csv")
    assert done.exit_code == 1
    assert "--period 2026-03" in done.stderr
    assert done.stderr.startswith("period_required  --period  "), done.stderr
    assert bonus("calculate", "plan.json", "--facts", "facts.csv", "--period", "2026-03").exit_code == 0


@pytest.mark.parametrize(
    ("out", "code"),
    [("results.doc", "file.unknown_type"), ("results", "file.unknown_type"), ("no/such/r.csv", "file.cannot_write")],
)
def test_results_that_cannot_be_written(bonus: Run, march: Path, tmp_path: Path, out: str, code: str) -> None:
    done = bonus("calculate", PLAN, "--facts", march, "--out", out)
    assert_refused(done, code)
    assert out in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_cell_that_is_no_number_blocks_one_person_and_names_the_cell(bonus: Run, tmp_path: Path) -> None:
    rows = ROW + ROW.replace("E1", "E2").replace("1100000", "a lot") + ROW.replace("E1", "E3")
    (tmp_path / "facts.csv").write_text(HEADER + rows, encoding="utf-8")
    done = bonus("calculate", PLAN, "--facts", "facts.csv")
    assert done.exit_code == 3
    assert "2 paid, 0 zero, 1 blocked" in done.stdout
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("E2 ")]
    assert 'line 3, column "revenue"' in line
    assert "a lot" not in done.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing",),
        ("calculate",),
        ("calculate", PLAN),
        ("calculate", PLAN, "--facts", "f.csv", "--nothing"),
        ("calculate", PLAN, "--facts", "f.csv", "--decimal", "dot"),
        ("calculate", PLAN, "--facts", "f.csv", "--rows", "-1"),
        ("explain", PLAN, "--facts", "f.csv"),
        ("serve", "--port", "70000"),
    ],
)
def test_mistyped_command_lines(bonus: Run, arguments: tuple[str, ...]) -> None:
    done = bonus(*arguments)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "--help" in done.stderr
    assert "Traceback" not in done.output
