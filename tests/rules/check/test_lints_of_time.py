"""Lints about time in force: a plan that just triggers each, and those that just do not."""

from typing import Any

import pytest

from tests.rules.build import paying
from tests.rules.check.linted import warnings

CODE = "lint.unprorated_limit"


def limited(**own: Any) -> dict[str, Any]:
    return paying("100", pay=own, proration={"basis": "months"})


def test_a_limit_of_a_whole_period_on_part_of_its_pay() -> None:
    cap, floor = warnings(limited(prorate=True, cap="50", floor="10"), CODE)
    assert (cap.path, cap.numbers) == ("/components/0/cap", {"cap": "50"})
    assert (floor.path, floor.numbers) == ("/components/0/floor", {"floor": "10"})


@pytest.mark.parametrize(
    "own",
    [
        {"prorate": True, "cap": "50 * proration", "floor": "0"},
        {"prorate": True},
        {"cap": "50", "floor": "10"},
    ],
)
def test_limits_that_mean_what_they_say(own: dict[str, Any]) -> None:
    assert warnings(limited(**own), CODE) == []


SEPARATE: dict[str, Any] = {
    "inputs": {"fund": {"kind": "money"}},
    "facts": {"sales": {"take": "sum"}, "deals": {"kind": "rows", "fields": {"amount": {"kind": "number"}}}},
    "kpis": [{"key": "sales", "weight": "1", "measure": "volume", "levels": {"base": "0", "normal": "10"}}],
    "proration": {"basis": "months"},
}


@pytest.mark.parametrize("amount", ["fund", "fund * coefficient", "100"])
def test_a_whole_amount_in_every_segment(amount: str) -> None:
    [found] = warnings(paying(amount, segments="separate", **SEPARATE), "lint.paid_per_segment")
    assert found.path == "/components/0/amount"
    assert warnings(paying(amount, **SEPARATE), "lint.paid_per_segment") == []


@pytest.mark.parametrize(
    ("amount", "own"),
    [
        ("fund", {"prorate": True}),
        ("fund * proration", {}),
        ("sales.actual * 0.1", {}),
        ("sum(deals.amount)", {}),
        ("deals.amount", {"per": "deals"}),
    ],
)
def test_what_segments_share_out_by_themselves(amount: str, own: dict[str, Any]) -> None:
    assert warnings(paying(amount, pay=own, segments="separate", **SEPARATE), "lint.paid_per_segment") == []
