"""Four ways to round, each the mirror image of itself around zero."""

from fractions import Fraction

import pytest

from rules.numbers import ROUNDINGS, RoundingMode, half_up

CASES: list[tuple[str, int, int, int, int]] = [
    # value, half_up, half_even, down, up
    ("0", 0, 0, 0, 0),
    ("0.4", 0, 0, 0, 1),
    ("0.5", 1, 0, 0, 1),
    ("0.6", 1, 1, 0, 1),
    ("1", 1, 1, 1, 1),
    ("1.5", 2, 2, 1, 2),
    ("2.5", 3, 2, 2, 3),
    ("2.500000000001", 3, 3, 2, 3),
    ("2.499999999999", 2, 2, 2, 3),
    ("7/3", 2, 2, 2, 3),
]


@pytest.mark.parametrize(("text", "up_half", "even", "down", "up"), CASES)
def test_each_mode_rounds_as_its_name_says(text: str, up_half: int, even: int, down: int, up: int) -> None:
    value = Fraction(text)
    expected: dict[RoundingMode, int] = {"half_up": up_half, "half_even": even, "down": down, "up": up}
    for mode, rounded in expected.items():
        assert ROUNDINGS[mode](value.numerator, value.denominator) == rounded, mode


@pytest.mark.parametrize("mode", ROUNDINGS)
@pytest.mark.parametrize("text", [case[0] for case in CASES])
def test_the_rounded_reversal_is_the_exact_negative(mode: RoundingMode, text: str) -> None:
    value = Fraction(text)
    positive = ROUNDINGS[mode](value.numerator, value.denominator)
    assert ROUNDINGS[mode](-value.numerator, value.denominator) == -positive


def test_half_up_is_half_away_from_zero_so_a_clawback_of_half_a_cent_is_a_whole_cent() -> None:
    assert half_up(5, 10) == 1
    assert half_up(-5, 10) == -1
