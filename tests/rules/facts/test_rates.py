"""Exchange rates of a call: for their own pair and days only, and never two for one day."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from rules.facts.rates import Rates, read_rates
from rules.problems import Problem
from tests.rules.build import named


def rate(**parts: Any) -> dict[str, Any]:
    return {"from": "USD", "to": "EUR", "date": "2026-03-05", "rate": "0.92", **parts}


def spanning(start: str, end: str, **parts: Any) -> dict[str, Any]:
    return {"from": "USD", "to": "EUR", "start": start, "end": end, "rate": "0.9", **parts}


def read(*rates: Any) -> Rates:
    problems: list[Problem] = []
    found = read_rates(list(rates), problems)
    assert problems == []
    return found


def test_a_rate_holds_on_its_own_days() -> None:
    rates = read(rate(), spanning("2026-03-06", "2026-03-09", rate=1))
    days = [date(2026, 3, day) for day in range(4, 10)]
    assert [rates.at("USD", "EUR", day) for day in days] == [None, Fraction("0.92"), 1, 1, 1, None]


def test_a_rate_is_never_turned_round_or_chained() -> None:
    rates = read(rate(), rate(**{"from": "EUR", "to": "GBP"}))
    assert rates.at("EUR", "USD", date(2026, 3, 5)) is None
    assert rates.at("USD", "GBP", date(2026, 3, 5)) is None
    assert read_rates(None, []).at("USD", "EUR", date(2026, 3, 5)) is None


REFUSED: list[tuple[str, Any, str, str]] = [
    ("no list", "0.92", "rates.shape", "/rates"),
    ("no object", ["0.92"], "rates.shape", "/rates/0"),
    ("an unknown key", [rate(day="2026-03-05")], "rates.shape", "/rates/0"),
    ("a day and a span", [rate(start="2026-03-05")], "rates.shape", "/rates/0"),
    ("no day", [{"from": "USD", "to": "EUR", "rate": "1"}], "rates.shape", "/rates/0"),
    ("an unknown currency", [rate(to="EURO")], "rates.currency", "/rates/0/to"),
    ("no rate", [rate(rate=None)], "rates.rate", "/rates/0/rate"),
    ("a rate of 0", [rate(rate="0")], "rates.rate", "/rates/0/rate"),
    ("a day of no month", [rate(date="2026-02-30")], "rates.date", "/rates/0/date"),
    ("an end before the start", [spanning("2026-03-05", "2026-03-05")], "rates.date", "/rates/0/end"),
    ("two for a day", [rate(), rate(rate="0.93")], "rates.overlap", "/rates/1"),
    ("two spans that overlap", [spanning("2026-03-05", "2026-03-08"), spanning("2026-03-01", "2026-03-06")],
     "rates.overlap", "/rates/0"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "code", "path"), named(REFUSED))
def test_rates_that_say_nothing_are_refused(given: Any, code: str, path: str) -> None:
    problems: list[Problem] = []
    read_rates(given, problems)
    assert [(problem.code, problem.path) for problem in problems] == [(code, path)]
