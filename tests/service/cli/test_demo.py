"""`bonus demo`: what a newcomer sees, and that every command it names works."""

import shlex
import sys
from pathlib import Path

import pytest

from tests.service.cli.conftest import SAMPLES, Run


def test_everything_there_is_to_see(bonus: Run) -> None:
    done = bonus("demo")
    assert done.exit_code == 0
    assert done.stderr == ""
    for number in range(1, 26):
        assert f"\nE{number:03} " in done.stdout
    assert "Total 745 136.51 EUR for 25 people: 18 paid, 5 zero, 2 blocked" in done.stdout
    assert "Gross amounts only: no tax or social charges." in done.stdout
    assert "Statement of E006" in done.stdout
    for column in ("base", "normal", "target", "actual", "raw", "index", "weight", "weighted"):
        assert f" {column}" in done.stdout
    assert "overdue.actual <= 30  total    closed  times 0" in done.stdout
    assert "Zero because\ngate_closed:receivables" in done.stdout
    assert "Rounding: every step exact" in done.stdout


def test_every_zero_and_every_blocked_line_has_its_reason(bonus: Run) -> None:
    said = bonus("demo").stdout
    section = said.partition("Every zero and every blocked line")[2].partition("Where to look next")[0]
    words = " ".join(section.split())
    assert "the formula gives 0: fund *" in words
    for person in ("E005", "E006", "E008", "E012", "E019", "E020", "E025"):
        assert person in section
    assert "E001" not in section


def test_it_reads_well_in_a_log(bonus: Run) -> None:
    said = bonus("demo").stdout
    assert max(map(len, said.splitlines())) <= 100
    assert "\x1b" not in said
    assert str(Path.cwd()) not in said


def test_the_commands_it_names_work(bonus: Run) -> None:
    said = bonus("demo").stdout.partition("Where to look next")[2]
    commands = [line for line in said.splitlines() if line.startswith("bonus ")]
    assert len(commands) == 6
    for command in commands:
        _, *arguments = shlex.split(command)
        if arguments == ["serve"]:
            continue
        done = bonus(*arguments)
        # The sample month has blocked people on purpose.
        assert done.exit_code == (3 if arguments[0] == "calculate" else 0), done.output
    assert Path("results.xlsx").exists()


def test_files_are_the_shipped_ones(bonus: Run, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "my samples"
    done = bonus("demo", "--files", folder)
    assert done.exit_code == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        path.name: path.read_bytes() for path in SAMPLES.iterdir() if path.is_file()
    }
    assert f"check {shlex.quote(str(folder))}/plan.json" in done.stdout
    assert "demo --files" not in done.stdout
    assert bonus("demo", "--files", folder).exit_code == 0


def test_files_of_other_people_are_left_alone(bonus: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text("mine", encoding="utf-8")
    done = bonus("demo", "--files", tmp_path)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.startswith("file.exists  ")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]


def test_a_folder_that_cannot_be_made(bonus: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = bonus("demo", "--files", tmp_path / "file" / "folder")
    assert done.exit_code == 1
    assert done.stderr.startswith("file.cannot_write  ")


def test_commands_are_named_as_the_program_was_called(
    bonus: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "bonus"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(program), "demo"])
    monkeypatch.setenv("PATH", str(tmp_path))
    assert f"\n{program} catalog\n" in bonus("demo").stdout
    monkeypatch.setenv("PATH", str(program.parent))
    assert "\nbonus catalog\n" in bonus("demo").stdout
