"""Outcomes: not eligible, else blocked, else zero, else paid."""

from typing import Any

import pytest

from rules.engine import blocking_problem, outcomes
from tests.rules.build import codes, kpi, named, one, paying, plan, sheet

X = {"x": {"kind": "number"}}

BLOCKING: list[tuple[str, dict[str, Any], str]] = [
    ("a weighted KPI that no line reads", {"amount": "1", "kpis": [kpi(weight="1")]}, "fact.missing"),
    ("a line", {"amount": "1 / x"}, "calc.division_by_zero"),
    ("a line's cap", {"amount": "1", "pay": {"cap": "1 / x"}}, "calc.division_by_zero"),
    ("a line's floor", {"amount": "1", "pay": {"floor": "1 / x"}}, "calc.division_by_zero"),
    ("an enforced gate", {"amount": "1", "gates": [
        {"key": "stop", "when": "1 / x > 0", "otherwise": {"factor": "0"}}]}, "calc.division_by_zero"),
    ("a gate on an unweighted KPI that nothing reads", {"amount": "1", "kpis": [kpi()], "gates": [
        {"key": "stop", "when": "1 / x > 0", "scope": "revenue", "otherwise": {"factor": "0"}}]},
     "calc.division_by_zero"),
    ("the cap of the total", {"amount": "1", "limits": {"total_cap": "1 / x"}}, "calc.division_by_zero"),
    ("the floor of the total", {"amount": "1", "limits": {"total_floor": "1 / x"}}, "calc.division_by_zero"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "code"), named(BLOCKING))
def test_a_problem_in_anything_that_is_paid_blocks(parts: dict[str, Any], code: str) -> None:
    document = paying(**parts, inputs=X)
    result = one(document, inputs={"x": "0"})
    assert (result["outcome"], result["total"], codes(result["problems"])) == ("blocked", None, [code])


@pytest.mark.parametrize(("parts", "code"), named(BLOCKING))
def test_the_same_problem_outside_the_plan_is_no_problem(parts: dict[str, Any], code: str) -> None:
    outside = paying(**parts, inputs=X, eligibility=[{"key": "staff", "when": "x > 100"}])
    assert (one(outside, inputs={"x": "0"})["outcome"], one(outside, inputs={"x": "0"})["problems"]) == ("zero", [])


NOT_BLOCKING: list[tuple[str, dict[str, Any]]] = [
    ("an unweighted KPI", {"kpis": [kpi()]}),
    ("a value", {"values": {"unread": "1 / x"}}),
    ("a scale", {"scales": {"size": {"of": "1 / x", "bands": [{"grade": "S"}]}}}),
    ("a coefficient of one's own", {"coefficient": "1 / x"}),
    ("an advisory gate", {"gates": [
        {"key": "stop", "when": "1 / x > 0", "otherwise": {"factor": "0"}, "mode": "advisory"}]}),
]  # fmt: skip


@pytest.mark.parametrize("parts", named(NOT_BLOCKING))
def test_a_problem_in_what_nothing_paid_reads_does_not(parts: dict[str, Any]) -> None:
    result = one(paying("1", inputs=X, **parts), inputs={"x": "0"})
    assert (result["outcome"], result["total"], result["problems"]) == ("paid", "1.00", [])


ZEROS: list[tuple[str, str, dict[str, Any], list[str]]] = [
    ("the formula gives 0", "0 * x", {}, ["gross_zero"]),
    ("it gives less than a cent", "0.004", {}, ["rounded_to_zero"]),
    ("a gate is closed", "10", {"gates": [
        {"key": "stop", "when": "x > 5", "scope": "pay", "otherwise": {"factor": "0"}}]}, ["gate_closed:stop"]),
    ("a gate on the total is closed", "10", {"gates": [
        {"key": "stop", "when": "x > 5", "otherwise": {"factor": "0"}}]}, ["gate_closed:stop"]),
    ("the line is capped at 0", "10", {"pay": {"cap": "0"}}, ["capped"]),
    ("the line is raised to 0", "-10", {"pay": {"floor": "0"}}, ["raised_to_floor"]),
    ("the total is capped at 0", "10", {"limits": {"total_cap": "0"}}, ["total_capped"]),
    ("nothing, raised to a floor that a gate on the total takes", "0", {"pay": {"floor": "50"}, "gates": [
        {"key": "stop", "when": "x > 5", "otherwise": {"factor": "0"}}]}, ["raised_to_floor", "gate_closed:stop"]),
    ("the total is raised to 0", "-10", {}, ["raised_to_floor"]),
]  # fmt: skip


@pytest.mark.parametrize(("amount", "parts", "reasons"), named(ZEROS))
def test_a_zero_always_says_why(amount: str, parts: dict[str, Any], reasons: list[str]) -> None:
    result = one(paying(amount, inputs=X, **parts), inputs={"x": "1"})
    assert (result["outcome"], result["total"], codes(result["reasons"])) == ("zero", "0.00", reasons)


def test_a_zero_tells_the_reason_of_every_zero_line() -> None:
    zeros = [{"key": "a", "amount": "0"}, {"key": "b", "amount": "0.001"}, {"key": "c", "amount": "5", "cap": "0"}]
    assert [(reason["code"], reason["path"]) for reason in one(plan(components=zeros))["reasons"]] == [
        ("gross_zero", "/components/a/amount"),
        ("rounded_to_zero", "/components/b/amount"),
        ("capped", "/components/c/cap"),
    ]


def test_lines_that_cancel_out_are_a_zero_with_that_reason() -> None:
    document = plan(components=[{"key": "a", "amount": "5"}, {"key": "b", "amount": "-5"}])
    assert codes(one(document)["reasons"]) == ["adds_up_to_zero"]


@pytest.mark.parametrize(("amount", "outcome"), [("0.01", "paid"), ("-0.01", "paid"), ("0.004", "zero"), ("0", "zero")])
def test_paid_is_whatever_is_not_zero_after_rounding(amount: str, outcome: str) -> None:
    result = one(paying(amount, limits={"total_floor": None}))
    assert (result["outcome"], bool(result["reasons"])) == (outcome, outcome == "zero")


def test_all_problems_of_a_person_are_told_each_once() -> None:
    document = plan(
        inputs=X, kpis=[kpi("a", weight="1/2"), kpi("b", weight="1/2")],
        components=[{"key": "pay", "amount": "coefficient + a.actual"}, {"key": "more", "amount": "1 / x"}],
    )  # fmt: skip
    result = one(document, inputs={"x": "0", "y": "1"})
    assert [(p["code"], p["path"]) for p in result["problems"]] == [
        ("input.unknown_key", "/inputs/y"), ("fact.missing", "/facts/a"), ("fact.missing", "/facts/b"),
        ("calc.division_by_zero", "/components/more/amount"),
    ]  # fmt: skip


def test_the_first_problem_of_a_row() -> None:
    document = paying("1 / x", inputs=X)
    people = [{"inputs": {"x": "0"}}, {"inputs": {"x": "1"}}, {"inputs": {"x": "0", "y": "1"}}]
    evaluated = sheet(document, *people)
    first = [blocking_problem(evaluated, row) for row in range(3)]
    assert [None if problem is None else problem.code for problem in first] == [
        "calc.division_by_zero", None, "input.unknown_key",
    ]  # fmt: skip
    assert [outcomes(evaluated).of(row) for row in range(3)] == ["blocked", "paid", "blocked"]


def test_of_thousands_of_problems_a_hundred_are_listed() -> None:
    facts = {f"f{number:04}": "1" for number in range(1000)}
    result = one(paying("1"), facts=facts)
    assert result["outcome"] == "blocked"
    *first, last = result["problems"]
    assert [problem["path"] for problem in first] == [f"/facts/f{number:04}" for number in range(100)]
    assert (last["code"], last["path"]) == ("participant.more_findings", "")
    assert last["message"].startswith("900 more ")


def test_a_hundred_problems_are_all_listed() -> None:
    result = one(paying("1"), facts={f"f{number:04}": "1" for number in range(100)})
    assert len(result["problems"]) == 100
    assert set(codes(result["problems"])) == {"fact.unknown_key"}
