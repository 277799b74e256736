"""What each cost centre bears of a line: whole cents that add up to it."""

from typing import Any

from rules.engine import Sheet
from rules.numbers import allocate, money_text, parse_decimal


def booked(sheet: Sheet, row: int, line: dict[str, Any]) -> list[dict[str, str]]:
    """A money line split by the person's cost centres, by largest remainder, ties by key; awards are not booked."""
    shares = sheet.cost_centres.get(row, ())
    if not shares or line["unit"] is not None or line["amount"] is None:
        return []
    digits = sheet.compiled.digits
    minor = int(parse_decimal(line["amount"]) * 10**digits)
    parts = allocate(minor, [share * minor for _, share in shares], [key for key, _ in shares])
    return [{"key": key, "amount": money_text(part, digits)} for (key, _), part in zip(shares, parts, strict=True)]
