"""A short column over more rows: everybody takes the value, or the fault, of one entry."""

import pytest

from rules.columns import Flag, Number, Word, gathered
from rules.problems import Problem

FAULT = Problem("fact.missing", "/facts/x", "missing")


def test_each_row_takes_its_entry() -> None:
    column = gathered(Number([1, 2, 3], [1, 2, 3], {1: FAULT}), [2, 1, 0, 1])
    assert [column.at(row) for row in range(4)] == [1, None, 1, None]
    assert column.faults == {1: FAULT, 3: FAULT}


def test_words_and_conditions_alike() -> None:
    assert gathered(Word(["a", "b"]), [1, 1, 0]).words == ["b", "b", "a"]
    assert gathered(Flag([True, False]), [1, 0]).marks == [False, True]


@pytest.mark.parametrize("size", [1, 3])
def test_one_entry_for_all_stays_one(size: int) -> None:
    column = gathered(Number(7, 2, {0: FAULT}), [0] * size)
    assert (column.nums, column.den, column.faults) == (7, 2, dict.fromkeys(range(size), FAULT))


def test_a_single_row_has_plain_parts() -> None:
    column = gathered(Number([1, 2], 10), [1])
    assert (column.nums, column.den) == (2, 10)
