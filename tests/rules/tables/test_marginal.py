"""Marginal tiers: T(already + x) − T(already), to the last fraction, with lines that say where it came from."""

from fractions import Fraction

import pytest

from rules.columns import Number
from rules.tables import Marginal, Tier, TierLine
from tests.rules.build import named
from tests.rules.tables.shown import BELOW, numbers, shown


def table(*rows: tuple[str | None, str] | tuple[str | None, str, str]) -> Marginal:
    """Tiers of (from, rate) or (from, rate, flat)."""
    return Marginal(
        tuple(
            Tier(None if start is None else Fraction(start), Fraction(rate), Fraction(*flat))
            for start, rate, *flat in rows
        )
    )


PLAIN = table(("0", "0.01"), ("100", "0.02"), ("300", "0.05"))
OPEN = table((None, "0.01"), ("100", "0.02"))
FLATS = table(("0", "0", "10"), ("100", "0.1", "50"))
LATE = table(
    ("100", "0.1"),
)
BELOW_ZERO = table(("-50", "0.1", "7"), ("-20", "0.2", "5"), ("100", "0.3"))
OPEN_BELOW_ZERO = table((None, "1", "5"), ("-10", "2"))
THIRDS = table(("0", "1/3"), ("1/3", "1/7"))

CASES = [
    ("nothing sold pays nothing", PLAIN, "0", "0", "0"),
    ("inside the first tier", PLAIN, "50", "0", "1/2"),
    ("to the edge", PLAIN, "100", "0", "1"),
    ("over one edge", PLAIN, "150", "0", "2"),
    ("over both edges", PLAIN, "400", "0", "10"),
    ("a deal is split where prior progress crosses an edge", PLAIN, "100", "50", "3/2"),
    ("a deal wholly in the second tier", PLAIN, "50", "200", "1"),
    ("a return re-rates downwards", PLAIN, "-100", "150", "-3/2"),
    ("a return of everything takes everything back", PLAIN, "-400", "400", "-10"),
    ("open below: a negative sum has the first rate", OPEN, "-100", "0", "-1"),
    ("open below: over the edge", OPEN, "150", "0", "2"),
    ("open below: from negative to positive", OPEN, "150", "-50", "3/2"),
    ("a flat fee of a tier from 0 comes with the first unit", FLATS, "1", "0", "10"),
    ("and with nothing sold not at all", FLATS, "0", "0", "0"),
    ("the fee of a later tier comes when its edge is reached", FLATS, "100", "0", "60"),
    ("and not a hair before", FLATS, "99.999", "0", "10"),
    ("the fee comes once", FLATS, "50", "120", "5"),
    ("a return out of the tier takes its fee back", FLATS, "-120", "150", "-55"),
    ("a return to nothing takes the first fee back too", FLATS, "-150", "150", "-65"),
    ("before the first tier nothing is earned yet", LATE, "150", "0", "5"),
    ("nothing sold is fine, though the first tier starts later", LATE, "0", "0", "0"),
    ("edges below 0: their fees come with the first unit", BELOW_ZERO, "1", "0", "61/5"),
    ("edges below 0: money owed has no fee", BELOW_ZERO, "-30", "0", "-5"),
    ("edges below 0: over everything", BELOW_ZERO, "200", "0", "62"),
    ("edges below 0: up from below", BELOW_ZERO, "60", "-50", "21"),
    ("open below 0: deep down", OPEN_BELOW_ZERO, "-20", "0", "-30"),
    ("open below 0: at the edge", OPEN_BELOW_ZERO, "-10", "0", "-20"),
    ("open below 0: the first unit", OPEN_BELOW_ZERO, "1", "0", "7"),
    ("thirds stay exact", THIRDS, "1", "0", "13/63"),
]


@pytest.mark.parametrize(("tiers", "x", "already", "earned"), named(CASES))
def test_tier(tiers: Marginal, x: str, already: str, earned: str) -> None:
    paid = tiers.paid(numbers(x), numbers(already), 1, BELOW)
    assert shown(paid, 1) == [earned]
    batch = tiers.paid(numbers("0", x, x), numbers(already, already, already), 3, BELOW)
    assert shown(batch, 3) == ["0", earned, earned]


@pytest.mark.parametrize(("tiers", "x", "already", "earned"), named(CASES))
def test_the_lines_of_the_tiers_add_up_exactly_to_what_is_earned(
    tiers: Marginal, x: str, already: str, earned: str
) -> None:
    lines = tiers.lines(Fraction(x), Fraction(already))
    assert sum(line.amount for line in lines) == Fraction(earned)
    bases = [line.basis for line in lines if line.basis is not None]
    if tiers is not LATE:
        assert sum(bases) == Fraction(x)
    for line in lines:
        if line.basis is not None:
            assert line.rate is not None
            assert line.amount == line.basis * line.rate


@pytest.mark.parametrize(("tiers", "x", "already"), [case[1:4] for case in CASES], ids=[case[0] for case in CASES])
def test_a_reversal_is_the_exact_negative(tiers: Marginal, x: str, already: str) -> None:
    forth = tiers.paid(numbers(x), numbers(already), 1, BELOW)
    back = tiers.paid(-numbers(x), numbers(already) + numbers(x), 1, BELOW)
    assert forth.at(0) == -(back.at(0) or Fraction(0))


def test_lines_say_tier_basis_rate_and_fee() -> None:
    assert FLATS.lines(Fraction(150), Fraction(0)) == [
        TierLine(Fraction(0), Fraction(100), Fraction(0), Fraction(0)),
        TierLine(Fraction(0), None, None, Fraction(10)),
        TierLine(Fraction(100), Fraction(50), Fraction("0.1"), Fraction(5)),
        TierLine(Fraction(100), None, None, Fraction(50)),
    ]


@pytest.mark.parametrize(
    ("x", "already"), [("50", "0"), ("-10", "0"), ("10", "-60"), ("-100", "150")],
    ids=["reaches less than the first row", "negative", "prior progress below", "falls out again"],
)  # fmt: skip
def test_under_a_first_row_with_an_edge_is_a_fault(x: str, already: str) -> None:
    assert LATE.paid(numbers(x), numbers(already), 1, BELOW).faults == {0: BELOW}
    batch = LATE.paid(numbers(x, "0", "200"), numbers(already, "0", "0"), 3, BELOW)
    assert batch.faults == {0: BELOW}


def test_a_faulty_amount_stays_on_its_row() -> None:
    batch = LATE.paid(Number([50, 200], 1, {0: BELOW}), Number(0), 2, BELOW)
    assert shown(batch, 2) == [None, "10"]
