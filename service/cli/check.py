"""`bonus check`: what is wrong with a plan, what is probably not meant, and whether its own examples come out."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import typer
from rich.text import Text

from rules import Problem, check_plan
from service.cli.findings import REFUSED, finding_lines
from service.cli.plan_source import GivenPlan, given_plan
from service.cli.screen import show, show_text, visible

Report = Mapping[str, Any]


def run_check(plan: str, *, as_json: bool) -> None:
    """Print the report; exit code 1 if the plan cannot be calculated or one of its examples fails."""
    given = given_plan(plan)
    checked = check_plan(given.document)
    report = checked.to_json()
    if as_json:
        show_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    else:
        _print(given, report, [example.problems for example in checked.examples])
    if not (report["valid"] and all(example["passed"] for example in _examples(report))):
        raise typer.Exit(REFUSED)


def _print(given: GivenPlan, report: Report, blocking: Sequence[Sequence[Problem]]) -> None:
    """The report for reading; `blocking` is, example by example, why people are blocked who should not be."""
    show(_verdict(given, report))
    for heading, key, style in (("Problems", "problems", "bold red"), ("Warnings", "warnings", "yellow")):
        if report[key]:
            show(Text(f"\n{heading}", style="bold"))
            for item in report[key]:
                show(*_finding(item, given.document, style))
    if report["examples"]:
        show(Text("\nExamples", style="bold"))
        for example, problems in zip(report["examples"], blocking, strict=True):
            show(*_example(example))
            show(*(Text(f"        blocked: {visible(_told(problem))}", style="bold red") for problem in problems))
    if report["hash"] is not None:
        show(Text(f"\nSHA-256 of the plan: {report['hash']}", style="dim"))


def _verdict(given: GivenPlan, report: Report) -> Text:
    examples, problems, warnings = _examples(report), report["problems"], report["warnings"]
    failed = sum(not example["passed"] for example in examples)
    verdict = Text(f"{visible(given.name)}: ", style="bold")
    if problems:
        verdict.append(f"not valid, {_counted(len(problems), 'problem')}", style="bold red")
    else:
        verdict.append("valid", style="bold green")
        if failed:
            verdict.append(f", {failed} of {_counted(len(examples), 'example')} failed", style="bold red")
        else:
            passed = f"all {_counted(len(examples), 'example')} passed" if examples else "no examples"
            verdict.append(f", {passed}", style="not bold")
    return verdict.append(f", {_counted(len(warnings), 'warning')}" if warnings else "", style="not bold")


def _finding(item: Mapping[str, Any], document: object, style: str) -> Iterator[Text]:
    problem = Problem(item["code"], item["path"] or "/", item["message"], item.get("position"))
    yield from finding_lines(problem, "", document, style=style)
    if item.get("numbers"):
        numbers = ", ".join(f"{name} {value}" for name, value in item["numbers"].items())
        yield Text(f"    {visible(numbers)}", style="dim")


def _example(example: Mapping[str, Any]) -> Iterator[Text]:
    if example["passed"]:
        yield Text("passed  ", style="green").append(visible(example["name"]), style="default")
        return
    yield Text("FAILED  ", style="bold red").append(visible(example["name"]), style="default")
    for difference in example["differences"]:
        yield Text(f"        {visible(difference['path'])}")
        yield Text(f"            expected  {_text(difference['expected'])}")
        yield Text(f"            actual    {_text(difference['actual'])}")
        if difference["paste"] is not None:
            key = difference["path"].rpartition("/")[2].replace("~1", "/").replace("~0", "~")
            pasted = difference["paste"]
            text = (
                f"{json.dumps(key)}: {json.dumps(pasted, ensure_ascii=False)}"
                if not key.isdecimal()
                else json.dumps(pasted)
            )
            yield Text(f"            to paste  {visible(text)}")


def _told(problem: Problem) -> str:
    return f"{problem.code}  {problem.path}  {problem.message}"


def _text(value: object) -> str:
    """A value of an expectation as it reads in a sentence."""
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return visible(str(value).lower() if isinstance(value, bool) else str(value))


def _examples(report: Report) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = report["examples"]
    return found


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
