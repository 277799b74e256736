"""What is owed stays owed: accounts of people who are not in the plan, or whose own pay cannot be computed."""

from datetime import date
from typing import Any

import pytest

from rules.period import Period
from tests.rules.build import Document, codes, named, one, plan, trace

JULY = Period(date(2026, 7, 1), date(2026, 8, 1))
DRAW = plan(
    inputs={"ok": {"kind": "boolean"}},
    kpis=[{"key": "rev"}],
    eligibility=[{"key": "member", "when": "ok"}],
    components=[
        {"key": "c", "amount": "rev.actual"},
        {"key": "d", "amount": "1", "instalments": 3},
    ],
    balances={"draw": {"sign": "owed_by_person", "take": "max(earned - 10, 0)"}},
)
STILL = {"opening": "1000.00", "added": "0.00", "taken": "0.00", "closing": "1000.00"}
UNKNOWN = dict.fromkeys(STILL)
SENT: Document = {"balances": {"draw": "1000"}, "instalments": {"d": []}}


def out(prior: Any, **person: Any) -> Document:
    """Somebody who is not in the plan and sends no facts."""
    return one(DRAW, inputs={"ok": False}, prior=prior, period=JULY, **person)


def test_a_debt_stays_where_pay_cannot_be_computed_and_the_person_is_not_in_the_plan() -> None:
    result = out(SENT)
    assert (result["outcome"], result["problems"], result["warnings"]) == ("zero", [], [])
    assert result["balances"]["draw"] == STILL


def test_a_debt_stays_outside_the_time_in_the_plan() -> None:
    person = {"inputs": {"ok": True}, "assignment": {"to": "2026-07-01"}}
    result = one(DRAW, prior=SENT, period=JULY, **person)
    assert (codes(result["reasons"]), result["balances"]["draw"]) == (["not_in_force"], STILL)


def test_who_is_blocked_shows_what_was_sent_and_carries_nothing_on() -> None:
    result = one(DRAW, inputs={"ok": True}, prior=SENT, period=JULY)
    assert (result["outcome"], codes(result["problems"])) == ("blocked", ["fact.missing"])
    assert result["balances"]["draw"] == {**UNKNOWN, "opening": "1000.00"}


UNREAD: list[tuple[str, Any, list[str], str | None, str | None]] = [
    # the case, prior, warnings, what the draw and the instalments close with
    ("an opening that is no number", {**SENT, "balances": {"draw": "much"}}, ["number.not_a_number"], None, "0.00"),
    ("an opening below 0", {**SENT, "balances": {"draw": "-1"}}, ["balance.negative_opening"], None, "0.00"),
    ("instalments that are none", {**SENT, "instalments": {"d": "x"}}, ["instalments.shape"], "1000.00", None),
    ("nothing sent", {}, ["balance.opening_assumed", "balance.opening_assumed"], "0.00", "0.00"),
    ("balances that are no object", {**SENT, "balances": "x"}, ["participant.shape"], None, None),
    ("prior that is no object", "x", ["participant.shape"], None, None),
    ("an account that is not kept", {**SENT, "balances": {"draw": "1000", "old": "7"}}, ["balance.unknown_key"],
     "1000.00", "0.00"),
    ("instalments of no component", {**SENT, "instalments": {"d": [], "old": []}}, ["instalments.unknown_key"],
     "1000.00", "0.00"),
    ("history is not carried on", {**SENT, "facts": "x", "paid": "x"}, [], "1000.00", "0.00"),
]  # fmt: skip


@pytest.mark.parametrize(("prior", "warnings", "draw", "parts"), named(UNREAD))
def test_what_cannot_be_carried_on_is_told_and_never_closes_with_0(
    prior: Any, warnings: list[str], draw: str | None, parts: str | None
) -> None:
    result = out(prior)
    assert (result["outcome"], codes(result["warnings"])) == ("zero", warnings)
    closings = {key: account["closing"] for key, account in result["balances"].items()}
    assert closings == {"draw": draw, "d_instalments": parts}


def test_open_instalments_stay_open() -> None:
    entry = {"amount": "9.00", "parts": 3, "paid": 1}
    result = out({**SENT, "instalments": {"d": [entry]}})
    assert (result["instalments"], result["balances"]["d_instalments"]["closing"]) == ({"d": [entry]}, "6.00")


def test_the_explanation_shows_the_same_opening() -> None:
    for ok, closing in ((False, "1000.00"), (True, None)):
        nodes = trace(DRAW, inputs={"ok": ok}, prior=SENT).nodes
        assert nodes["/balances/draw/opening"].value == "1000.00"
        assert nodes["/balances/draw/closing"].value == closing
