"""Numbers for reading: grouped and cut, never rounded."""

import pytest

from service.figures import amount_text, count_text, percent_text, ratio_text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0"),
        ("999.50", "999.50"),
        ("1000", "1 000"),
        ("1234567.50", "1 234 567.50"),
        ("-20000.00", "-20 000.00"),
        ("123456", "123 456"),
        ("25.892857142857", "25.892857…"),
        ("excellent", "excellent"),
        ("1/3", "1/3"),
        (None, "–"),
    ],
)
def test_amounts(value: str | None, shown: str) -> None:
    assert amount_text(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [("1", "1"), ("0.9", "0.9"), ("0.899999825", "0.899999…"), ("-0.333333333333", "-0.333333…"), ("1234.5", "1234.5")],
)
def test_ratios_never_reach_the_next_band_by_rounding(value: str, shown: str) -> None:
    assert ratio_text(value) == shown


def test_places_of_ratios() -> None:
    assert ratio_text("0.33333", 4) == "0.3333…"


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [
        ("1", "100 %"),
        ("0.9", "90 %"),
        ("0.899999825", "89.99… %"),
        ("-0.05", "-5 %"),
        ("12.5", "1 250 %"),
        ("0.0001", "0.01 %"),
        ("0", "0 %"),
    ],
)
def test_percent(ratio: str, shown: str) -> None:
    assert percent_text(ratio) == shown


def test_counts() -> None:
    assert count_text(1_000_000) == "1 000 000"
