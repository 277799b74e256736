"""README.md is true: its commands work in their order, its picture is what they print, its call is answered."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.contract.commands import Run, Send
from tests.contract.markdown import ROOT, Fence, code_in, parts_of, tables_of

DOCUMENT = "README.md"
BLOCKED = 3
NO_SERVICE = 1
"""Other than a command line that is wrong: that is 2."""
OF_A_SERVICE = ("runs", "payments", "statement")
COMMAND = re.compile(r"^ {4}(?:\.venv/bin/)?(bonus .+)$", re.MULTILINE)
CALL = re.compile(r"^ {4}curl (?:.|\n {4})+$", re.MULTILINE)


def text() -> str:
    return (ROOT / DOCUMENT).read_text(encoding="utf-8")


def families() -> list[tuple[str, ...]]:
    """The rows of what can be paid: family, one line of a plan, and the shipped plan that it is from."""
    [table] = [table for table in tables_of(DOCUMENT) if table.columns[0] == "family"]
    return list(table.rows)


def objects_in(part: Any) -> Iterator[dict[str, Any]]:
    """Every object of a document, itself first."""
    if isinstance(part, dict):
        yield part
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from objects_in(inner)


def says(part: Any, line: Any) -> bool:
    """Whether a part of a document has at least what a line shows of it."""
    if isinstance(line, dict):
        return isinstance(part, dict) and all(key in part and says(part[key], value) for key, value in line.items())
    return bool((str(part).lower() if isinstance(part, bool) else part) == line)


def squeezed(printed: str) -> set[str]:
    """The lines without what only places them on the screen; rules are left out."""
    return {" ".join(line.split()) for line in printed.splitlines() if not set(line) <= set("─ ")}


def test_the_commands_work_in_their_order(run: Run, folder: Path) -> None:
    commands = COMMAND.findall(text())
    first_words = {command.split()[1] for command in commands}
    assert first_words == {"demo", "check", "calculate", "explain", "catalog", "audit", "serve", *OF_A_SERVICE}
    for command in commands:
        if command.split()[1] == "serve":
            # It runs until somebody ends it; its own tests start it.
            continue
        expected = {"calculate": BLOCKED, **dict.fromkeys(OF_A_SERVICE, NO_SERVICE)}.get(command.split()[1], 0)
        result = run(command)
        assert result.exit_code == expected, command + result.output
    assert (folder / "results.xlsx").stat().st_size > 0


def test_the_picture_is_what_the_commands_print(run: Run, folder: Path) -> None:
    [picture] = [part for part in parts_of(DOCUMENT) if isinstance(part, Fence) and "E001" in part.text]
    printed = run("bonus demo --files samples").output
    printed += run("bonus explain samples/plan.json --facts samples/2026-03.csv --participant E001").output
    assert len(squeezed(picture.text)) > 15
    assert squeezed(picture.text) - squeezed(printed) == set()


@pytest.mark.parametrize("row", families(), ids=lambda row: row[0])
def test_a_line_of_a_family_is_in_its_plan(row: tuple[str, ...]) -> None:
    shipped = json.loads((ROOT / "rules" / "catalog" / f"{code_in(row[2])}.json").read_text(encoding="utf-8"))
    line = yaml.load(code_in(row[1]), Loader=yaml.BaseLoader)
    assert any(says(part, line) for part in objects_in(shipped)), line


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
