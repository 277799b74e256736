"""Every plan that docs/plan-language.md shows does what stands under it."""

from pathlib import Path

import pytest

from rules import calculate, check_plan, compile_plan, parse_plan, read_participants
from tests.contract.commands import Run, commands_of, write_files
from tests.contract.markdown import Fence, parts_of
from tests.contract.plan_snippets import DOCUMENT, Snippet, snippets

SNIPPETS = tuple(snippets())


def of_line(snippet: Snippet) -> str:
    return f"line {snippet.line}"


def test_there_are_snippets_of_every_sort() -> None:
    assert len(SNIPPETS) > 40
    assert any(snippet.refused for snippet in SNIPPETS)
    assert any(snippet.warned for snippet in SNIPPETS)


@pytest.mark.parametrize("snippet", [one for one in SNIPPETS if not one.refused], ids=of_line)
def test_a_plan_gives_what_the_text_says(snippet: Snippet) -> None:
    report = check_plan(snippet.document)
    assert [problem.to_json() for problem in report.problems] == []
    failed = {run.name: [one.to_json() for one in run.differences] for run in report.examples if not run.passed}
    assert failed == {}
    assert report.examples, "nothing shows what this plan does"


@pytest.mark.parametrize("snippet", [one for one in SNIPPETS if one.refused], ids=of_line)
def test_a_plan_is_refused_as_the_text_says(snippet: Snippet) -> None:
    assert {problem.code for problem in check_plan(snippet.document).problems} == snippet.refused


@pytest.mark.parametrize("snippet", [one for one in SNIPPETS if one.warned], ids=of_line)
def test_a_result_warns_as_the_text_says(snippet: Snippet) -> None:
    compiled = compile_plan(parse_plan(snippet.document))
    for example in snippet.document["examples"]:
        if example["name"] in snippet.warned:
            person = {"id": "E1", "facts": example["facts"]}
            result = calculate(compiled, read_participants([person])).result(0)
            assert [warning["code"] for warning in result["warnings"]] == snippet.warned[example["name"]]


def test_the_first_plan_works_from_a_file(run: Run, folder: Path) -> None:
    write_files(DOCUMENT, folder)
    commands = [
        command
        for part in parts_of(DOCUMENT)
        if isinstance(part, Fence) and part.language == "sh"
        for command in commands_of(part)
    ]
    assert {command.split()[1] for command in commands} == {"check", "calculate", "explain"}
    assert [run(command).exit_code for command in commands] == [0] * len(commands)
