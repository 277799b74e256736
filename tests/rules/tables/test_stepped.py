"""`rate` and `step`: the value of the row reached."""

from fractions import Fraction

from rules.columns import Number
from rules.tables import Constants, Edge, Edges, Stepped
from tests.rules.tables.shown import BELOW, MISSING, numbers, shown

WHOLE = Stepped(
    Edges((Edge(Fraction(0)), Edge(Fraction(100)), Edge(Fraction(200)))),
    Constants([Fraction("0.01"), Fraction("0.02"), Fraction("0.03")]),
)


def test_reaching_a_row_gives_its_value_and_the_edge_belongs_to_it() -> None:
    value, rows = WHOLE.of(numbers("0", "99.99", "100", "500"), 4, BELOW)
    assert shown(value, 4) == ["1/100", "1/100", "1/50", "3/100"]
    assert rows == [0, 0, 1, 2]


def test_under_the_first_row_is_a_fault_of_that_person_only() -> None:
    value, rows = WHOLE.of(numbers("-0.01", "5"), 2, BELOW)
    assert value.faults == {0: BELOW}
    assert rows == [-1, 0]


def test_a_value_that_is_the_same_for_all_reaches_one_row() -> None:
    value, rows = WHOLE.of(Number.constant(150), 3, BELOW)
    assert (shown(value, 3), rows) == (["1/50"] * 3, 1)
    value, rows = WHOLE.of(Number.constant(-1), 3, BELOW)
    assert (value.faults, rows) == (dict.fromkeys(range(3), BELOW), -1)


def test_a_missing_value_stays_missing_and_is_not_taken_for_a_low_one() -> None:
    value, _ = WHOLE.of(Number([-5, 5], 1, {0: MISSING}), 2, BELOW)
    assert value.faults == {0: MISSING}
