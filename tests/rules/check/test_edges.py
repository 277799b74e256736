"""Where a band begins, with every way of rounding before it."""

from fractions import Fraction
from itertools import product

import pytest

from rules.check.edges import edges_of
from rules.columns import Number
from rules.compiled.tables import compile_bands
from rules.numbers import RoundingMode
from rules.plan import Band, Ratings, Rounding

MODES: list[RoundingMode] = ["half_up", "half_even", "down", "up"]
EDGES = ("0.7", "0.65", "0.66", "1/3", "0", "-0.65", "-0.7", "2")


def ratings(edge: str, *, above: bool, places: int | None) -> Ratings:
    """Two bands that meet at the edge."""
    last = Band.model_validate({"grade": "high", "above" if above else "from": edge})
    return Ratings(bands=(Band(grade="low"), last), round_before_band=places)


@pytest.mark.parametrize(
    ("mode", "edge", "above", "places"), list(product(MODES, EDGES, (False, True), (None, 0, 1, 12)))
)
def test_the_two_sides_fall_into_neighbouring_bands(
    mode: RoundingMode, edge: str, above: bool, places: int | None
) -> None:
    banded = ratings(edge, above=above, places=places)
    [(index, found)] = edges_of(banded, Rounding(mode=mode), stored=False)
    assert index == 1
    assert found.at in (found.below, found.reached)
    assert 0 < found.reached - found.below < Fraction(1, 10**20)
    bands = compile_bands(banded)
    for value, grade in ((found.below, "low"), (found.reached, "high")):
        looked_up = Number.constant(value)
        position = bands.edges.positions(looked_up if places is None else looked_up.rounded(places, mode))
        assert isinstance(position, int)
        assert bands.grades[position] == grade


@pytest.mark.parametrize(("edge", "steps", "at"), [("0.66", 1, "0.7"), ("0.7", 1, "0.7"), ("1/3", 0, "1")])
def test_a_stored_number_is_on_its_grid(edge: str, steps: int, at: str) -> None:
    banded = ratings(edge, above=False, places=None)
    [(_, found)] = edges_of(banded, Rounding(steps=steps), stored=True)
    assert found.at == found.reached == Fraction(at)
    assert found.below < Fraction(edge)


def test_an_edge_that_is_left_out_lies_below_the_first_stored_number() -> None:
    [(_, found)] = edges_of(ratings("0.7", above=True, places=None), Rounding(steps=1), stored=True)
    assert found.at == Fraction("0.8")


def test_the_first_band_has_no_edge_to_cross() -> None:
    only = Ratings(bands=(Band.model_validate({"grade": "only", "from": "1"}),))
    assert edges_of(only, Rounding(), stored=True) == []
