"""Every line that pays nothing, with its cause, for whom."""

from typing import Any

from rules import calculate, compile_plan, read_participants
from service.cli.unpaid import unpaid_table
from tests.service.cli.conftest import Run

PLAN: dict[str, Any] = {
    **{"schema": "bonus-plan/1", "key": "small", "title": "Small", "currency": "EUR", "frequency": "month"},
    "inputs": {"pay": {"kind": "number"}, "take": {"kind": "number"}, "months": {"kind": "number", "default": "12"}},
    "eligibility": [{"key": "past_probation", "title": "Past probation", "when": "months >= 3"}],
    "limits": {"total_floor": None},
    "components": [{"key": "plus", "title": "Plus", "amount": "pay"}, {"key": "minus", "amount": "-take"}],
}


def causes(*people: dict[str, str]) -> list[list[str]]:
    """The cells of the table, row by row."""
    named = [{"id": f"E{number}", "inputs": inputs} for number, inputs in enumerate(people, start=1)]
    compiled = compile_plan(PLAN)
    results = calculate(compiled, read_participants(named)).results()
    table = unpaid_table(results, compiled)
    return [[str(cell) for cell in row] for row in zip(*(column._cells for column in table.columns), strict=True)]


def test_each_cause_stands_once_with_everybody_it_concerns() -> None:
    assert causes({"pay": "0", "take": "1"}, {"pay": "0", "take": "2"}, {"pay": "5", "take": "1"}) == [
        ["zero", "Plus", "the formula gives 0: pay", "E1, E2"]
    ]


def test_blocked_people_come_first() -> None:
    found = causes({"pay": "0", "take": "1"}, {"pay": "5"})
    assert [row[0] for row in found] == ["blocked", "zero"]
    assert found[0][1:] == ["everything", found[0][2], "E2"]


def test_people_outside_the_plan_and_lines_that_cancel_out() -> None:
    found = causes({"pay": "5", "take": "5"}, {"pay": "5", "take": "1", "months": "1"})
    assert found == [
        ["zero", "everything", "not in the plan: Past probation", "E2"],
        ["zero", "everything", "the lines add up to 0", "E1"],
    ]


def test_nobody_to_tell_of() -> None:
    assert causes({"pay": "5", "take": "1"}) == []


def test_the_demo_prints_it(bonus: Run) -> None:
    assert "outcome  line               why" in bonus("demo").stdout
