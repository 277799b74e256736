"""The list of whose pay wants a look before it is approved."""

from fractions import Fraction

import pytest

from rules import PlanPay, VarianceLimits, variances
from tests.rules.build import named

NONE = VarianceLimits()
ONE = {(1, "sales"): 1}


def euro(minor: int | None, participant: int = 1, plan_key: str = "sales") -> PlanPay:
    """A result in euro cents."""
    return PlanPay(participant, plan_key, "EUR", minor)


def kinds(before: list[PlanPay], now: list[PlanPay], limits: VarianceLimits = NONE, expected: int = 1) -> list[str]:
    """What is found about one person and plan."""
    places = {(1, "sales"): expected} if expected else {}
    return [variance.kind for variance in variances(before, now, places, limits)]


@pytest.mark.parametrize(
    ("before", "now", "expected", "found"),
    named(
        [
            ("as before", [euro(5)], [euro(5)], 1, []),
            ("moved", [euro(5)], [euro(6)], 1, ["moved"]),
            ("missing", [euro(5)], [], 1, ["missing"]),
            ("missing and new", [], [], 1, ["missing"]),
            ("twice", [euro(5)], [euro(2), euro(3)], 1, ["twice"]),
            ("twice and more", [euro(5)], [euro(5), euro(5)], 1, ["twice", "moved"]),
            ("two versions", [euro(5)], [euro(2), euro(3)], 2, []),
            ("one of two versions", [euro(5)], [euro(5)], 2, ["missing"]),
            ("left", [euro(5)], [], 0, ["left"]),
            ("joined", [], [euro(5)], 1, ["joined"]),
            ("blocked", [euro(5)], [euro(None)], 1, ["blocked"]),
            ("blocked before", [euro(None)], [euro(5)], 1, ["moved"]),
            ("nothing both times", [euro(0)], [euro(0)], 1, []),
        ]
    ),
)
def test_what_is_found(before: list[PlanPay], now: list[PlanPay], expected: int, found: list[str]) -> None:
    assert kinds(before, now, expected=expected) == found


@pytest.mark.parametrize(
    ("before", "now", "limits", "listed"),
    named(
        [
            ("at the amount", 1000, 1100, VarianceLimits({"EUR": 100}), False),
            ("a cent more", 1000, 1101, VarianceLimits({"EUR": 100}), True),
            ("a cent less", 1000, 899, VarianceLimits({"EUR": 100}), True),
            ("at the percentage", 300, 400, VarianceLimits(percent=Fraction(100, 3)), False),
            ("above the percentage", 300, 401, VarianceLimits(percent=Fraction(100, 3)), True),
            ("either of both", 300, 401, VarianceLimits({"EUR": 1000}, Fraction(100, 3)), True),
            ("of a negative amount", -300, -250, VarianceLimits(percent=Fraction(10)), True),
            ("from nothing", 0, 1, VarianceLimits(percent=Fraction(1000)), True),
            ("a limit in another currency only", 1000, 2000, VarianceLimits({"USD": 1}), False),
        ]
    ),
)
def test_limits_are_exact(before: int, now: int, limits: VarianceLimits, listed: bool) -> None:
    assert kinds([euro(before)], [euro(now)], limits) == (["moved"] if listed else [])


def test_another_currency_is_more_than_any_percentage() -> None:
    [found] = variances([euro(1000)], [PlanPay(1, "sales", "CHF", 1000)], ONE, VarianceLimits(percent=Fraction(500)))
    assert (found.kind, found.percent) == ("moved", None)
    assert found.to_json()["change"] == {"CHF": "10.00", "EUR": "-10.00"}


def test_a_line_shows_both_amounts_and_the_exact_move() -> None:
    [found] = variances([euro(300)], [euro(400)], ONE, NONE)
    assert found.percent == Fraction(100, 3)
    assert found.to_json() == {
        "kind": "moved",
        "plan": "sales",
        "before": {"EUR": "3.00"},
        "now": {"EUR": "4.00"},
        "change": {"EUR": "1.00"},
        "percent": "33.333333333333",
    }


def test_whom_another_group_pays_too_is_found_beside_everything_else() -> None:
    places = {(2, "sales"), (3, "sales")}
    found = variances([], [euro(5), euro(5, participant=2)], {}, NONE, elsewhere=places)
    assert [(each.participant, each.kind) for each in found] == [(1, "joined"), (2, "joined"), (2, "elsewhere")]


def test_the_list_is_sorted_by_person_and_plan() -> None:
    now = [euro(1, 10), euro(1, 9, "spiff"), euro(1, 9)]
    found = variances([], now, {(pay.participant, pay.plan_key): 1 for pay in now}, NONE)
    assert [(line.participant, line.plan_key) for line in found] == [(9, "sales"), (9, "spiff"), (10, "sales")]
