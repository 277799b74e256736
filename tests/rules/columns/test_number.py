"""Exact number columns: every shape of column gives what the fractions of its rows give."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product

import pytest

from rules.columns import Flag, Number
from rules.columns.number import COMPARISONS
from rules.numbers import ROUNDINGS, RoundingMode
from rules.problems import Problem

MISSING = Problem("fact.missing", "/facts/a", "missing")
ZERO = Problem("calc.division_by_zero", "/values/b", "by zero")

# One value for all, one denominator for all, one of everything per row, one numerator over several denominators.
SHAPES = {
    "constant": Number(3, 4),
    "shared": Number([1, -5, 7], 6),
    "other shared": Number([2, 0, -3], 4),
    "same denominator": Number([4, 4, 4], 6),
    "per row": Number([1, -2, 9], [3, 7, 9]),
    "one over many": Number(-1, [2, 3, 5]),
}
PAIRS = list(product(SHAPES, SHAPES))

Operation = Callable[[Fraction, Fraction], Fraction]


def values(column: Number, size: int = 3) -> list[Fraction | None]:
    return [column.at(row) for row in range(size)]


def exact(name: str) -> list[Fraction]:
    return [value for value in values(SHAPES[name]) if value is not None]


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_arithmetic_is_exact_for_every_pair_of_shapes(left: str, right: str) -> None:
    a, b = SHAPES[left], SHAPES[right]
    rows = list(zip(exact(left), exact(right), strict=True))
    assert values(a + b) == [x + y for x, y in rows]
    assert values(a - b) == [x - y for x, y in rows]
    assert values(a * b) == [x * y for x, y in rows]
    assert values(a.lesser(b)) == [min(x, y) for x, y in rows]
    assert values(a.greater(b)) == [max(x, y) for x, y in rows]
    assert values(a.divided_by(b, 3, lambda: ZERO)) == [x / y if y else None for x, y in rows]


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_comparisons_and_choices_are_exact_for_every_pair_of_shapes(left: str, right: str) -> None:
    a, b = SHAPES[left], SHAPES[right]
    rows = list(zip(exact(left), exact(right), strict=True))
    for sign, compare in COMPARISONS.items():
        flag = a.compared(sign, b)
        assert [flag.at(row) for row in range(3)] == [compare(x, y) for x, y in rows]  # type: ignore[arg-type]
    for marks in (True, False, [True, False, True]):
        chosen = a.chosen(Flag(marks), b)
        taken = [marks] * 3 if isinstance(marks, bool) else marks
        assert values(chosen) == [x if mark else y for mark, (x, y) in zip(taken, rows, strict=True)]


@pytest.mark.parametrize("name", SHAPES)
def test_signs_whole_parts_and_reduction(name: str) -> None:
    column, rows = SHAPES[name], exact(name)
    assert values(-column) == [-x for x in rows]
    assert values(abs(column)) == [abs(x) for x in rows]
    assert values(column.floor()) == [Fraction(x.numerator // x.denominator) for x in rows]
    assert values(column.reduced()) == rows


@pytest.mark.parametrize("mode", ROUNDINGS)
@pytest.mark.parametrize("name", SHAPES)
def test_rounding_is_the_rounding_of_each_row(name: str, mode: RoundingMode) -> None:
    for places in (0, 1, 2):
        units = [ROUNDINGS[mode]((x * 10**places).numerator, (x * 10**places).denominator) for x in exact(name)]
        assert values(SHAPES[name].rounded(places, mode)) == [Fraction(unit, 10**places) for unit in units]


def test_amounts_that_are_cents_already_are_taken_as_they_are() -> None:
    cents = [150, 275]
    assert Number(cents, 100).in_units(2) is cents


def test_positive_halves_of_a_batch_go_up_and_negative_ones_down() -> None:
    assert Number([1, 3, 5], 2).in_units(0) == [1, 2, 3]
    assert Number([1, -1], 2).in_units(0) == [1, -1]
    assert Number([], 2).in_units(0) == []


def test_reduction_divides_by_what_all_rows_share() -> None:
    reduced = Number([6, 9], 12).reduced()
    assert (reduced.nums, reduced.den) == ([2, 3], 4)
    assert Number([1, 2], 3).reduced().den == 3
    assert Number(6, 12).reduced().nums == 1


def test_division_by_zero_is_a_fault_of_its_own_row() -> None:
    quotient = Number([6, 6, 6], 1).divided_by(Number([2, 0, -3], 1), 3, lambda: ZERO)
    assert values(quotient) == [3, None, -2]
    assert quotient.faults == {1: ZERO}


def test_division_by_a_constant_zero_is_a_fault_of_every_row() -> None:
    quotient = Number([1, 2], 1, {0: MISSING}).divided_by(Number(0), 2, lambda: ZERO)
    assert quotient.faults == {0: MISSING, 1: ZERO}


def test_the_fault_of_an_unused_divisor_is_not_made() -> None:
    def never() -> Problem:
        raise AssertionError

    assert values(Number(1).divided_by(Number([-1, -2], 1), 2, never), 2) == [-1, Fraction(-1, 2)]
    assert values(Number(1).divided_by(Number(-2), 1, never), 1) == [Fraction(-1, 2)]


def test_faults_follow_the_value_through_every_operation_and_touch_no_other_row() -> None:
    faulty, other = Number([1, 2], 1, {0: MISSING}), Number([3, 4], 1, {0: ZERO, 1: ZERO})
    for result in (
        faulty + other, faulty - other, faulty * other, faulty.lesser(other), faulty.greater(other),
        faulty.divided_by(other, 2, lambda: ZERO),
    ):  # fmt: skip
        assert result.faults == {0: MISSING, 1: ZERO}
    for result in (-faulty, abs(faulty), faulty.floor(), faulty.rounded(2), faulty.reduced()):
        assert result.faults == {0: MISSING}
    assert faulty.compared("<", other).faults == {0: MISSING, 1: ZERO}


def test_only_the_branch_that_a_row_takes_can_fault_it() -> None:
    left, right = Number([1, 2], 1, {1: MISSING}), Number([3, 4], 1, {0: ZERO})
    assert values(left.chosen(Flag([True, False]), right), 2) == [1, 4]
    assert left.chosen(Flag([False, True]), right).faults == {0: ZERO, 1: MISSING}
    assert left.chosen(Flag(True, {0: ZERO}), right).faults == {0: ZERO, 1: MISSING}


def test_further_faults_can_be_put_on_rows_and_the_first_one_stays() -> None:
    column = Number([1, 2], 1, {0: MISSING})
    assert column.with_faults({}) is column
    assert column.with_faults({0: ZERO, 1: ZERO}).faults == {0: MISSING, 1: ZERO}
    assert column.fault(0) == MISSING
    assert column.fault(1) is None
    assert column.without_faults().faults == {}


def test_columns_are_made_from_fractions() -> None:
    thirds = [Fraction(1, 3), Fraction(1, 2)]
    assert Number.of_fractions(thirds).den == 6
    assert values(Number.of_fractions(thirds), 2) == thirds
    assert Number.of_row_fractions(thirds).den == [3, 2]
    assert Number.of_row_fractions(thirds[:1]).den == 3
    assert values(Number.of_row_fractions(thirds, {0: MISSING}), 2) == [None, Fraction(1, 2)]
    assert Number.constant(Fraction(2, 3)).at(99) == Fraction(2, 3)
    assert Number.constant(5).at(0) == 5


@pytest.mark.parametrize(
    ("column", "texts"),
    [
        (Number(1, 3), ["0.333333333333"] * 2),
        (Number([1, 5], 4), ["0.25", "1.25"]),
        (Number([3, 5], 10), ["0.3", "0.5"]),
        (Number([1, 2], 3), ["0.333333333333", "0.666666666667"]),
        (Number([1, -2], [3, 4]), ["0.333333333333", "-0.5"]),
        (Number(7, [2, 4]), ["3.5", "1.75"]),
        (Number([10, 20], 1), ["10", "20"]),
    ],
)
def test_a_whole_column_is_shown_like_its_rows(column: Number, texts: list[str]) -> None:
    assert column.texts(2) == texts
    assert [column.text(row) for row in range(2)] == texts


def test_a_faulty_row_is_shown_as_nothing() -> None:
    assert Number([1, 2], 1, {0: MISSING}).texts(2) == [None, "2"]
    assert Number(1, 1, {1: MISSING}).texts(2) == ["1", None]
    assert Number(1, 1, {0: MISSING}).text(0) is None


def test_a_column_is_never_taken_for_one_truth_value() -> None:
    with pytest.raises(TypeError, match="no single truth value"):
        bool(Number(1))
