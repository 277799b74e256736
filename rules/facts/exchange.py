"""Observations and rows in other currencies, brought into the plan's at the rate of their day, unrounded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from rules.facts.moments import is_day
from rules.facts.rates import Rates, is_currency
from rules.facts.raw import Raw
from rules.numbers import NumberRefused, parse_decimal
from rules.problems import Problem


@dataclass(frozen=True, slots=True)
class Exchange:
    """Brings money into `currency` by the rates of a call."""

    rates: Rates
    currency: str

    def cell(self, raw: Raw, money: Sequence[str], path: str) -> Raw:
        """One person's observations without their currencies; `money` are the keys that hold an amount.

        What has no currency is in the plan's already. Where one observation cannot be converted the person has none.
        """
        if not isinstance(raw, list) or not any(isinstance(seen, dict) and "currency" in seen for seen in raw):
            return raw
        found: list[Any] = []
        for seen in raw:
            here = self._converted(seen, money, path) if isinstance(seen, dict) and "currency" in seen else seen
            if isinstance(here, Problem):
                return here
            found.append(here)
        return found

    def _converted(self, seen: dict[str, Any], money: Sequence[str], path: str) -> dict[str, Any] | Problem:
        plain = {name: cell for name, cell in seen.items() if name != "currency"}
        currency, day = seen["currency"], seen.get("date")
        if currency is None or (currency == self.currency and money):
            return plain
        if not is_currency(currency):
            return Problem("fact.currency", path, 'a currency is its ISO 4217 code in capitals, such as "USD"')
        if not money:
            message = "the plan does not say that this is money; declare it so, or leave the currency out"
            return Problem("fact.not_money", path, message)
        if not is_day(day):
            message = "an amount in another currency needs its date (YYYY-MM-DD), for the rate of that day"
            return Problem("fact.no_date" if day is None else "fact.date", path, message)
        rate = self.rates.at(currency, self.currency, date.fromisoformat(str(day)))
        if rate is None:
            message = f"the call has no rate from {currency} to {self.currency} for {day}; add it to rates"
            return Problem("no_rate", path, message)
        return plain | {name: _times(plain[name], rate) for name in money if name in plain}


def _times(cell: Any, rate: Fraction) -> Any:
    """The amount times the rate; what is no number is left as it is, to be refused as that."""
    if isinstance(cell, Fraction):
        return cell * rate
    try:
        return parse_decimal(cell) * rate
    except NumberRefused:
        return cell
