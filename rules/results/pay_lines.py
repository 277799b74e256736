"""The money lines of a stored result, in the currency that the person is paid in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rules.numbers import currency_digits


@dataclass(frozen=True, slots=True)
class PayLine:
    """What one component pays one person: minor units of a currency, under a payroll code."""

    component: str
    amount_minor: int
    currency: str
    earning_code: str | None = None


def pay_lines(result: Mapping[str, Any], currency: str) -> tuple[PayLine, ...] | None:
    """The money lines of a result document; None for one that is blocked.

    `currency` is the plan's; somebody who is paid in another has the lines of it. Awards, which are no money, are not
    among them.
    """
    if result["total"] is None:
        return None
    money = [line for line in result["components"] if line["unit"] is None]
    codes: dict[str, str | None] = {line["key"]: line["earning_code"] for line in money}
    payee = result["payee"]
    if payee is not None:
        money, currency = payee["components"], payee["currency"]
    digits = currency_digits(currency)
    assert digits is not None
    return tuple(PayLine(line["key"], minor_of(line["amount"], digits), currency, codes[line["key"]]) for line in money)


def minor_of(amount: str, digits: int) -> int:
    """Minor units of an amount that was written by `money_text`."""
    sign, digits_only = amount[:1] == "-", amount.lstrip("-").replace(".", "")
    assert len(amount) - 1 - amount.find(".") == digits if digits else "." not in amount
    return -int(digits_only) if sign else int(digits_only)
