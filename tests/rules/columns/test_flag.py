"""Yes/no columns: and, or, not and choices read the other side only in the rows that need it."""

import pytest

from rules.columns import Flag
from rules.columns.flag import Bits
from rules.problems import Problem

FAULT = Problem("fact.missing", "/facts/a", "missing")
OTHER = Problem("calc.division_by_zero", "/values/b", "by zero")


def values(flag: Flag, size: int = 2) -> list[bool | None]:
    return [flag.at(row) for row in range(size)]


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (True, True, True, True),
        (True, False, False, True),
        ([True, False], True, [True, False], [True, True]),
        ([True, False], [False, False], [False, False], [True, False]),
    ],
)
def test_and_and_or_row_by_row(left: Bits, right: Bits, both: Bits, either: Bits) -> None:
    assert Flag(left).both(Flag(right)).marks == both
    assert Flag(left).either(Flag(right)).marks == either


def test_a_false_left_side_hides_what_is_wrong_on_the_right_of_and() -> None:
    right = Flag([True, True], {0: FAULT, 1: FAULT})
    assert values(Flag([False, True]).both(right)) == [False, None]
    assert Flag([False, True]).both(right).fault(1) == FAULT


def test_a_true_left_side_hides_what_is_wrong_on_the_right_of_or() -> None:
    right = Flag([False, False], {0: FAULT, 1: FAULT})
    assert values(Flag([False, True]).either(right)) == [None, True]


def test_a_fault_on_the_left_is_never_hidden() -> None:
    left = Flag([False, True], {0: FAULT, 1: FAULT})
    assert values(left.both(Flag(True))) == [None, None]
    assert values(left.either(Flag(True))) == [None, None]
    assert values(left.negated()) == [None, None]
    assert left.both(Flag([True, True], {0: OTHER})).fault(0) == FAULT


def test_a_choice_reads_only_the_branch_taken() -> None:
    condition = Flag([True, False])
    chosen = condition.chosen(Flag([True, True], {1: FAULT}), Flag([False, False], {0: FAULT}))
    assert values(chosen) == [True, False]
    faulty = condition.chosen(Flag(True, {0: FAULT}), Flag(False))
    assert values(faulty) == [None, False]
    assert Flag(True, {1: OTHER}).chosen(Flag(False), Flag(True)).fault(1) == OTHER


def test_not_everywhere_is_not_the_same_as_nowhere() -> None:
    assert Flag(True).holds_everywhere()
    assert not Flag(True).fails_everywhere()
    assert Flag([False, False]).fails_everywhere()
    assert not Flag([False, True]).fails_everywhere()
    assert not Flag([False, True]).holds_everywhere()
    assert not Flag(True, {0: FAULT}).holds_everywhere()
    assert not Flag(False, {0: FAULT}).fails_everywhere()


def test_a_flag_is_shown_as_true_false_or_nothing() -> None:
    flag = Flag([True, False, True], {2: FAULT})
    assert [flag.text(row) for row in range(3)] == ["true", "false", None]


def test_a_column_is_never_taken_for_one_truth_value() -> None:
    with pytest.raises(TypeError, match="no single truth value"):
        bool(Flag(True))
