"""Reasons: why a line pays less or more than its formula gave, one per cause, at its place."""

from typing import Any

import pytest

from tests.rules.build import named, one, paid, paying, plan

X = {"x": {"kind": "number", "default": "1"}}
HALF = {"key": "half", "when": "x > 1", "scope": "pay", "otherwise": {"factor": "0.5"}, "title": "Half the time"}
ON_TOTAL = {"key": "on_total", "when": "x > 1", "otherwise": {"factor": "0.5"}}

CASES: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    ("nothing taken", {"amount": "10"}, []),
    ("a limit that does not bind", {"amount": "10", "pay": {"cap": "10", "floor": "10"}}, []),
    ("a gate", {"amount": "10", "gates": [HALF]}, [("gate_closed:half", "/gates/half")]),
    ("a gate of which nothing is left to see", {"amount": "0", "gates": [HALF]},
     [("gross_zero", "/components/pay/amount")]),
    ("a cap", {"amount": "10", "pay": {"cap": "4"}}, [("capped", "/components/pay/cap")]),
    ("a floor", {"amount": "10", "pay": {"floor": "40"}}, [("raised_to_floor", "/components/pay/floor")]),
    ("a floor under nothing", {"amount": "0", "pay": {"floor": "40"}}, [("raised_to_floor", "/components/pay/floor")]),
    ("a floor under a fraction of a cent", {"amount": "0.001", "pay": {"floor": "40"}},
     [("raised_to_floor", "/components/pay/floor")]),
    ("a gate and a cap", {"amount": "10", "gates": [HALF], "pay": {"cap": "4"}},
     [("gate_closed:half", "/gates/half"), ("capped", "/components/pay/cap")]),
    ("a gate on the total", {"amount": "10", "gates": [ON_TOTAL]}, [("gate_closed:on_total", "/gates/on_total")]),
    ("a cap of the total", {"amount": "10", "limits": {"total_cap": "4"}}, [("total_capped", "/limits/total_cap")]),
    ("everything", {"amount": "100", "gates": [HALF, ON_TOTAL], "pay": {"cap": "40"}, "limits": {"total_cap": "4"}},
     [("gate_closed:half", "/gates/half"), ("capped", "/components/pay/cap"),
      ("gate_closed:on_total", "/gates/on_total"), ("total_capped", "/limits/total_cap")]),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "reasons"), named(CASES))
def test_a_line_says_what_changed_it(parts: dict[str, Any], reasons: list[tuple[str, str]]) -> None:
    shown = paid(one(paying(**{"inputs": X, **parts})))
    assert [(reason["code"], reason["path"]) for reason in shown["reasons"]] == reasons


def test_a_reason_speaks_of_titles() -> None:
    [reason] = paid(one(paying("10", inputs=X, gates=[HALF])))["reasons"]
    assert reason["message"] == "gate not passed: Half the time"


def test_a_zero_result_has_each_reason_once() -> None:
    lines = [{"key": key, "amount": "10"} for key in ("a", "b", "c")]
    stop = {"key": "stop", "when": "x > 1", "otherwise": {"factor": "0"}}
    result = one(plan(inputs=X, components=lines, gates=[stop]))
    assert [(reason["code"], reason["path"]) for reason in result["reasons"]] == [("gate_closed:stop", "/gates/stop")]


def test_who_is_paid_has_no_reasons() -> None:
    assert one(paying("10", inputs=X, gates=[HALF]))["reasons"] == []
