"""Parts of columns: one integer for everybody, or one per row."""

from operator import add

import pytest

from rules.columns.cells import Cell, each, rows_of


@pytest.mark.parametrize(
    ("left", "right", "sums"),
    [(1, 2, 3), ([1, 2], 10, [11, 12]), (10, [1, 2], [11, 12]), ([1, 2], [3, 4], [4, 6]), ([], 1, [])],
)
def test_an_operation_runs_once_where_all_rows_are_the_same(left: Cell, right: Cell, sums: Cell) -> None:
    assert each(add, left, right) == sums


def test_a_shared_part_is_spelled_out_row_by_row() -> None:
    assert list(rows_of(7, 3)) == [7, 7, 7]
    assert list(rows_of([1, 2], 2)) == [1, 2]
