"""Examples over several periods whose money goes on: balances, reserves of caps, instalments, and blocked periods."""

from typing import Any

from rules.examples import ExampleRun, run_examples
from tests.rules.build import compiled, paying

EARNED = {"inputs": {"made": {"kind": "money"}, "x": {"kind": "number", "default": "1"}}}
DRAW = {"advance": {"sign": "owed_by_person", "add": "max(60 - pay, 0)", "take": "max(pay - 60, 0)"}}


def run(document: dict[str, Any], *periods: dict[str, Any], **example: Any) -> ExampleRun:
    """The one example of the plan."""
    [ran] = run_examples(compiled({**document, "examples": [{"name": "one", "periods": list(periods), **example}]}))
    return ran


def month(number: int, made: str, expect: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """A month of 2026, or of 2027 from 13 on."""
    ends = [f"{2026 + (n - 1) // 12}-{(n - 1) % 12 + 1:02}-01" for n in (number, number + 1)]
    period = {"start": ends[0], "end": ends[1]}
    return {"period": period, "inputs": {"made": made}, "expect": expect, **parts}


def test_a_balance_opens_with_what_it_closed_with() -> None:
    ran = run(
        paying("made", **EARNED, balances=DRAW),
        month(1, "20", {"total": "60", "balances": {"advance": "40"}}),
        month(2, "85", {"total": "60", "balances": {"advance": "15"}}),
        month(3, "100", {"total": "85", "balances": {"advance": "0"}}),
        month(4, "100", {"total": "100", "balances": {"advance": "0"}}),
        prior={"balances": {"advance": "0"}},
    )
    assert ran.report.differences == ()
    assert ran.scenes[1].people[0]["prior"]["paid"] == {"pay": "20"}, "balances are no pay"


def test_a_period_may_say_another_opening() -> None:
    ran = run(
        paying("made", **EARNED, balances=DRAW),
        month(1, "20", {"balances": {"advance": "40"}}),
        month(2, "85", {"total": "75"}, prior={"balances": {"advance": "10"}}),
    )
    assert ran.report.differences == ()


def test_a_blocked_period_moves_nothing() -> None:
    ran = run(
        paying("made / x", **EARNED, balances=DRAW),
        month(1, "20", {"balances": {"advance": "40"}}),
        month(2, "85", {"outcome": "blocked"}) | {"inputs": {"made": "85", "x": "0"}},
        month(3, "85", {"total": "60", "balances": {"advance": "15"}}),
    )
    assert ran.report.differences == ()
    assert ran.scenes[2].people[0]["prior"]["paid"] == {"pay": "20"}


def test_a_cap_of_the_year_counts_and_its_reserve_goes_on() -> None:
    capped = paying("made", **EARNED, pay={"cap": {"amount": "100", "per": "year", "carry": True}})
    ran = run(
        capped,
        month(11, "80", {"total": "80"}),
        month(12, "50", {"total": "20", "balances": {"pay_reserve": "30"}}),
        month(13, "10", {"total": "40", "components": {"pay_reserve": "30"}, "balances": {"pay_reserve": "0"}}),
        month(14, "90", {"total": "60", "balances": {"pay_reserve": "30"}}),
        prior={"paid": {"pay": "0"}},
    )
    assert ran.report.differences == ()


def test_instalments_are_paid_one_by_one() -> None:
    ran = run(
        paying("made", **EARNED, pay={"instalments": "3"}),
        month(1, "100", {"total": "33.33", "balances": {"pay_instalments": "66.67"}}),
        month(2, "30", {"total": "43.33", "balances": {"pay_instalments": "53.34"}}),
        month(3, "0", {"components": {"pay_instalments": "43.34"}}),
        month(4, "0", {"total": "10", "balances": {"pay_instalments": "0"}}),
    )
    assert ran.report.differences == ()
    last = ran.scenes[-1].batch.result(0)
    assert (last["instalments"], last["warnings"]) == ({}, [])


def test_open_instalments_may_be_stated() -> None:
    stated = {"instalments": {"pay": [{"amount": "90", "parts": 3, "paid": 1}]}}
    ran = run(paying("made", **EARNED, pay={"instalments": "3"}), month(1, "0", {"total": "30"}), prior=stated)
    assert ran.report.differences == ()
