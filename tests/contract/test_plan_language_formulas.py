"""Every formula in the tables of docs/plan-language.md gives, or is refused for, what stands beside it."""

import re
from typing import Any

import pytest

from rules import check_formula_call
from tests.contract.markdown import code_in, tables_of
from tests.contract.plan_snippets import DOCUMENT

VALUES = ("formula", "with", "gives")
EXCEL = ("in Excel", *VALUES)
REFUSALS = ("you write", "refused with", "write instead")
# As the text above the table of refusals says.
NAMES = {"a": "number", "b": "number", "x": "number", "is_new": "boolean", "region": ["EMEA", "APAC"]}

_PROBLEM = re.compile(r"[a-z_]+\.[a-z_]+")
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def rows_with(*columns: str) -> list[Any]:
    """The rows of every table with these columns, each named by its table's line and its first cell."""
    return [
        pytest.param(*row, id=f"line {table.line}: {row[0]}")
        for table in tables_of(DOCUMENT)
        if table.columns == columns
        for row in table.rows
    ]


def check_value(formula: str, given: str, promised: str) -> None:
    """The formula is valid and gives, with these values, the promised value or problem."""
    text, gives = code_in(formula), code_in(promised)
    report = check_formula_call({"formula": text, **declared(text, given)})
    assert report["valid"], report["problems"]
    if _PROBLEM.fullmatch(gives):
        assert codes(report) == [gives]
    else:
        assert codes(report) == []
        assert report["value"] == {"true": True, "false": False}.get(gives, gives)


@pytest.mark.parametrize(("formula", "given", "gives"), rows_with(*VALUES))
def test_a_formula_gives_what_the_table_says(formula: str, given: str, gives: str) -> None:
    check_value(formula, given, gives)


@pytest.mark.parametrize(("excel", "formula", "given", "gives"), rows_with(*EXCEL))
def test_a_translation_from_excel_gives_what_the_table_says(excel: str, formula: str, given: str, gives: str) -> None:
    assert code_in(excel).startswith("=")
    check_value(formula, given, gives)


@pytest.mark.parametrize(("formula", "code", "instead"), rows_with(*REFUSALS))
def test_a_formula_is_refused_as_the_table_says(formula: str, code: str, instead: str) -> None:
    assert codes(check_formula_call({"formula": code_in(formula), "names": NAMES}))[0] == code_in(code)
    if "`" in instead:
        mended = check_formula_call({"formula": code_in(instead), "names": NAMES})
        assert mended["valid"], mended["problems"]


def declared(formula: str, cell: str) -> dict[str, Any]:
    """`names` and `values` of a formula check for a cell such as `a: 3, region: EMEA`; an empty cell for none."""
    names: dict[str, Any] = {}
    values: dict[str, Any] = {}
    for pair in code_in(cell).split(", ") if cell else []:
        name, _, value = pair.partition(": ")
        values[name] = value
        if value in ("true", "false"):
            names[name], values[name] = "boolean", value == "true"
        elif _DECIMAL.fullmatch(value):
            names[name] = "number"
        else:
            names[name] = sorted({value, *re.findall(r'"([^"]*)"', formula)})
    return {"names": names, "values": values}


def codes(report: dict[str, object]) -> list[str]:
    problems = report["problems"]
    assert isinstance(problems, list)
    return [problem["code"] for problem in problems]
