"""Numbers come from their own text, exactly, or are refused with what to do."""

from decimal import Decimal
from fractions import Fraction

import pytest

from rules.numbers import NumberRefused, mantissa_and_scale, parse_decimal, parse_ratio

ACCEPTED = [
    ("0", Fraction(0)),
    ("42000", Fraction(42000)),
    ("0.35", Fraction(7, 20)),
    ("-1234.50", Fraction(-2469, 2)),
    ("+5", Fraction(5)),
    ("-0", Fraction(0)),
    ("-0.000", Fraction(0)),
    ("007", Fraction(7)),
    ("0.000000000001", Fraction(1, 10**12)),
    ("999999999999999999", Fraction(10**18 - 1)),
    ("999999999999999999.999999999999", Fraction(10**30 - 1, 10**12)),
    ("1.500000000000000000", Fraction(3, 2)),
    ("0000000000000000000000001", Fraction(1)),
    (5, Fraction(5)),
    (-7, Fraction(-7)),
    (0, Fraction(0)),
    (Decimal("0.1"), Fraction(1, 10)),
    (Decimal("-2.50"), Fraction(-5, 2)),
    (Decimal("1E+3"), Fraction(1000)),
    (Decimal("1.5E-11"), Fraction(3, 2 * 10**11)),
    (Decimal("0E+400"), Fraction(0)),
    (Decimal("-0"), Fraction(0)),
    (Decimal("100"), Fraction(100)),
    (Decimal("0E-400"), Fraction(0)),
]

NOT_A_NUMBER: list[object] = [
    "", " ", " 5", "5 ", "5.", ".5", "1e3", "1E3", "1_000", "1,000", "1 000", "0x10", "12 %", "€5", "--5", "+-5", "NaN",
    "Infinity", "\uff11\uff12", "\u0663", "1/3", "5\n", "1\n2", "five", None, True, False, 0.5, [], {}, b"5", "1" * 65,
]  # fmt: skip

OUT_OF_RANGE = [
    ("1000000000000000000", "number.too_large"),
    ("-1000000000000000000", "number.too_large"),
    (10**18, "number.too_large"),
    (-(10**18), "number.too_large"),
    (Decimal("1E+18"), "number.too_large"),
    (Decimal("1E+400000"), "number.too_large"),
    ("0.0000000000001", "number.too_many_places"),
    (Decimal("1E-13"), "number.too_many_places"),
    (Decimal("1E-400000"), "number.too_many_places"),
    (Decimal("NaN"), "number.not_finite"),
    (Decimal("-Infinity"), "number.not_finite"),
]


@pytest.mark.parametrize(("given", "value"), ACCEPTED)
def test_a_decimal_has_exactly_the_value_of_its_text(given: object, value: Fraction) -> None:
    assert parse_decimal(given) == value
    assert parse_ratio(given) == value


@pytest.mark.parametrize("given", NOT_A_NUMBER, ids=repr)
def test_anything_but_a_plain_ascii_decimal_is_refused(given: object) -> None:
    with pytest.raises(NumberRefused) as refused:
        parse_decimal(given)
    assert refused.value.code == "number.not_a_number"
    assert "such as" in refused.value.message


@pytest.mark.parametrize(("given", "code"), OUT_OF_RANGE, ids=repr)
def test_numbers_are_below_ten_to_the_eighteenth_with_at_most_twelve_places(given: object, code: str) -> None:
    with pytest.raises(NumberRefused) as refused:
        parse_decimal(given)
    assert refused.value.code == code
    assert str(refused.value) == refused.value.message


@pytest.mark.parametrize(("text", "value"), [("1/3", Fraction(1, 3)), ("-2/6", Fraction(-1, 3)), ("+4/2", Fraction(2))])
def test_weights_and_edges_may_be_fractions(text: str, value: Fraction) -> None:
    assert parse_ratio(text) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1/0", "number.zero_denominator"),
        ("1000000000000000000/3", "number.too_large"),
        ("1/1000000000000000000", "number.too_large"),
        ("1/-3", "number.not_a_number"),
        ("1/3/5", "number.not_a_number"),
        ("0.5/3", "number.not_a_number"),
        ("1/" + "3" * 64, "number.not_a_number"),
        (0.5, "number.not_a_number"),
    ],
)
def test_a_fraction_is_two_whole_numbers(text: object, code: str) -> None:
    with pytest.raises(NumberRefused) as refused:
        parse_ratio(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("given", "pair"),
    [("1.50", (15, 1)), ("100", (100, 0)), (7, (7, 0)), (Decimal("12.340"), (1234, 2)), ("-0.5", (-5, 1))],
)
def test_a_stored_number_is_a_mantissa_and_a_scale_without_needless_places(
    given: object, pair: tuple[int, int]
) -> None:
    assert mantissa_and_scale(given) == pair
