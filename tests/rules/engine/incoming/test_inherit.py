"""Inputs inherited from managers: the nearest value counts, circles block their people, and cuts do not matter."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.engine import Sheet, admit, compute
from rules.engine.incoming.connect import connect
from rules.facts.participants import read_participants
from rules.period import parse_period
from rules.problems import Problem
from rules.trace import trace_of, trace_text
from tests.rules.build import Document, codes, compiled, named, paying, people, refusals

PLAN = paying(
    "fund + bonus",
    inputs={
        "fund": {"kind": "money", "inherit": "manager", "title": "Team fund"},
        "bonus": {"kind": "money", "inherit": "manager", "default": "1"},
    },
)


def person(id_: str, manager: str | None = None, **inputs: Any) -> Document:
    return {"id": id_, "manager": manager, "inputs": inputs}


CHAIN = [
    person("ann", "zoe", fund="100"),
    person("bob", "ann"),
    person("eve", "bob", fund="5", bonus="7"),
    person("kim", "eve"),
    person("zoe"),
]


def totals(*everybody: Document) -> dict[str, str | list[str]]:
    results = people(PLAN, *everybody).results()
    return {result["id"]: result["total"] or codes(result["problems"]) for result in results}


def test_the_nearest_value_up_the_chain_counts() -> None:
    assert totals(*CHAIN) == {
        "ann": "101.00",
        "bob": "101.00",
        "eve": "12.00",
        "kim": "12.00",
        "zoe": ["input.missing"],
    }


CIRCLES: list[tuple[str, list[Document], dict[str, str | list[str]]]] = [
    (
        "two manage each other, one stands below, one apart",
        [person("ann", "bob", fund="1"), person("bob", "ann"), person("eve", "bob", fund="2"), person("kim", fund="3")],
        {"ann": ["manager.circular"], "bob": ["manager.circular"], "eve": ["manager.circular"], "kim": "4.00"},
    ),
    ("one's own manager", [person("ann", "ann", fund="1")], {"ann": ["manager.circular"]}),
]


@pytest.mark.parametrize(("everybody", "expected"), named(CIRCLES))
def test_a_circle_blocks_the_people_in_and_below_it(
    everybody: list[Document], expected: dict[str, str | list[str]]
) -> None:
    assert totals(*everybody) == expected


def test_a_circle_does_not_matter_where_nothing_is_inherited() -> None:
    document = paying("1")
    assert people(document, {"id": "a", "manager": "a"}).result(0)["outcome"] == "paid"


def test_a_default_behind_a_manager_who_is_not_in_the_call_is_to_confirm() -> None:
    batch = people(PLAN, person("ann", "boss", fund="1"), person("bob", "ann"), person("eve", None, fund="2"))
    assert [codes(result["warnings"]) for result in batch.results()] == [["manager.not_in_call"]] * 2 + [[]]
    assert [result["total"] for result in batch.results()] == ["2.00", "2.00", "3.00"]


def test_a_bad_value_of_a_manager_blocks_all_who_have_it_from_there() -> None:
    problems = ["number.not_a_number"]
    assert totals(person("ann", fund="lots"), person("bob", "ann"), person("eve", "bob", fund="1")) == {
        "ann": problems,
        "bob": problems,
        "eve": "2.00",
    }


def test_what_a_file_could_not_read_is_inherited_as_it_is() -> None:
    intake = read_participants(CHAIN)
    intake.inputs["fund"][0] = Problem("file.cell", "Sheet1!C7", "not readable")
    [found] = compute([admit(compiled(PLAN), intake)])
    assert [problem.path for problem in found.row_problems[1]] == ["Sheet1!C7"]


def test_only_personal_inputs_are_inherited() -> None:
    document = paying("fund", inputs={"fund": {"kind": "money", "inherit": "manager", "scope": "team"}})
    assert refusals(document) == {"/inputs/fund/inherit": "plan.input_inherit"}


def test_an_explanation_names_the_manager_whose_value_it_is() -> None:
    sheet = people(PLAN, *CHAIN).sheet
    text = trace_text(trace_of(sheet, 1))
    assert "Team fund = 100, inherited from manager ann  [/inputs/fund]" in text
    assert "inherited" not in trace_text(trace_of(sheet, 2))


MARCH = parse_period({"start": "2026-03-01", "end": "2026-04-01"})


def changing(id_: str, manager: str | None, later: str, **inputs: Any) -> Document:
    """Somebody whose fund is another one from the 17th: 15 days of March."""
    segment = {"start": "2026-03-17", "end": "2026-04-01", "inputs": {"fund": later}}
    return {**person(id_, manager, **inputs), "segments": [segment]}


def test_who_says_an_input_for_a_part_of_the_period_has_the_rest_from_above() -> None:
    batch = people(PLAN, person("ann", fund="31"), changing("bob", "ann", "62"), period=MARCH)
    assert [result["total"] for result in batch.results()] == ["32.00", "47.00"]
    assert [result["warnings"] for result in batch.results()] == [[], []]


def test_a_manager_s_value_that_changes_is_not_taken_over() -> None:
    everybody = [changing("ann", None, "62", fund="31"), person("bob", "ann"), person("eve", "ann", fund="1")]
    batch = people(PLAN, *everybody, period=MARCH)
    assert [result["total"] for result in batch.results()] == ["47.00", None, "2.00"]
    assert codes(batch.result(1)["problems"]) == ["input.inherited_change"]


def shown(sheets: list[Sheet]) -> list[tuple[str, object, list[str]]]:
    return [
        (id_, None if row in sheet.row_problems else sheet.total[row], codes(sheet.row_problems.get(row, [])))
        for sheet in sheets
        for row, id_ in enumerate(sheet.ids)
    ]


@st.composite
def _calls(draw: st.DrawFn) -> list[Document]:
    ids = [f"P{number}" for number in range(draw(st.integers(1, 6)))]
    fund = st.none() | st.integers(0, 9).map(str)
    return [person(id_, draw(st.none() | st.sampled_from(ids)), fund=draw(fund)) for id_ in ids]


@settings(max_examples=40, deadline=None)
@given(_calls(), st.integers(1, 4))
def test_how_a_call_is_cut_never_matters(everybody: list[Document], rows_max: int) -> None:
    plan, intake = compiled(PLAN), read_participants(everybody)
    chunks = connect(plan, list(intake.parts(rows_max)))
    whole = compute([admit(plan, intake)])

    assert shown([sheet for chunk in chunks for sheet in compute([admit(plan, chunk)])]) == shown(list(whole))
    assert intake.inputs == read_participants(everybody).inputs
