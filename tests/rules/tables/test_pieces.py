"""Straight lines through points."""

from fractions import Fraction

import pytest

from rules.columns import Number
from rules.tables import through_points
from tests.rules.build import named
from tests.rules.tables.shown import MISSING, numbers, shown

ACCELERATOR = [("0.8", "0"), ("1", "1"), ("1", "2"), ("1.5", "3")]

CASES = [
    ("flat before the first point", "0", "0"),
    ("at the first point", "0.8", "0"),
    ("half way", "0.9", "1/2"),
    ("just before a jump", "0.999", "199/200"),
    ("at a jump the later point holds", "1", "2"),
    ("after the jump", "1.25", "5/2"),
    ("at the last point", "1.5", "3"),
    ("flat after it", "99", "3"),
]


@pytest.mark.parametrize(("x", "value"), named(CASES))
def test_interpolation(x: str, value: str) -> None:
    line = through_points([(Fraction(at), Fraction(given)) for at, given in ACCELERATOR])
    assert shown(line.of(numbers(x))[0], 1) == [value]
    assert shown(line.of(numbers(x, "0.9", x))[0], 3) == [value, "1/2", value]


def test_thirds_stay_exact() -> None:
    line = through_points([(Fraction(0), Fraction(0)), (Fraction(3), Fraction(1))])
    assert shown(line.of(numbers("1", "2"))[0], 2) == ["1/3", "2/3"]


def test_one_point_is_a_constant() -> None:
    line = through_points([(Fraction(1), Fraction(7))])
    assert shown(line.of(numbers("0", "1", "2"))[0], 3) == ["7"] * 3


def test_a_missing_value_has_no_place_on_the_line() -> None:
    line = through_points([(Fraction(0), Fraction(0)), (Fraction(3), Fraction(1))])
    value, positions = line.of(Number([0, 3], 1, {0: MISSING}))
    assert value.faults == {0: MISSING}
    assert positions == [1, 2]
