"""Digits of the minor unit: our table against the published one."""

import pytest
from babel.core import get_global

from rules.numbers import currency_codes, currency_digits

WRITTEN_WITHOUT_DECIMALS = {
    # The published table says how people write amounts, and there nobody writes the small coins any more;
    # ISO 4217, by which payrolls and banks settle, still has them.
    "AFN", "ALL", "IQD", "IRR", "KPW", "LAK", "LBP", "MGA", "MMK", "RSD", "SOS", "SYP", "YER",
}  # fmt: skip


@pytest.mark.parametrize(("code", "digits"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("UYW", 4), ("XCG", 2)])
def test_known_minor_units(code: str, digits: int) -> None:
    assert currency_digits(code) == digits


@pytest.mark.parametrize("code", ["", "eur", "EU", "EURO", "XXX", "XAU", "BTC", "DEM"])
def test_a_code_that_is_no_active_currency_has_no_digits(code: str) -> None:
    assert currency_digits(code) is None


def test_the_codes_are_listed_once_and_sorted() -> None:
    codes = currency_codes()
    assert list(codes) == sorted(set(codes))
    assert len(codes) > 150


def test_the_published_table_has_the_same_digits_but_for_coins_nobody_writes_any_more() -> None:
    fractions = get_global("currency_fractions")
    published = {code: fractions.get(code, fractions["DEFAULT"])[0] for code in currency_codes()}
    different = {code: digits for code, digits in published.items() if digits != currency_digits(code)}
    assert different == dict.fromkeys(WRITTEN_WITHOUT_DECIMALS, 0)


def test_every_currency_that_is_legal_tender_somewhere_is_known() -> None:
    used = {
        code
        for currencies in get_global("territory_currencies").values()
        for code, _start, end, is_tender in currencies
        if end is None and is_tender
    }
    assert used <= set(currency_codes())
    assert len(used) > 150
