"""Numbers as text: exact where they end, twelve places where they do not, money with all its digits."""

from fractions import Fraction

import pytest

from rules.numbers import display, exact_text, money_text, parse_ratio, plain_text, scaled_text, scaled_texts


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0"),
        ("7/20", "0.35"),
        ("100", "100"),
        ("1/3", "0.333333333333"),
        ("2/3", "0.666666666667"),
        ("-2/3", "-0.666666666667"),
        ("1/1000000000000", "0.000000000001"),
        ("1/2000000000000", "0.000000000001"),
        ("-1/2000000000000", "-0.000000000001"),
        ("1/2000000000001", "0"),
        ("-1/2000000000001", "0"),
        ("1069/1200", "0.890833333333"),
        ("123456789012345678", "123456789012345678"),
    ],
)
def test_a_ratio_is_shown_exactly_or_rounded_half_away_from_zero_at_twelve_places(value: str, shown: str) -> None:
    assert display(Fraction(value)) == shown


@pytest.mark.parametrize(("places", "shown"), [(0, "3"), (2, "2.67"), (4, "2.6667")])
def test_display_places_can_be_fewer(places: int, shown: str) -> None:
    assert display(Fraction(8, 3), places) == shown


@pytest.mark.parametrize(
    ("minor", "digits", "shown"),
    [
        (3741500, 2, "37415.00"),
        (0, 2, "0.00"),
        (5, 2, "0.05"),
        (-5, 2, "-0.05"),
        (-12345, 2, "-123.45"),
        (1234, 0, "1234"),
        (-1234, 0, "-1234"),
        (1, 3, "0.001"),
        (12500, 3, "12.500"),
    ],
)
def test_money_always_has_the_currency_s_digits(minor: int, digits: int, shown: str) -> None:
    assert money_text(minor, digits) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [("0.350", "0.35"), ("2/6", "1/3"), ("-4/2", "-2"), ("1/4096", "0.000244140625"), ("1/8192", "1/8192")],
)
def test_the_canonical_text_is_the_shortest_exact_one(value: str, shown: str) -> None:
    assert plain_text(Fraction(value)) == shown
    assert parse_ratio(plain_text(Fraction(value))) == Fraction(value)


@pytest.mark.parametrize(("value", "shown"), [("1.5", "3/2"), ("4", "4"), ("-1/3", "-1/3")])
def test_an_auditor_gets_the_whole_number_or_the_reduced_fraction(value: str, shown: str) -> None:
    assert exact_text(Fraction(value)) == shown


@pytest.mark.parametrize(
    ("mantissa", "places", "shown"),
    [(1500, 3, "1.5"), (-5, 1, "-0.5"), (0, 4, "0"), (70, 0, "70"), (100, 2, "1"), (-100, 2, "-1")],
)
def test_scaled_integers_lose_their_trailing_zeros(mantissa: int, places: int, shown: str) -> None:
    assert scaled_text(mantissa, places) == shown


@pytest.mark.parametrize("digits", [4_300, 4_301, 20_000])
def test_numbers_too_long_for_python_s_own_conversion_have_a_text_too(digits: int) -> None:
    number = Fraction(10**digits - 1)
    assert exact_text(number) == "9" * digits
    assert exact_text(1 / number) == "1/" + "9" * digits
    assert display(-number / 10) == "-" + "9" * (digits - 1) + ".9"
    assert money_text(10**digits - 1, 2) == "9" * (digits - 2) + ".99"
    assert plain_text(number) == "9" * digits


@pytest.mark.parametrize("places", [0, 1, 2, 12])
def test_many_texts_are_the_texts_of_each(places: int) -> None:
    """Negative ones, whole ones, and one that is too long for `str`."""
    mantissas = [0, 1, -1, 7, 10, 100, -100, 120, 99_999, 10**12, 10**12 + 1, -(10**12), 10**40 - 1, 10**40, 10**5_000]
    assert scaled_texts(mantissas, places) == [scaled_text(mantissa, places) for mantissa in mantissas]
