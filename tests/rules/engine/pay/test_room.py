"""Caps: what a cap per year leaves, and caps below zero."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.period import Period
from tests.rules.build import Document, codes, named, one, paid, paying, people, plan, refusals, stages, trace

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
YEAR = paying("x", pay={"cap": {"amount": "1000", "per": "year"}}, inputs={"x": {"kind": "number"}})
TOTAL = plan(
    components=[{"key": "a", "amount": "x"}, {"key": "b", "amount": "x / 3"}],
    inputs={"x": {"kind": "number"}},
    limits={"total_cap": {"amount": "1000", "per": "year"}, "total_floor": None},
)


def of(x: str, **prior: str) -> Document:
    return {"inputs": {"x": x}, "prior": {"paid": prior}}


LEFT: list[tuple[str, Document, tuple[str, ...]]] = [
    ("room enough", of("100", pay="900"), ("100.00", "0.00", "0.00", "0.00", "100.00")),
    ("it is cut where the year is full", of("100.005", pay="950.25"), ("100.01", "0.00", "0.00", "50.26", "49.75")),
    ("nothing left", of("100", pay="1000"), ("100.00", "0.00", "0.00", "100.00", "0.00")),
    ("paid above the cap takes nothing back", of("100", pay="1200"), ("100.00", "0.00", "0.00", "100.00", "0.00")),
    ("what was taken back leaves more", of("1100", pay="-100"), ("1100.00", "0.00", "0.00", "0.00", "1100.00")),
    ("a reversal is not held up", of("-100", pay="1000"), ("-100.00", "0.00", "0.00", "0.00", "-100.00")),
]  # fmt: skip


@pytest.mark.parametrize(("person", "expected"), named(LEFT))
def test_a_cap_per_year_leaves_what_the_year_has_not_paid(person: Document, expected: Any) -> None:
    document = {**YEAR, "limits": {"total_floor": None}}
    assert stages(one(document, period=MARCH, **person)) == expected


def test_who_has_nothing_sent_is_blocked_alone() -> None:
    batch = people(YEAR, of("100", pay="0"), {"inputs": {"x": "100"}}, period=MARCH)
    assert [result["outcome"] for result in batch.results()] == ["paid", "blocked"]
    [problem] = batch.result(1)["problems"]
    assert (problem["code"], problem["path"]) == ("prior.paid_missing", "/prior/paid/pay")


def test_the_total_per_year_counts_all_money_lines() -> None:
    result = one(TOTAL, period=MARCH, **of("300", a="500", b="200", total_floor="100"))
    assert (result["total"], [paid(result, key)["amount"] for key in "ab"]) == ("200.00", ["150.00", "50.00"])
    assert paid(result, "a")["withheld"] == "150.00"


@pytest.mark.parametrize(
    "document",
    [
        paying("x", pay={"cap": "x - 100"}, inputs={"x": {"kind": "number"}}),
        paying("x", limits={"total_cap": "x - 100"}, inputs={"x": {"kind": "number"}}),
        paying("x", pay={"cap": {"amount": "x - 100", "per": "year"}}, inputs={"x": {"kind": "number"}}),
    ],
)
def test_a_cap_below_zero_is_a_problem_of_its_person(document: Document) -> None:
    batch = people(document, of("99.99", pay="0"), of("150", pay="0"))
    assert codes(batch.result(0)["problems"]) == ["limit.negative_cap"]
    assert batch.result(1)["total"] == "50.00"


@pytest.mark.parametrize(
    ("parts", "path"),
    [({"pay": {"cap": "-1"}}, "/components/0/cap"), ({"limits": {"total_cap": "1 - 2"}}, "/limits/total_cap")],
)
def test_a_constant_cap_below_zero_is_refused(parts: Document, path: str) -> None:
    assert refusals(paying("1", **parts)) == {path: "plan.negative_cap"}


MONEY = st.decimals(min_value=0, max_value=2000, places=2).map(str)


@given(st.lists(MONEY, min_size=2, max_size=5), st.sampled_from(["pay", "total"]), MONEY, MONEY)
@settings(max_examples=60)
def test_a_higher_cap_per_year_never_pays_less(caps: list[str], where: str, earned: str, before: str) -> None:
    inputs = {"x": {"kind": "number"}, "most": {"kind": "number"}}
    cap = {"amount": "most", "per": "year"}
    parts: Document = {"pay": {"cap": cap}} if where == "pay" else {"limits": {"total_cap": cap}}
    batch = people(
        paying("x", inputs=inputs, **parts),
        *(
            {"inputs": {"x": earned, "most": most}, "prior": {"paid": {"pay": before}}}
            for most in sorted(caps, key=Fraction)
        ),
    )
    totals = [Fraction(result["total"]) for result in batch.results()]
    assert totals == sorted(totals)


def test_the_explanation_shows_what_was_left() -> None:
    nodes = trace(YEAR, **of("100", pay="950")).nodes
    room = nodes["/components/pay/room"]
    assert (room.value, [(given.name, given.value) for given in room.inputs]) == (
        "50",
        [("cap", "1000"), ("paid", "950")],
    )
    assert ("cap", "/components/pay/room") in [(i.name, i.node) for i in nodes["/components/pay/before_total"].inputs]
