"""What a person gets in another currency than the plan's: every line converted and rounded by itself, then added up."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from rules.engine import Sheet, payee_minor
from rules.numbers import display, money_text


def payee_amounts(sheet: Sheet, row: int, lines: Iterable[dict[str, Any]]) -> dict[str, int]:
    """The money lines of one person's result by key, in minor units of the payee's currency."""
    return {
        line["key"]: payee_minor(sheet, row, Fraction(line["amount"]))
        for line in lines
        if line.get("unit") is None and line["amount"] is not None
    }


def payee_json(sheet: Sheet, row: int, lines: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The wire shape; the total is the sum of the lines."""
    payee, amounts = sheet.payees[row], payee_amounts(sheet, row, lines)
    return {
        "currency": payee.currency,
        "rate": display(payee.rate),
        "components": [{"key": key, "amount": money_text(amount, payee.digits)} for key, amount in amounts.items()],
        "total": money_text(sum(amounts.values()), payee.digits),
    }
