"""Rows of a fact for a whole batch: spreading people over their rows, and adding rows up per person."""

from fractions import Fraction

import pytest

from rules.columns import Flag, Number, RowLabel, Rows, Word
from rules.problems import Problem

BAD = Problem("calc.division_by_zero", "/f", "bad")
GONE = Problem("fact.missing", "/facts/deals", "gone")
# Three people with two rows, none, and one.
BOUNDS = [0, 2, 2, 3]


def rows(bounds: list[int], **faults: Problem) -> Rows:
    labels = [RowLabel("", "", "", "")] * bounds[-1]
    return Rows("deals", bounds, {}, labels, {int(row[1:]): fault for row, fault in faults.items()})


def values(column: Number, size: int) -> list[Fraction | None]:
    return [column.at(row) for row in range(size)]


def test_whose_rows_they_are() -> None:
    found = rows(BOUNDS)
    assert found.count == 3
    assert [list(found.of(person)) for person in range(3)] == [[0, 1], [], [2]]
    with pytest.raises(TypeError):
        bool(found)


def test_people_are_spread_over_their_rows() -> None:
    found = rows(BOUNDS)
    assert found.spread(Number([1, 2, 3], [4, 5, 6])).nums == [1, 1, 3]  # type: ignore[union-attr]
    assert found.spread(Flag([True, False, False])).marks == [True, True, False]  # type: ignore[union-attr]
    assert found.spread(Word(["a", "b", "c"])).words == ["a", "a", "c"]  # type: ignore[union-attr]
    assert found.spread(Number(7)).nums == 7  # type: ignore[union-attr]


def test_faults_go_with_the_people() -> None:
    assert rows(BOUNDS).spread(Number([1, 2, 3], 1, {0: BAD, 1: GONE})).faults == {0: BAD, 1: BAD}


def test_one_row_in_a_batch_is_a_plain_value() -> None:
    assert rows([0, 0, 1]).spread(Number([1, 2])).nums == 2  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("column", "sums"),
    [
        (Number([10, 20, 5], 10), [Fraction(3), Fraction(0), Fraction(1, 2)]),
        (Number(1, 3), [Fraction(2, 3), Fraction(0), Fraction(1, 3)]),
        (Number([1, 1, 1], [2, 3, 7]), [Fraction(5, 6), Fraction(0), Fraction(1, 7)]),
        (Number(1, [2, 4, 8]), [Fraction(3, 4), Fraction(0), Fraction(1, 8)]),
    ],
)
def test_rows_add_up_per_person(column: Number, sums: list[Fraction]) -> None:
    assert values(rows(BOUNDS).added_up(column), 3) == sums


def test_one_person_is_a_column_of_plain_integers() -> None:
    assert rows([0, 2]).added_up(Number([1, 2])).nums == 3
    total = rows([0, 2]).added_up(Number([1, 2], [2, 3]))
    assert (total.nums, total.den) == (7, 6)
    assert rows([0, 0]).added_up(Number([])).nums == 0


def test_the_first_faulty_row_takes_its_persons_sum() -> None:
    total = rows(BOUNDS, p1=GONE).added_up(Number([1, 2, 3], 1, {1: GONE, 0: BAD}))
    assert total.faults == {0: BAD, 1: GONE}
    assert values(total, 3) == [None, None, Fraction(3)]
