"""A whole amount is split into whole parts that add up to it, cent by cent."""

from fractions import Fraction

import pytest

from rules.numbers import allocate
from tests.rules.build import named

CASES = [
    ("even thirds of a euro: the tie goes to the first key", 100, ["100/3", "100/3", "100/3"], "abc", [34, 33, 33]),
    ("two cents left: the first two keys", 101, ["101/3", "101/3", "101/3"], "abc", [34, 34, 33]),
    ("the larger remainder first, whatever the key", 10, ["3.2", "3.3", "3.5"], "abc", [3, 3, 4]),
    ("ties by code point, capitals before small letters", 1, ["0.5", "0.5"], "aB", [0, 1]),
    ("listing order means nothing", 100, ["100/3", "100/3", "100/3"], "cba", [33, 33, 34]),
    ("nothing to split", 0, ["0", "0"], "ab", [0, 0]),
    ("whole shares stay", 7, ["3", "4"], "ab", [3, 4]),
    ("no parts at all", 0, [], "", []),
    ("a negative amount mirrors", -100, ["-100/3", "-100/3", "-100/3"], "abc", [-34, -33, -33]),
    ("a negative line beside a positive one", 5, ["7.5", "-2.5"], "ab", [8, -3]),
    ("half a cent against half a cent", 0, ["0.5", "-0.5"], "ab", [1, -1]),
    ("the same reversed", 0, ["-0.5", "0.5"], "ab", [-1, 1]),
    ("more than it against less", -5, ["-7.5", "2.5"], "ab", [-8, 3]),
]


@pytest.mark.parametrize(("total", "ideals", "ties", "parts"), named(CASES))
def test_largest_remainder(total: int, ideals: list[str], ties: str, parts: list[int]) -> None:
    assert allocate(total, [Fraction(ideal) for ideal in ideals], list(ties)) == parts
    assert sum(parts) == total


@pytest.mark.parametrize(("total", "ideals", "ties", "parts"), named(CASES))
def test_the_split_of_the_reversal_is_the_exact_negative(
    total: int, ideals: list[str], ties: str, parts: list[int]
) -> None:
    assert allocate(-total, [-Fraction(ideal) for ideal in ideals], list(ties)) == [-part for part in parts]


@pytest.mark.parametrize("total", [5, -1])
def test_shares_of_another_amount_are_a_defect_and_never_paid(total: int) -> None:
    with pytest.raises(ValueError, match="do not belong"):
        allocate(total, [Fraction(1), Fraction(1)], ["a", "b"])
