"""Sums by key, and parts that must add up to their whole."""

import pytest

from rules import parts_of, sums_by


def test_sums_keep_the_order_of_keys_and_sums_of_nothing() -> None:
    entries = [(("b", 1), 5), (("a", 2), 7), (("b", 1), -5), (("a", 1), 1)]
    assert list(sums_by(entries).items()) == [(("b", 1), 0), (("a", 2), 7), (("a", 1), 1)]


CASES = [
    (1000, "EUR", [("K1", "3.33"), ("K2", "6.67")], (("K1", 333), ("K2", 667))),
    (1000, "JPY", [("K1", "400"), ("K2", "600")], (("K1", 400), ("K2", 600))),
    (-1000, "EUR", [("K1", "-3.3"), ("K2", "-6.70")], (("K1", -330), ("K2", -670))),
    (1000, "EUR", [("K1", "3.33"), ("K2", "6.66")], None),
    (1000, "EUR", [("K1", "3.333"), ("K2", "6.667")], None),
    (0, "EUR", [], ()),
]


@pytest.mark.parametrize(("amount", "currency", "parts", "expected"), CASES)
def test_parts(amount: int, currency: str, parts: list[tuple[str, str]], expected: object) -> None:
    assert parts_of(amount, currency, parts) == expected


def test_no_currency_no_parts() -> None:
    with pytest.raises(ValueError, match="ISO 4217"):
        parts_of(1, "XXY", [])
