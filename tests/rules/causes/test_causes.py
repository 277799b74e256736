"""Why pay changed: a fixed order of causes, each with its own amount, and nothing that cannot be computed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rules import PayChange, Period, Problem, Situation, causes_of
from tests.rules.build import compiled, kpi, named, paying

PLAN = paying("fund * coefficient", kpis=[kpi(weight="1")], inputs={"fund": {"kind": "money"}})
MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
PERSON = {"id": "1", "inputs": {"fund": "1000"}, "facts": {"revenue": "50"}}


def situation(document: dict[str, Any] = PLAN, **parts: Any) -> Situation:
    """One stored input; parts of the participant go over PERSON."""
    own = {
        key: parts.pop(key) for key in ("plan_currency", "shared", "period", "others", "adjustments") if key in parts
    }
    return Situation(compiled(document), {**PERSON, **parts}, **own)


def steps(change: PayChange) -> list[tuple[str, dict[str, int]]]:
    """Names and totals of the steps."""
    return [(step.name, dict(step.change.total)) for step in change.steps]


OLD = situation()


@pytest.mark.parametrize(
    ("new", "found"),
    named(
        [
            ("nothing", situation(), []),
            ("a fact", situation(facts={"revenue": "60"}), [("facts", {"EUR": 10000})]),
            ("an input", situation(inputs={"fund": "900"}), [("assignment", {"EUR": -5000})]),
            (
                "a fact and an input",
                situation(facts={"revenue": "60"}, inputs={"fund": "900"}),
                [("facts", {"EUR": 10000}), ("assignment", {"EUR": -6000})],
            ),
            (
                "the rules",
                situation({**PLAN, "components": [{"key": "pay", "amount": "fund * coefficient / 3"}]}),
                [("rules", {"EUR": -33333})],
            ),
            ("a title only", situation({**PLAN, "title": "Another"}), []),
            (
                "an adjustment",
                situation(adjustments={"EUR": 700, "USD": -5}),
                [("adjustments", {"EUR": 700, "USD": -5})],
            ),
            (
                "facts that cancel an input",
                situation(facts={"revenue": "25"}, inputs={"fund": "2000"}),
                [("facts", {"EUR": -25000}), ("assignment", {"EUR": 25000})],
            ),
        ]
    ),
)
def test_each_cause_has_its_own_amount(new: Situation, found: list[tuple[str, dict[str, int]]]) -> None:
    assert steps(causes_of(OLD, new)) == found


def test_rounding_comes_after_the_rules() -> None:
    document = {**PLAN, "components": [{"key": "pay", "amount": "fund * coefficient / 3"}]}
    cut = {**document, "rounding": {"mode": "down"}}
    assert steps(causes_of(situation(document), situation(cut))) == [("rounding", {"EUR": -1})]
    assert steps(causes_of(OLD, situation(cut))) == [("rules", {"EUR": -33333}), ("rounding", {"EUR": -1})]


def test_pay_in_another_currency_is_told_in_both() -> None:
    rates = {"rates": [{"from": "EUR", "to": "CHF", "date": "2026-03-31", "rate": "0.9"}]}
    before = situation(period=MARCH)
    after = situation(period=MARCH, currency="CHF", shared=rates)
    assert steps(causes_of(before, after)) == [("currency", {"CHF": 45000, "EUR": -50000})]


def test_another_rate_is_a_matter_of_currency() -> None:
    before, after = (
        situation(
            period=MARCH,
            currency="CHF",
            shared={"rates": [{"from": "EUR", "to": "CHF", "date": "2026-03-31", "rate": rate}]},
        )
        for rate in ("0.9", "0.95")
    )
    assert steps(causes_of(before, after)) == [("currency", {"CHF": 2500})]


def test_what_cannot_be_computed_on_the_way_is_told_with_the_next_cause() -> None:
    document = {**PLAN, "inputs": {**PLAN["inputs"], "divisor": {"kind": "number"}}}
    document["components"] = [{"key": "pay", "amount": "fund * coefficient / (divisor - revenue.actual)"}]
    old, new = (
        situation(document, inputs={"fund": "1000", "divisor": divisor}, facts={"revenue": revenue})
        for divisor, revenue in (("60", "50"), ("70", "60"))
    )
    assert steps(causes_of(old, new)) == [("facts + assignment", {"EUR": 1000})]


def test_what_only_one_of_two_plans_declares_comes_with_the_rules() -> None:
    document = {**PLAN, "kpis": [kpi(weight="0.5"), kpi("calls", weight="0.5")]}
    new = situation(document, facts={"revenue": "60", "calls": "100"})
    assert steps(causes_of(OLD, new)) == [("facts", {"EUR": 10000}), ("rules", {"EUR": 20000})]
    assert steps(causes_of(new, OLD)) == [("facts", {"EUR": -5000}), ("rules", {"EUR": -25000})]


def test_components_have_steps_of_their_own() -> None:
    two = {**PLAN, "components": [*PLAN["components"], {"key": "more", "amount": "fund / 10"}]}
    change = causes_of(situation(two), situation(two, inputs={"fund": "2000"}, facts={"revenue": "60"}))
    assert [(step.name, step.change.components) for step in change.steps] == [
        ("facts", {"pay": {"EUR": 10000}}),
        ("assignment", {"more": {"EUR": 10000}, "pay": {"EUR": 60000}}),
    ]


def test_somebody_who_is_in_one_run_only_joined_or_left() -> None:
    assert steps(causes_of(None, OLD)) == [("joined", {"EUR": 50000})]
    assert steps(causes_of(OLD, None)) == [("left", {"EUR": -50000})]
    adjusted = replace(OLD, adjustments={"EUR": 1})
    assert steps(causes_of(None, adjusted)) == [("joined", {"EUR": 50000}), ("adjustments", {"EUR": 1})]


@pytest.mark.parametrize(
    ("old", "new", "sides"),
    named(
        [
            ("the old one", situation(facts={}), OLD, ["old"]),
            ("the new one", OLD, situation(facts={}), ["new"]),
            ("both", situation(facts={}), situation(inputs={}), ["old", "new"]),
            ("somebody who joined", None, situation(facts={}), ["new"]),
        ]
    ),
)
def test_where_a_side_is_blocked_no_numbers_are_invented(
    old: Situation | None, new: Situation, sides: list[str]
) -> None:
    change = causes_of(old, new).to_json()
    assert (change["blocked"], change["steps"], change["change"]) == (sides, [], None)


def test_the_wire_shape_has_every_amount_with_its_currency() -> None:
    assert causes_of(OLD, situation(facts={"revenue": "60"})).to_json() == {
        "old": {"total": {"EUR": "500.00"}, "components": {"pay": {"EUR": "500.00"}}},
        "new": {"total": {"EUR": "600.00"}, "components": {"pay": {"EUR": "600.00"}}},
        "change": {"total": {"EUR": "100.00"}, "components": {"pay": {"EUR": "100.00"}}},
        "blocked": [],
        "steps": [{"name": "facts", "total": {"EUR": "100.00"}, "components": {"pay": {"EUR": "100.00"}}}],
    }


def test_another_period_brings_its_days_and_rates_with_its_facts() -> None:
    april = Period(date(2026, 4, 1), date(2026, 5, 1))
    before, after = (
        situation(
            period=period,
            currency="CHF",
            shared={"rates": [{"from": "EUR", "to": "CHF", "date": day, "rate": rate}], "pay_date": day},
        )
        for period, day, rate in ((MARCH, "2026-03-31", "0.9"), (april, "2026-04-30", "0.95"))
    )
    assert steps(causes_of(before, after)) == [("facts", {"CHF": 2500})]


def test_who_was_held_back_before_anything_was_computed_is_blocked() -> None:
    held = replace(OLD, held={"1": [Problem("run.input_currency", "/inputs/fund", "another currency")]})
    assert causes_of(OLD, held).blocked == ("new",)
    assert causes_of(held, held).blocked == ("old", "new")
