"""docs/plan-language.md has every word of the document format and of formulas, and its single tables are true."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from rules import check_plan, parse_plan, plan_json_schema
from rules.formula.layout import DEPTH_MAX
from rules.formula.shape import NODES_MAX
from rules.formula.signatures import FUNCTIONS
from rules.formula.text import CHARACTERS_MAX, TOKENS_MAX
from rules.plan import RESERVED, find_unsupported
from tests.contract.markdown import Fence, Table, code_in, codes_in, parts_of, tables_of
from tests.contract.plan_snippets import DOCUMENT, HEAD, Document, mapping
from tests.rules.plan.everything import everything

# Parts that no plan of this release can use; the page names them, and describes them when they are calculated.
LATER = {
    "ClaimPool", "ExampleParticipant", "ExamplePeriod", "GivenAssignment", "GivenSegment",
    "Proration", "SharedData", "WeightPool",
}  # fmt: skip
LATER_KEYS = {"segments", "ytd"}
WHOLE_PLAN: Document = {
    **HEAD,
    "inputs": {"fund": {"kind": "money"}},
    "kpis": [{"key": "revenue", "weight": "1", "levels": {"base": "0", "normal": "1"}}],
    "components": [{"key": "bonus", "amount": "fund * coefficient"}],
}
OBSERVED = ["4", "1", "1", "9"]


def table_with(*columns: str) -> Table:
    """The one table of the page that has these columns."""
    [table] = [table for table in tables_of(DOCUMENT) if table.columns == columns]
    return table


def words_of(schema: Any) -> Iterator[str]:
    """Every key and every word of a list of choices in a part of the document's JSON Schema."""
    if isinstance(schema, list):
        for part in schema:
            yield from words_of(part)
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        yield from [schema["const"]] if "const" in schema else schema.get("enum", [])
        for key, part in schema.items():
            if key not in ("$defs", "default", "examples"):
                yield from words_of(part)


def test_every_word_of_the_document_format_is_on_the_page() -> None:
    schema = plan_json_schema()
    plan = {key: part for key, part in schema["properties"].items() if key not in LATER_KEYS}
    parts = {"Plan": {"properties": plan}, **{key: part for key, part in schema["$defs"].items() if key not in LATER}}
    words = {(part, word) for part, content in parts.items() for word in words_of(content)}
    assert {("Plan", "currency"), ("LinearCurve", "linear"), ("Gate", "advisory")} <= words
    shown = code_on_the_page()
    assert {(part, word) for part, word in words if not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", shown)} == set()


def code_on_the_page() -> str:
    """Everything the page shows as code, in blocks or between backquotes."""
    shown: list[str] = []
    for part in parts_of(DOCUMENT):
        if isinstance(part, Table):
            shown += codes_in("\n".join(cell for row in (part.columns, *part.rows) for cell in row))
        else:
            shown += [part.text] if isinstance(part, Fence) else codes_in(part.text)
    return "\n".join(shown)


def test_every_function_is_called_on_the_page() -> None:
    shown = code_on_the_page()
    assert {name for name in FUNCTIONS if f"{name}(" not in shown} == set()


def test_the_list_of_reserved_names_is_complete() -> None:
    [listed] = [part for part in parts_of(DOCUMENT) if isinstance(part, Fence) and part.words == ("reserved",)]
    assert listed.text.split() == sorted(RESERVED)


def test_the_limits_of_formulas_are_those_of_the_engine() -> None:
    limits = [row[1] for row in table_with("what", "at most").rows][:-1]
    assert limits == [f"{limit:,}" for limit in (CHARACTERS_MAX, TOKENS_MAX, NODES_MAX, DEPTH_MAX)]


# --- parts that are not calculated yet --------------------------------------------------------------------------------

LATER_PARTS = [code for row in table_with("part", "for").rows for code in codes_in(row[0])]


@pytest.mark.parametrize("part", LATER_PARTS)
def test_what_is_not_calculated_yet_is_refused_as_that(part: str) -> None:
    assert later_messages(part), "this part is calculated: describe it"


def test_the_page_names_everything_that_is_not_calculated_yet() -> None:
    told = {message for part in LATER_PARTS for message in later_messages(part)}
    assert {problem.message for problem in find_unsupported(parse_plan(everything()))} - told == set()


def later_messages(part: str) -> list[str]:
    """What a whole plan with this part in it is told about parts that are not supported yet."""
    problems = check_plan({**WHOLE_PLAN, **mapping(part)}).problems
    return [problem.message for problem in problems if problem.code.endswith(".not_yet_supported")]


# --- tables of results ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", table_with("`take`", "4, 1, 1, 9 give", "").rows, ids=str)
def test_observations_become_one_value_as_the_table_says(row: tuple[str, str, str]) -> None:
    take, gives = code_in(row[0]), row[1]
    dates = [f"2026-03-0{day}" for day in range(1, 5)]
    observations = [{"value": value, "date": date} for value, date in zip(OBSERVED, dates, strict=True)]
    document = {
        **HEAD,
        "facts": {"seen": {"take": take}},
        "kpis": [{"key": "seen"}],
        "examples": [
            {
                "name": "the table",
                "facts": {"seen": observations},
                "expect": {"kpis": {"seen": {"actual": OBSERVED[-1] if gives == "the latest" else gives}}},
            }
        ],
    }
    assert [example.differences for example in check_plan(document).examples] == [()]


@pytest.mark.parametrize("row", table_with("`mode`", "0.125", "0.375", "-0.125", "").rows, ids=str)
def test_amounts_round_as_the_table_says(row: tuple[str, ...]) -> None:
    amounts = {"a": ("0.125", row[1]), "b": ("0.375", row[2]), "c": ("-0.125", row[3])}
    document = {
        **HEAD,
        "components": [{"key": key, "amount": exact} for key, (exact, _) in amounts.items()],
        "rounding": {"mode": code_in(row[0])},
        "examples": [
            {"name": "the table", "expect": {"components": {key: paid for key, (_, paid) in amounts.items()}}}
        ],
    }
    assert [example.differences for example in check_plan(document).examples] == [()]
