"""Caps that give back later what they withheld, and instalments: what is put off, paid, and still open."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.engine.accounts.instalments import part_of, still_open
from rules.engine.sheet.account import Instalment
from rules.numbers import RoundingMode
from rules.period import Period
from tests.rules.build import Document, codes, named, one, paid, paying, plan, refusals, stages

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
X: Document = {"x": {"kind": "number"}}
CARRIED = paying("x", pay={"cap": {"amount": "100", "carry": True}, "earning_code": "BON"}, inputs=X)
YEARLY = paying("x", pay={"cap": {"amount": "100", "carry": True, "per": "year"}}, inputs=X)
TOTAL = plan(
    inputs=X,
    components=[
        {"key": "a", "amount": "x", "cap": {"amount": "50", "carry": True}},
        {"key": "b", "amount": "x / 2", "cap": {"amount": "50", "carry": True}},
    ],
    limits={"total_cap": {"amount": "80", "carry": True}},
)


def held(result: Document, key: str) -> tuple[str, ...]:
    return tuple(result["balances"][key].values())


def lines(result: Document) -> dict[str, str]:
    return {line["key"]: line["amount"] for line in result["components"]}


RESERVES: list[tuple[str, str, str, tuple[str, ...], dict[str, str]]] = [
    ("it fills", "130", "20", ("20.00", "30.00", "0.00", "50.00"), {"pay": "100.00"}),
    ("it gives back what fits", "70", "50", ("50.00", "0.00", "30.00", "20.00"),
     {"pay": "70.00", "pay_reserve": "30.00"}),
    ("it gives back all", "70", "20", ("20.00", "0.00", "20.00", "0.00"),
     {"pay": "70.00", "pay_reserve": "20.00"}),
    ("nothing to do", "100", "20", ("20.00", "0.00", "0.00", "20.00"), {"pay": "100.00"}),
]  # fmt: skip


@pytest.mark.parametrize(("x", "opening", "expected", "shown"), named(RESERVES))
def test_a_reserve(x: str, opening: str, expected: tuple[str, ...], shown: dict[str, str]) -> None:
    result = one(CARRIED, inputs={"x": x}, prior={"balances": {"pay_reserve": opening}})
    assert held(result, "pay_reserve") == expected
    assert lines(result) == shown
    assert Fraction(result["total"]) == sum(map(Fraction, shown.values()))


def test_the_line_of_a_reserve_has_the_code_of_its_component() -> None:
    result = one(CARRIED, inputs={"x": "0"}, prior={"balances": {"pay_reserve": "5"}})
    assert (paid(result, "pay_reserve")["earning_code"], stages(result, "pay_reserve")[0]) == ("BON", "5.00")


def test_a_cap_per_year_has_room_again_when_the_year_begins() -> None:
    prior = {"paid": {"pay": "60", "pay_reserve": "10"}, "balances": {"pay_reserve": "50"}}
    result = one(YEARLY, inputs={"x": "20"}, prior=prior, period=MARCH)
    assert (lines(result), held(result, "pay_reserve")[3]) == ({"pay": "20.00", "pay_reserve": "10.00"}, "40.00")
    prior["paid"] = {"pay": "0"}
    result = one(YEARLY, inputs={"x": "20"}, prior=prior, period=MARCH)
    assert (lines(result), held(result, "pay_reserve")[3]) == ({"pay": "20.00", "pay_reserve": "50.00"}, "0.00")


def test_together_with_all_else_reserves_stay_within_the_cap_of_the_total() -> None:
    prior = {"balances": {"a_reserve": "30", "b_reserve": "30", "total_reserve": "9"}}
    result = one(TOTAL, inputs={"x": "20"}, prior=prior)
    assert lines(result) == {"a": "20.00", "b": "10.00", "a_reserve": "30.00", "b_reserve": "20.00"}
    assert (result["total"], held(result, "total_reserve")) == ("80.00", ("9.00", "0.00", "0.00", "9.00"))
    result = one(TOTAL, inputs={"x": "2"}, prior=prior)
    assert result["total"] == "72.00"
    assert lines(result)["total_reserve"] == "9.00"


def test_what_the_cap_of_the_total_takes_goes_into_its_own_reserve() -> None:
    prior = {"balances": {"a_reserve": "0", "b_reserve": "0", "total_reserve": "0"}}
    result = one(TOTAL, inputs={"x": "120"}, prior=prior)
    assert (result["total"], held(result, "total_reserve")[3]) == ("80.00", "20.00")
    assert [held(result, key)[3] for key in ("a_reserve", "b_reserve")] == ["70.00", "10.00"]


def test_gates_neither_reach_a_reserve_nor_make_room_for_it() -> None:
    gate = {"key": "shut", "when": "x < 0", "otherwise": {"factor": "0"}}
    result = one({**CARRIED, "gates": [gate]}, inputs={"x": "70"}, prior={"balances": {"pay_reserve": "40"}})
    assert lines(result) == {"pay": "0.00", "pay_reserve": "30.00"}


@pytest.mark.parametrize(
    ("document", "path"),
    [
        (plan(components=[{"key": "pay", "amount": "1", "cap": {"amount": "1", "carry": True}}],
              values={"pay_reserve": "1"}), "/components/0/cap/carry"),
        (plan(components=[{"key": "pay", "amount": "1"}], limits={"total_cap": {"amount": "1", "carry": True}},
              values={"total_reserve": "1"}), "/limits/total_cap/carry"),
        (plan(components=[{"key": "pay", "amount": "1", "instalments": 2}], values={"pay_instalments": "1"}),
         "/components/0/instalments"),
    ],
)  # fmt: skip
def test_the_names_of_these_lines_are_taken(document: Document, path: str) -> None:
    assert refusals(document) == {path: "plan.name_taken"}


# --- instalments --------------------------------------------------------------------------------------------

PARTS = plan(
    inputs=X,
    components=[
        {"key": "pay", "amount": "x", "instalments": 4},
        {"key": "stock", "amount": "10", "unit": "shares", "instalments": 3},
    ],
    limits={"total_floor": None},
)
OPEN = {"pay": [{"amount": "10.01", "parts": 4, "paid": 3}, {"amount": "100", "parts": "2", "paid": 1}]}


def test_the_first_part_is_paid_and_the_rest_is_put_off() -> None:
    result = one(PARTS, inputs={"x": "100.01"}, prior={"instalments": {"pay": [], "stock": []}})
    assert stages(result) == ("100.01", "0.00", "0.00", "75.01", "25.00")
    assert codes(paid(result)["reasons"]) == ["instalments"]
    assert result["instalments"]["pay"] == [{"amount": "100.01", "parts": 4, "paid": 1}]
    assert (paid(result, "stock")["amount"], held(result, "stock_instalments")) == ("3", ("0", "7", "0", "7"))
    assert (result["total"], result["warnings"]) == ("25.00", [])


def test_open_amounts_pay_their_next_parts() -> None:
    prior = {"instalments": OPEN, "balances": {"pay_instalments": "52.51", "stock_instalments": "0"}}
    result = one(PARTS, inputs={"x": "0"}, prior=prior)
    assert lines(result) == {"pay": "0.00", "stock": "3", "pay_instalments": "52.51"}
    assert (held(result, "pay_instalments")[3], result["total"]) == ("0.00", "52.51")
    assert "pay" not in result["instalments"]


BAD: list[tuple[str, Any, str]] = [
    ("no list", {"amount": "1"}, "instalments.shape"),
    ("all of it is paid", [{"amount": "1", "parts": 2, "paid": 2}], "instalments.shape"),
    ("half a cent", [{"amount": "1.005", "parts": 2, "paid": 1}], "instalments.shape"),
    ("a key too few", [{"amount": "1", "parts": 2}], "instalments.shape"),
    ("parts of a part", [{"amount": "1", "parts": "2.5", "paid": 1}], "instalments.shape"),
]


@pytest.mark.parametrize(("given", "code"), named(BAD))
def test_open_instalments_that_cannot_be_read_block(given: Any, code: str) -> None:
    result = one(PARTS, inputs={"x": "1"}, prior={"instalments": {"pay": given, "stock": []}})
    assert [(p["code"], p["path"]) for p in result["problems"]] == [(code, "/prior/instalments/pay")]
    assert result["instalments"] == {}


def test_a_balance_that_says_something_else_than_the_open_instalments_blocks() -> None:
    result = one(PARTS, inputs={"x": "1"}, prior={"balances": {"pay_instalments": "5"}})
    assert codes(result["problems"]) == ["balance.instalments_differ"]
    result = one(PARTS, inputs={"x": "1"}, prior={"instalments": {"other": []}})
    assert codes(result["problems"]) == ["instalments.unknown_key"]


@pytest.mark.parametrize("cap", [{"amount": "5", "per": "year"}, {"amount": "5", "carry": True}])
def test_instalments_and_a_cap_that_counts_what_is_paid_cannot_stand_together(cap: Document) -> None:
    for parts in ({"pay": {"instalments": 2, "cap": cap}}, {"pay": {"instalments": 2}, "limits": {"total_cap": cap}}):
        assert refusals(paying("1", **parts)) == {"/components/0/instalments": "plan.not_together"}


MODES: st.SearchStrategy[RoundingMode] = st.sampled_from(["half_up", "half_even", "down", "up"])


@given(st.integers(-1_000, 1_000_000), st.integers(2, 60), MODES)
def test_the_parts_add_up_and_never_change_their_sign(amount: int, parts: int, mode: RoundingMode) -> None:
    paid_parts = [part_of(Instalment(amount, parts, 0), number, mode) for number in range(1, parts + 1)]
    assert sum(paid_parts) == amount
    assert all(part * amount >= 0 for part in paid_parts)
    left = [still_open(Instalment(amount, parts, done), mode) for done in range(parts)]
    assert left == [amount - sum(paid_parts[:done]) for done in range(parts)]
