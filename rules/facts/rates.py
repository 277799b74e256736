"""Exchange rates of a call: one unit of a currency is so many units of another, on a day or over a span of days.

A rate holds for its own pair and its own days and for nothing else: it is never inverted, chained or carried on.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from rules.numbers import NumberRefused, currency_digits, parse_decimal
from rules.period import read_day
from rules.problems import Problem, pointer

_KEYS = frozenset({"from", "to", "date", "start", "end", "rate"})
_SHAPE = (
    'a rate is an object such as {"from": "USD", "to": "EUR", "date": "2026-03-31", "rate": "0.92"}, '
    "or with start and end in place of date"
)

_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit of the first currency is `rate` units of the second, from `start` (included) to `end` (excluded)."""

    start: int
    end: int
    rate: Fraction
    path: str


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of each pair of currencies, by their first day; no day has two."""

    pairs: Mapping[_Pair, tuple[Rate, ...]] = field(default_factory=dict)

    def at(self, currency: str, into: str, day: date) -> Fraction | None:
        """How many units of `into` one unit of `currency` is on a day; None where no rate says it."""
        listed = self.pairs.get((currency, into), ())
        place = bisect_right(listed, day.toordinal(), key=lambda rate: rate.start) - 1
        found = listed[place] if place >= 0 else None
        return found.rate if found is not None and day.toordinal() < found.end else None


def read_rates(given: object, problems: list[Problem]) -> Rates:
    """The rates of a call; what is wrong with one, or two for one pair and day, is added to `problems`."""
    if given is None:
        return Rates()
    if not isinstance(given, list):
        problems.append(Problem("rates.shape", "/rates", f"rates are a list; {_SHAPE}"))
        return Rates()
    found: dict[_Pair, list[Rate]] = {}
    for index, entry in enumerate(given):
        _read(entry, pointer("rates", index), found, problems)
    ordered = {pair: tuple(sorted(rates, key=lambda rate: rate.start)) for pair, rates in found.items()}
    for rates in ordered.values():
        for earlier, later in pairwise(rates):
            if later.start < earlier.end:
                message = f"the same currencies have a rate for some of these days already, at {earlier.path}; send one"
                problems.append(Problem("rates.overlap", later.path, message))
    return Rates(ordered)


def _read(entry: Any, path: str, found: dict[_Pair, list[Rate]], problems: list[Problem]) -> None:
    before = len(problems)
    if not isinstance(entry, dict) or entry.keys() - _KEYS or ("date" in entry) == ("start" in entry or "end" in entry):
        problems.append(Problem("rates.shape", path, _SHAPE))
        return
    for name in ("from", "to"):
        if not is_currency(entry.get(name)):
            message = 'a currency is its ISO 4217 code in capitals, such as "USD"'
            problems.append(Problem("rates.currency", f"{path}/{name}", message))
    rate = _positive(entry.get("rate"), f"{path}/rate", problems)
    first = "date" if "date" in entry else "start"
    start = read_day(entry.get(first), f"{path}/{first}", problems, "rates.date")
    end = start if first == "date" else read_day(entry.get("end"), f"{path}/end", problems, "rates.date")
    if start is None or end is None or len(problems) > before:
        return
    after = end.toordinal() + (first == "date")
    if after <= start.toordinal():
        message = "end is the day after the last one, so it lies after start"
        problems.append(Problem("rates.date", f"{path}/end", message))
        return
    found.setdefault((entry["from"], entry["to"]), []).append(Rate(start.toordinal(), after, rate, path))


def is_currency(given: object) -> bool:
    """Whether this is an ISO 4217 code."""
    return isinstance(given, str) and currency_digits(given) is not None


def _positive(given: object, path: str, problems: list[Problem]) -> Fraction:
    try:
        rate = parse_decimal(given)
    except NumberRefused as refused:
        problems.append(Problem("rates.rate", path, refused.message))
        return Fraction(1)
    if rate <= 0:
        problems.append(Problem("rates.rate", path, "a rate is above 0"))
    return rate
