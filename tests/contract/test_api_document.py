"""docs/api.md is true: its calls and commands give what it shows, its tables say what the code says."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperGroup

from rules.facts.participants import ID_CHARACTERS_MAX
from service.calculate.answers import ResultAnswer
from service.calculate.call import EXPLAINED_MAX, PARTICIPANTS_MAX
from service.calculate.schemas import CalculateCall, ParticipantCall
from service.cli.app import app as command_line
from service.facts.sent import FACTS_MAX
from service.files.exact_json import DEPTH_MAX
from service.settings import Settings
from service.web.body_limits import BODY_BYTES_MAX, CALCULATE_BODY_BYTES_MAX, UPLOAD_BODY_BYTES_MAX
from service.web.problems import TITLES
from tests.contract.commands import Run, Send, commands_of, differences, write_files
from tests.contract.markdown import Fence, Table, codes_in, parts_of, tables_of

DOCUMENT = "docs/api.md"
OPTION = re.compile(r"--[a-z-]+")
MIB = 1024 * 1024


def calls() -> list[tuple[Fence, Fence]]:
    """Every `curl` of the document with the answer that stands under it."""
    fences = [part for part in parts_of(DOCUMENT) if isinstance(part, Fence)]
    return [
        (fence, after) for fence, after in pairwise(fences) if fence.language == "sh" and fence.text.startswith("curl")
    ]


def table_with(*columns: str) -> Table:
    """The one table that begins with these columns."""
    [table] = [table for table in tables_of(DOCUMENT) if table.columns[: len(columns)] == columns]
    return table


def named_in(*columns: str) -> set[str]:
    """Every name in backquotes in the first column of a table."""
    return {name for row in table_with(*columns).rows for name in codes_in(row[0])}


@pytest.mark.parametrize(("call", "answer"), calls(), ids=lambda fence: f"line {fence.line}")
def test_a_call_is_answered_as_shown(call: Fence, answer: Fence, send: Send, folder: Path) -> None:
    write_files(DOCUMENT, folder)
    assert (answer.language, answer.words[0]) == ("json", "answer")
    received = send(call.text)
    assert received.status_code == int(answer.words[1])
    assert list(differences(json.loads(answer.text), received.json())) == []


def test_there_is_a_call_for_every_operation_and_an_error() -> None:
    shown = "".join(call.text for call, _ in calls())
    assert all(address in shown for address in ("/v1/calculate", "/v1/plans/check", "/v1/formulas/check"))
    assert any(answer.words[1] != "200" for _, answer in calls())


def test_wide_and_long_files_give_the_same_also_with_a_calendar(run: Run, folder: Path) -> None:
    write_files(DOCUMENT, folder)
    fences = [part for part in parts_of(DOCUMENT) if isinstance(part, Fence) and part.text.startswith("bonus")]
    commands = [command for part in fences for command in commands_of(part)]
    assert [run(command).exit_code for command in commands] == [0, 0, 0, 0]
    wide, long = (json.loads((folder / name).read_text(encoding="utf-8")) for name in ("wide.json", "long.json"))
    assert wide == long
    assert [result["total"] for result in wide["results"]] == ["870.00", "1200.00", "752.00"]
    parts = json.loads((folder / "parts.json").read_text(encoding="utf-8"))
    assert [result["total"] for result in parts["results"]] == ["870.00", "1200.00", "730.94"]


def test_every_part_of_a_call_and_of_a_result_is_explained() -> None:
    assert named_in("in the call", "what") == set(CalculateCall.model_fields)
    assert named_in("of a participant", "what") == set(ParticipantCall.model_fields) - {"id"}
    explained = {name for row in table_with("of a result", "what").rows for cell in row for name in codes_in(cell)}
    assert set(ResultAnswer.model_fields) - explained == {"id"}


def test_limits_are_those_of_the_code() -> None:
    limits = [row[1] for row in table_with("what", "at most").rows]
    assert limits == [
        f"{CALCULATE_BODY_BYTES_MAX // MIB} MiB",
        f"{UPLOAD_BODY_BYTES_MAX // MIB} MiB",
        f"{FACTS_MAX:,}",
        f"{BODY_BYTES_MAX // MIB} MiB",
        f"{PARTICIPANTS_MAX:,}",
        f"{EXPLAINED_MAX:,}",
        f"{DEPTH_MAX} levels",
        f"{ID_CHARACTERS_MAX:,}",
        "1,000",
    ]


def test_every_status_is_explained() -> None:
    assert {int(row[0]) for row in table_with("status", "when").rows} == {200, *TITLES}


def commands_in(group: TyperGroup, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command with the words it is called by."""
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from commands_in(command, f"{before}{name} ")
        else:
            yield before + name, command


def test_every_command_and_option_is_explained() -> None:
    options = {
        name: {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
        for name, command in commands_in(typer.main.get_group(command_line))
    }
    rows = table_with("command", "").rows
    explained = {" ".join(takewhile(str.islower, codes_in(row[0])[0].split()[1:])): row for row in rows}
    found = {name: set(OPTION.findall(" ".join(row))) for name, row in explained.items()}
    assert found == {name: known - {"--help"} for name, known in options.items()}


def test_every_setting_is_explained_with_its_default() -> None:
    explained = {codes_in(row[0])[0]: "".join(codes_in(row[1])) for row in table_with("variable", "default").rows}
    defaults = {
        f"BONUS_{name.upper()}": "" if setting.default is None else str(setting.default)
        for name, setting in Settings.model_fields.items()
    }
    assert explained == defaults
