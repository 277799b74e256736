"""Balances of one period: what they add and take, what that does to pay, and what is wrong with what was sent."""

from datetime import date
from typing import Any

import pytest

from rules.period import Period
from tests.rules.build import Document, codes, named, one, paid, people, plan, refusals, sheet, stages

JULY = Period(date(2026, 7, 1), date(2026, 8, 1))
X: Document = {"x": {"kind": "number"}, "y": {"kind": "number", "default": "0"}}


def balanced(sign: str = "owed_by_person", **parts: Any) -> Document:
    """A plan that pays x and keeps one balance `kept`."""
    components = [{"key": "pay", "amount": "x"}]
    return plan(
        inputs=X, components=components, balances={"kept": {"sign": sign, **parts}}, limits={"total_floor": None}
    )


def calculated(document: Document, x: str, opening: str | None = "0", **inputs: str) -> Document:
    prior = {} if opening is None else {"balances": {"kept": opening}}
    return one(document, inputs={"x": x, **inputs}, prior=prior, period=JULY)


CHANGES: list[tuple[str, Document, str, str, tuple[str, ...]]] = [
    # the case, the balance, x, the opening, (opening, added, taken, closing, line, total)
    ("an addition to what a person owes is paid", balanced(add="40"), "100", "10",
     ("10.00", "40.00", "0.00", "50.00", "40.00", "140.00")),
    ("what a person pays back is taken from pay", balanced(take="30"), "100", "50",
     ("50.00", "0.00", "30.00", "20.00", "-30.00", "70.00")),
    ("no more is taken than was there", balanced(take="300"), "100", "50",
     ("50.00", "0.00", "50.00", "0.00", "-50.00", "50.00")),
    ("what is added now is not taken now", balanced(add="40", take="100"), "100", "50",
     ("50.00", "40.00", "50.00", "40.00", "-10.00", "90.00")),
    ("an addition to what is owed to a person is kept", balanced("owed_to_person", add="40"), "100", "0",
     ("0.00", "40.00", "0.00", "40.00", "-40.00", "60.00")),
    ("and given back later", balanced("owed_to_person", take="kept"), "100", "40",
     ("40.00", "0.00", "40.00", "0.00", "40.00", "140.00")),
    ("both are rounded the plan's way", balanced(add="x / 3", take="kept / 2"), "100", "0.01",
     ("0.01", "33.33", "0.01", "33.33", "33.32", "133.32")),
    ("after its last day nothing is added", balanced(add="40", take="1", until="2026-07-01"), "100", "10",
     ("10.00", "0.00", "1.00", "9.00", "-1.00", "99.00")),
    ("until then it is", balanced(add="40", until="2026-07-02"), "100", "10",
     ("10.00", "40.00", "0.00", "50.00", "40.00", "140.00")),
]  # fmt: skip


@pytest.mark.parametrize(("document", "x", "opening", "expected"), named(CHANGES))
def test_what_a_balance_does(document: Document, x: str, opening: str, expected: tuple[str, ...]) -> None:
    result = calculated(document, x, opening)
    kept, line = result["balances"]["kept"], paid(result, "kept")
    assert (*kept.values(), line["amount"], result["total"]) == expected
    assert stages(result, "kept") == (line["amount"], "0.00", "0.00", "0.00", line["amount"])


def test_balances_come_after_everything_that_acts_on_the_total() -> None:
    document = {**balanced(add="earned"), "limits": {"total_cap": "60"},
                "gates": [{"key": "half", "when": "x < 0", "otherwise": {"factor": "0.5"}}]}  # fmt: skip
    assert calculated(document, "100")["total"] == "100.00"
    assert calculated(document, "200")["total"] == "120.00"


def test_balances_read_each_other_in_whatever_order_they_stand() -> None:
    document = plan(
        inputs=X,
        components=[{"key": "pay", "amount": "x"}],
        balances={
            "second": {"sign": "owed_to_person", "add": "first.closing / 10"},
            "first": {"sign": "owed_to_person", "add": "earned / 2", "take": "first / 4", "earning_code": "HOLD"},
        },
    )
    result = one(document, inputs={"x": "100"}, prior={"balances": {"first": "20", "second": "0"}})
    assert [result["balances"][key]["closing"] for key in ("first", "second")] == ["65.00", "6.50"]
    assert result["total"] == "48.50"
    assert [(line["key"], line["earning_code"]) for line in result["components"]][1:] == [
        ("second", None),
        ("first", "HOLD"),
    ]


def test_earlier_formulas_read_the_opening_and_nothing_else() -> None:
    document = balanced(add="1")
    document["values"] = {"owed": "kept * 2"}
    assert calculated(document, "100", "21")["values"] == {"owed": "42"}
    for name in ("kept.closing", "earned"):
        document["values"] = {"owed": name}
        assert refusals(document) == {"/values/owed": "formula.unknown_name"}


def test_a_circle_of_balances_is_refused() -> None:
    document = balanced(add="kept.closing")
    assert refusals(document) == {"/balances/kept/add": "plan.cycle"}


WRONG: list[tuple[str, Document, str, str | None, str, str]] = [
    ("a negative addition", balanced(add="x"), "-0.01", "0", "balance.negative", "/balances/kept/add"),
    ("a negative taking", balanced(take="x - 1"), "0.5", "5", "balance.negative", "/balances/kept/take"),
    ("a negative opening", balanced(add="1"), "1", "-5", "balance.negative_opening", "/prior/balances/kept"),
    ("half a cent", balanced(add="1"), "1", "0.005", "prior.too_many_places", "/prior/balances/kept"),
    ("no number", balanced(add="1"), "1", "some", "number.not_a_number", "/prior/balances/kept"),
    ("a fault of a formula", balanced(take="1 / (x - 1)"), "1", "5", "calc.division_by_zero", "/balances/kept/take"),
]


@pytest.mark.parametrize(("document", "x", "opening", "code", "path"), named(WRONG))
def test_what_is_wrong_blocks_and_leaves_no_closing(
    document: Document, x: str, opening: str, code: str, path: str
) -> None:
    result = calculated(document, x, opening)
    assert [(problem["code"], problem["path"]) for problem in result["problems"]] == [(code, path)]
    assert (result["outcome"], result["total"], paid(result, "kept")["amount"]) == ("blocked", None, None)
    assert result["balances"]["kept"]["closing"] is None


def test_a_person_who_is_blocked_for_another_reason_has_no_closing_either() -> None:
    result = one(balanced(add="1"), inputs={"x": "lots"}, prior={"balances": {"kept": "7"}})
    assert result["balances"]["kept"] == {"opening": "7.00", "added": None, "taken": None, "closing": None}


def test_an_opening_that_is_not_sent_counts_as_zero_with_a_warning() -> None:
    result = calculated(balanced(add="1"), "5", None)
    assert result["balances"]["kept"]["opening"] == "0.00"
    assert [(w["code"], w["path"]) for w in result["warnings"]] == [("balance.opening_assumed", "/prior/balances/kept")]
    assert calculated(balanced(add="1"), "5", "0")["warnings"] == []


def test_a_balance_that_the_plan_does_not_keep_blocks_its_person_alone() -> None:
    own = {"inputs": {"x": "1"}, "prior": {"balances": {"kept": "0"}}}
    other = {"inputs": {"x": "1"}, "prior": {"balances": {"kept": "0", "keptt": "5"}}}
    batch = people(balanced(add="1"), own, other)
    assert codes(batch.result(1)["problems"]) == ["balance.unknown_key"]
    assert batch.result(0)["outcome"] == "paid"


def test_nothing_moves_for_who_is_not_in_the_plan() -> None:
    document = {**balanced(add="10"), "eligibility": [{"key": "member", "when": "y > 0"}]}
    result = calculated(document, "100", "7")
    assert result["balances"]["kept"] == {"opening": "7.00", "added": "0.00", "taken": "0.00", "closing": "7.00"}
    assert (result["total"], paid(result, "kept")["amount"]) == ("0.00", "0.00")


def test_a_total_that_a_balance_takes_whole_says_so() -> None:
    result = calculated(balanced(take="x"), "100", "500")
    assert (result["outcome"], codes(result["reasons"])) == ("zero", ["balance:kept"])


REFUSED: list[tuple[str, Document, dict[str, str]]] = [
    ("a draw without an end", balanced(kind="draw", add="1"), {"/balances/kept": "plan.draw_end"}),
    ("neither adds nor takes", balanced(), {"/balances/kept": "plan.missing_key"}),
    ("adds less than nothing", balanced(add="-1"), {"/balances/kept/add": "plan.negative_balance"}),
    ("the name of a component", {**balanced(add="1"), "components": [{"key": "kept", "amount": "1"}]},
     {"/components/0/key": "plan.name_taken"}),
    ("a reserved name", {**balanced(add="1"), "values": {"earned": "1"}}, {"/values/earned": "plan.reserved_name"}),
]  # fmt: skip


@pytest.mark.parametrize(("document", "found"), named(REFUSED))
def test_balances_that_cannot_stand(document: Document, found: dict[str, str]) -> None:
    assert refusals(document) == found


def test_a_draw_with_an_end_needs_the_period() -> None:
    document = balanced(kind="draw", add="1", until="2026-12-01")
    assert sheet(document, {"inputs": {"x": "1"}}, period=JULY).compiled.needs_period
