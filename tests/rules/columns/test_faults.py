"""Faults stay on their own row, and count only where the value was really read."""

import pytest

from rules.columns import NO_FAULTS, Faults, every_row, merged, only_where
from rules.problems import Problem

MISSING = Problem("fact.missing", "/facts/a", "missing")
ZERO = Problem("calc.division_by_zero", "/values/b", "by zero")


def test_what_was_met_first_counts() -> None:
    assert merged({0: MISSING}, {0: ZERO, 1: ZERO}) == {0: MISSING, 1: ZERO}
    assert merged(NO_FAULTS, {1: ZERO}) == {1: ZERO}
    assert merged({1: ZERO}, NO_FAULTS) == {1: ZERO}


@pytest.mark.parametrize(
    ("mask", "wanted", "left"),
    [
        (True, True, {0: MISSING, 2: ZERO}),
        (True, False, {}),
        (False, False, {0: MISSING, 2: ZERO}),
        ([True, True, False], True, {0: MISSING}),
        ([True, True, False], False, {2: ZERO}),
    ],
)
def test_a_fault_in_a_branch_that_a_row_does_not_take_is_gone(
    mask: bool | list[bool], wanted: bool, left: Faults
) -> None:
    assert only_where({0: MISSING, 2: ZERO}, mask, wanted) == left
    assert only_where(NO_FAULTS, mask, wanted) == {}


def test_one_problem_can_stand_on_many_rows() -> None:
    assert every_row([1, 3], ZERO) == {1: ZERO, 3: ZERO}
