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
