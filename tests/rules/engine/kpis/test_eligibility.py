"""Eligibility: conditions over inputs and the period, before any fact is needed."""

from typing import Any

import pytest

from tests.rules.build import codes, kpi, one, paid, paying, people, refusals

STAFF: dict[str, Any] = paying(
    "fund * coefficient",
    inputs={
        "fund": {"kind": "money"},
        "months_employed": {"kind": "number"},
        "on_leave": {"kind": "boolean", "default": False},
    },
    kpis=[kpi(weight="1")],
    eligibility=[
        {"key": "past_probation", "when": "months_employed >= 3", "title": "Past probation"},
        {"key": "at_work", "when": "not on_leave"},
    ],
)


def test_who_meets_every_condition_is_paid() -> None:
    result = one(STAFF, inputs={"fund": "100", "months_employed": "3"}, facts={"revenue": "50"})
    assert (result["outcome"], result["total"]) == ("paid", "50.00")


def test_who_does_not_is_a_zero_with_the_condition_as_reason_and_missing_facts_do_not_matter() -> None:
    result = one(STAFF, inputs={"fund": "100", "months_employed": "2.99"})
    assert (result["outcome"], result["total"], result["problems"], result["warnings"]) == ("zero", "0.00", [], [])
    assert result["reasons"] == [{
        "code": "not_eligible:past_probation", "path": "/eligibility/past_probation",
        "message": "not in the plan: Past probation",
    }]  # fmt: skip
    assert paid(result) == {
        "key": "pay", "earning_code": None, "unit": None, "gross": "0.00", "gated": "0.00", "prorated": "0.00",
        "withheld": "0.00", "amount": "0.00", "lines": [], "reasons": [], "cost_centres": [],
    }  # fmt: skip


def test_every_condition_that_is_not_met_is_a_reason() -> None:
    result = one(STAFF, inputs={"fund": "100", "months_employed": "1", "on_leave": True})
    assert codes(result["reasons"]) == ["not_eligible:past_probation", "not_eligible:at_work"]
    assert result["reasons"][1]["message"] == "not in the plan: at_work"


def test_what_is_wrong_elsewhere_does_not_matter_to_who_is_not_in_the_plan() -> None:
    result = one(STAFF, inputs={"months_employed": "1", "salary": "5"}, facts={"revenue": "a lot"})
    assert (result["outcome"], result["problems"]) == ("zero", [])


def test_a_condition_that_cannot_be_decided_blocks() -> None:
    result = one(STAFF, inputs={"fund": "100"}, facts={"revenue": "50"})
    assert [(p["code"], p["path"]) for p in result["problems"]] == [("input.missing", "/inputs/months_employed")]


def test_one_condition_not_met_is_enough_though_another_cannot_be_decided() -> None:
    result = one(STAFF, inputs={"fund": "100", "on_leave": True})
    assert (result["outcome"], codes(result["reasons"])) == ("zero", ["not_eligible:at_work"])


def test_everybody_is_judged_alone_and_only_the_eligible_are_in_the_amount() -> None:
    inputs = [{"fund": "100", "months_employed": text} for text in ("1", "5", "2")]
    batch = people(STAFF, *({"inputs": own, "facts": {"revenue": "50"}} for own in inputs))
    assert [result["outcome"] for result in batch.results()] == ["zero", "paid", "zero"]
    amounts = {"amount": "50.00", "by_currency": {"EUR": "50.00"}}
    assert batch.totals().to_json() == {"paid": 1, "zero": 2, "blocked": 0, **amounts}


@pytest.mark.parametrize("condition", ["revenue.actual > 0", "revenue > 0", "coefficient > 0", "proration > 0"])
def test_conditions_know_only_inputs_and_the_period(condition: str) -> None:
    document = {**STAFF, "eligibility": [{"key": "staff", "when": condition}]}
    assert refusals(document) == {"/eligibility/0/when": "formula.unknown_name"}


def test_a_floor_of_the_total_is_not_for_people_outside_the_plan() -> None:
    document = {**STAFF, "limits": {"total_floor": "500"}}
    result = one(document, inputs={"fund": "100", "months_employed": "1"}, facts={"revenue": "50"})
    assert (result["total"], [shown["key"] for shown in result["components"]]) == ("0.00", ["pay"])
