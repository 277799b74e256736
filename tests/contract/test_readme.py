"""README.md is true: its commands work in their order, its picture is what they print, its call is answered."""

import re
from pathlib import Path

from tests.contract.commands import Run, Send
from tests.contract.markdown import ROOT, Fence, parts_of

DOCUMENT = "README.md"
BLOCKED = 3
COMMAND = re.compile(r"^ {4}(?:\.venv/bin/)?(bonus .+)$", re.MULTILINE)
CALL = re.compile(r"^ {4}curl (?:.|\n {4})+$", re.MULTILINE)


def text() -> str:
    return (ROOT / DOCUMENT).read_text(encoding="utf-8")


def squeezed(printed: str) -> set[str]:
    """The lines without what only places them on the screen; rules are left out."""
    return {" ".join(line.split()) for line in printed.splitlines() if not set(line) <= set("─ ")}


def test_the_commands_work_in_their_order(run: Run, folder: Path) -> None:
    commands = COMMAND.findall(text())
    assert {command.split()[1] for command in commands} == {"demo", "check", "calculate", "explain", "catalog", "serve"}
    for command in commands:
        if command.split()[1] == "serve":
            # It runs until somebody ends it; its own tests start it.
            continue
        expected = BLOCKED if command.split()[1] == "calculate" else 0
        result = run(command)
        assert result.exit_code == expected, command + result.output
    assert (folder / "results.xlsx").stat().st_size > 0


def test_the_picture_is_what_the_commands_print(run: Run, folder: Path) -> None:
    [picture] = [part for part in parts_of(DOCUMENT) if isinstance(part, Fence) and "E001" in part.text]
    printed = run("bonus demo --files samples").output
    printed += run("bonus explain samples/plan.json --facts samples/2026-03.csv --participant E001").output
    assert len(squeezed(picture.text)) > 15
    assert squeezed(picture.text) - squeezed(printed) == set()


def test_the_call_is_answered(send: Send) -> None:
    [call] = CALL.findall(text())
    answer = send(call.replace("\n    ", "\n").strip())
    assert answer.status_code == 200
    [result] = answer.json()["results"]
    assert (result["outcome"], result["total"]) == ("paid", "37415.00")


def test_the_folders_exist() -> None:
    folders = re.findall(r"^\| `([\w/]+/)` \|", text(), re.MULTILINE)
    assert len(folders) > 4
    assert [folder for folder in folders if not (ROOT / folder).is_dir()] == []
