"""Every plan and every formula that docs/plan-language.md shows does what the text beside it says."""

import re
from typing import Any

import pytest

from rules import calculate, check_formula_call, check_plan, compile_plan, parse_plan, read_participants
from tests.contract.markdown import Table, code_in, parts_of
from tests.contract.plan_snippets import DOCUMENT, Snippet, snippets

FORMULAS = ("formula", "with", "gives")
REFUSALS = ("you write", "refused with", "write instead")
# What the text says that the table of refusals may read.
NAMES = {"a": "number", "b": "number", "x": "number", "is_new": "boolean", "region": ["EMEA", "APAC"]}
SNIPPETS = tuple(snippets())


def rows_of(columns: tuple[str, ...]) -> list[Any]:
    """The rows of every table with these columns, each named by the line of its table and its first cell."""
    tables = [part for part in parts_of(DOCUMENT) if isinstance(part, Table) and part.columns == columns]
    return [pytest.param(*row, id=f"line {table.line}: {row[0]}") for table in tables for row in table.rows]


def of_line(snippet: Snippet) -> str:
    return f"line {snippet.line}"


@pytest.mark.parametrize("snippet", [s for s in SNIPPETS if not s.refused], ids=of_line)
def test_a_plan_gives_what_the_text_says(snippet: Snippet) -> None:
    report = check_plan(snippet.document)
    assert [problem.to_json() for problem in report.problems] == []
    failed = {run.name: [one.to_json() for one in run.differences] for run in report.examples if not run.passed}
    assert failed == {}
    assert report.examples or snippet.warned, "nothing shows what this plan does"


@pytest.mark.parametrize("snippet", [s for s in SNIPPETS if s.refused], ids=of_line)
def test_a_plan_is_refused_as_the_text_says(snippet: Snippet) -> None:
    assert {problem.code for problem in check_plan(snippet.document).problems} == snippet.refused


@pytest.mark.parametrize("snippet", [s for s in SNIPPETS if s.warned], ids=of_line)
def test_a_plan_is_warned_of_as_the_text_says(snippet: Snippet) -> None:
    assert snippet.warned <= {warning.code for warning in check_plan(snippet.document).warnings}


@pytest.mark.parametrize("snippet", [s for s in SNIPPETS if s.warnings], ids=of_line)
def test_results_warn_as_the_text_says(snippet: Snippet) -> None:
    compiled = compile_plan(parse_plan(snippet.document))
    for example in snippet.document["examples"]:
        if example["name"] in snippet.warnings:
            person = {"id": "E1", **{key: example[key] for key in ("inputs", "facts") if key in example}}
            result = calculate(compiled, read_participants([person])).result(0)
            found = [warning["code"] for warning in result["warnings"]]
            assert found == snippet.warnings[example["name"]], example["name"]


@pytest.mark.parametrize(("formula", "given", "result"), rows_of(FORMULAS))
def test_a_formula_gives_what_the_table_says(formula: str, given: str, result: str) -> None:
    text, gives = code_in(formula), code_in(result)
    report = check_formula_call({"formula": text, **declared(text, given)})
    assert report["valid"], report["problems"]
    if re.fullmatch(r"[a-z_]+\.[a-z_]+", gives):
        assert [problem["code"] for problem in listed(report["problems"])] == [gives]
    else:
        assert report["problems"] == []
        assert report["value"] == {"true": True, "false": False}.get(gives, gives)


@pytest.mark.parametrize(("formula", "code", "instead"), rows_of(REFUSALS))
def test_a_formula_is_refused_as_the_table_says(formula: str, code: str, instead: str) -> None:
    report = check_formula_call({"formula": code_in(formula), "names": NAMES})
    assert [problem["code"] for problem in listed(report["problems"])] == [code_in(code)]
    if "`" in instead:
        mended = check_formula_call({"formula": code_in(instead), "names": NAMES})
        assert mended["valid"], mended["problems"]


def declared(formula: str, cell: str) -> dict[str, Any]:
    """`names` and `values` of a formula check for a cell such as `a: 3, region: EMEA`."""
    names: dict[str, Any] = {}
    values: dict[str, Any] = {}
    for pair in code_in(cell).split(", ") if "`" in cell else []:
        name, _, value = pair.partition(": ")
        if value in ("true", "false"):
            names[name], values[name] = "boolean", value == "true"
        elif re.fullmatch(r"-?[0-9.]+", value):
            names[name], values[name] = "number", value
        else:
            names[name], values[name] = sorted({value, *re.findall(r'"([^"]*)"', formula)}), value
    return {"names": names, "values": values}


def listed(problems: object) -> list[dict[str, Any]]:
    assert isinstance(problems, list)
    return problems
