"""Payable lines in words: what tiers and rows gave, what gates did, what is paid in another currency."""

from collections.abc import Iterator, Mapping
from typing import Any

from rules import money_text, parse_decimal
from service.figures import amount_text, ratio_text

_WHOLE = 12
"""Places that leave nothing out, so that each product can be checked by hand."""


def effect_text(effect: Mapping[str, str | None] | None) -> str:
    """What a closed gate does; nothing for an open one."""
    if not effect:
        return ""
    ((name, value),) = effect.items()
    if name == "factor":
        return f"times {ratio_text(value)}"
    return f"at most {amount_text(value)}"


def payee_text(payee: Mapping[str, Any] | None, currency: str) -> str | None:
    """What the person gets in another currency than the plan's; None for everybody paid in that."""
    if payee is None:
        return None
    rate = f"1 {currency} = {amount_text(payee['rate'], _WHOLE)} {payee['currency']}"
    return f"paid as {amount_text(payee['total'])} {payee['currency']} ({rate})"


def earned_texts(line: Mapping[str, Any]) -> Iterator[str]:
    """What one tier gave, or one row with its own tiers below it."""
    if "tiers" not in line:
        yield _tier(line)
        return
    yield _row(line)
    yield from map(_tier, line["tiers"])


def _row(row: Mapping[str, Any]) -> str:
    """One row of a component that is computed per row; a limit that is undecided leaves open what is paid of it."""
    named = " ".join(row[part] for part in ("date", "source", "id") if row[part] is not None) or "row"
    basis = "" if row["basis"] is None else f" {amount_text(row['basis'], _WHOLE)}"
    if row["amount"] is None:
        return f"{named}:{basis or ' computed'}, the amount is open"
    gives = amount_text(_sum(row["amount"], row["withheld"]))
    cut = "" if not row["withheld"].strip("-0.") else f", of which {amount_text(row['amount'])} paid (cap)"
    return f"{named}:{basis} gives {gives}{cut}"


def _sum(first: str, second: str) -> str:
    """Two amounts with the same digits, exactly."""
    places = len(first.partition(".")[2])
    return money_text(int((parse_decimal(first) + parse_decimal(second)) * 10**places), places)


def _tier(tier: Mapping[str, str | None]) -> str:
    start, basis, amount = (amount_text(tier[part], _WHOLE) for part in ("from", "basis", "amount"))
    named = "first tier" if tier["from"] is None else f"from {start}"
    if tier["basis"] is None:
        return f"{named}: reaching it gives {amount}"
    return f"{named}: {basis} × {tier['rate']} = {amount}"
