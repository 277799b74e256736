"""People who are paid in another currency than the plan's: the one rate of each, on the day that the plan names."""

from datetime import date, timedelta
from fractions import Fraction

from rules.engine.pay.cost_centres import read_cost_centres
from rules.engine.pay.paid import receive_paid
from rules.engine.sheet.sheet import Payee, Sheet
from rules.facts.rates import is_currency
from rules.numbers import ROUNDINGS
from rules.problems import Problem

_PATH = "/currency"


def receive_pay(sheet: Sheet) -> None:
    """What was paid before, for the formulas that read it, and the currency that everybody is paid in."""
    read_cost_centres(sheet)
    receive_paid(sheet)
    receive_payees(sheet)


def receive_payees(sheet: Sheet) -> None:
    """Note the currency and rate of everybody who is not paid in plan currency; no rate blocks that person."""
    own = sheet.compiled.plan.currency
    for row, currency in enumerate(sheet.given.ties.get("currency", ())):
        if currency is None or currency == own:
            continue
        found = _rate(sheet, own, currency)
        if isinstance(found, Problem):
            sheet.block(row, found)
        else:
            sheet.payees[row] = found


def _rate(sheet: Sheet, own: str, currency: str) -> Payee | Problem:
    if not is_currency(currency):
        return Problem("payee.currency", _PATH, 'a currency is its ISO 4217 code in capitals, such as "USD"')
    day = _day(sheet)
    if isinstance(day, Problem):
        return day
    rate = sheet.given.around.rates.at(own, currency, day)
    if rate is None:
        message = f"the call has no rate from {own} to {currency} for {day.isoformat()}; add it to rates"
        return Problem("no_rate", _PATH, message)
    return Payee(currency, rate)


def _day(sheet: Sheet) -> date | Problem:
    """The day whose rate counts."""
    rule = sheet.compiled.plan.rate_date
    if rule == "payment_date":
        pay_date = sheet.given.around.pay_date
        message = "this plan converts at the rate of the day of payment; send it"
        return Problem("pay_date.missing", "/pay_date", message) if pay_date is None else pay_date
    if sheet.period is None:
        return Problem("no_rate", _PATH, "the rate is that of a day of the period; give the call its period")
    return sheet.period.start if rule == "period_start" else sheet.period.end - timedelta(1)


def payee_minor(sheet: Sheet, row: int, amount: Fraction) -> int:
    """An amount in plan currency in minor units of the payee's, rounded the plan's way."""
    payee = sheet.payees[row]
    exact = amount * payee.rate * 10**payee.digits
    return ROUNDINGS[sheet.compiled.plan.rounding.mode](exact.numerator, exact.denominator)
