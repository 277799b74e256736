"""The money lines of a result document are read from its texts to the cent."""

from datetime import date

import pytest

from rules import PayLine, Period, pay_lines
from tests.rules.build import named, one, paying, people

CASES = named(
    [
        ("cents", "12345.67", "EUR", 1234567),
        ("less than a unit", "0.07", "EUR", 7),
        ("negative", "-0.07", "EUR", -7),
        ("no minor unit", "1200", "JPY", 1200),
        ("mils", "1.005", "KWD", 1005),
    ]
)


@pytest.mark.parametrize(("amount", "currency", "minor"), CASES)
def test_minor_units_of_every_currency(amount: str, currency: str, minor: int) -> None:
    document = paying(amount, currency=currency, limits={"total_floor": None}, pay={"earning_code": "BON1"})
    assert pay_lines(one(document), currency) == (PayLine("pay", minor, currency, "BON1"),)


def test_a_blocked_result_has_no_lines() -> None:
    document = paying("sales.actual", kpis=[{"key": "sales"}])
    assert pay_lines(one(document), "EUR") is None


def test_a_person_paid_in_another_currency_has_the_lines_of_it() -> None:
    rates = [{"from": "EUR", "to": "CHF", "date": "2026-03-31", "rate": "0.9"}]
    document = paying("100", pay={"earning_code": "BON1"})
    march = Period(date(2026, 3, 1), date(2026, 4, 1))
    result = people(document, {"currency": "CHF"}, period=march, rates=rates).result(0)
    assert pay_lines(result, "EUR") == (PayLine("pay", 9000, "CHF", "BON1"),)


def test_awards_are_no_money() -> None:
    document = paying("100")
    document["components"].append({"key": "shares", "amount": "7", "unit": "shares", "places": 0})
    lines = pay_lines(one(document), "EUR")
    assert lines is not None
    assert [line.component for line in lines] == ["pay"]
