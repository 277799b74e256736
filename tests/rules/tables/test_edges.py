"""Which row a value falls into: half-open, decided on exact values, whatever the column looks like."""

from fractions import Fraction

import pytest

from rules.columns import Number
from rules.tables import Constants, Edge, Edges
from tests.rules.build import named

CLOSED = Edges((Edge(Fraction(0)), Edge(Fraction(1, 3)), Edge(Fraction(1))))
OPEN = Edges((Edge(None), Edge(Fraction(7, 10)), Edge(Fraction(1))))
ABOVE = Edges((Edge(None), Edge(Fraction(1), above=True)))
ONLY_OPEN = Edges((Edge(None),))

CASES = [
    ("under the first row", CLOSED, "-1/1000000000000", -1),
    ("exactly at the first edge", CLOSED, "0", 0),
    ("a hair under a third", CLOSED, "333333333333/1000000000000", 0),
    ("exactly a third", CLOSED, "1/3", 1),
    ("a hair over a third", CLOSED, "333333333334/1000000000000", 1),
    ("the last row is open above", CLOSED, "999999", 2),
    ("an open first row takes anything low", OPEN, "-999999", 0),
    ("the lower edge is included", OPEN, "0.7", 1),
    ("0.99996 is not 1", OPEN, "0.99996", 1),
    ("1 is 1", OPEN, "1", 2),
    ("`above` leaves the edge itself out", ABOVE, "1", 0),
    ("and begins right after it", ABOVE, "1000000000001/1000000000000", 1),
    ("one open row holds everything", ONLY_OPEN, "-5", 0),
]


@pytest.mark.parametrize(("edges", "text", "position"), named(CASES))
def test_position(edges: Edges, text: str, position: int) -> None:
    value = Fraction(text)
    assert edges.positions(Number.constant(value)) == position
    assert edges.positions(Number([value.numerator] * 2, value.denominator)) == [position] * 2
    assert edges.positions(Number([value.numerator] * 2, [value.denominator] * 2)) == [position] * 2
    assert edges.positions(Number(value.numerator, [value.denominator, value.denominator])) == [position] * 2


def test_constants_are_spread_over_rows() -> None:
    constants = Constants([Fraction(1, 2), Fraction(1, 3)])
    assert constants.values == (Fraction(1, 2), Fraction(1, 3))
    assert constants.at(1).at(0) == Fraction(1, 3)
    spread = constants.at([0, 1, 0])
    assert [spread.at(row) for row in range(3)] == [Fraction(1, 2), Fraction(1, 3), Fraction(1, 2)]
