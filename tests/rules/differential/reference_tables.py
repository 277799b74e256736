"""Tables of the reference, read from the document as it stands."""

from fractions import Fraction
from typing import Any

from tests.rules.differential.reference_numbers import NoValue, Value

Table = dict[str, Any]


def start_of(row: dict[str, Any]) -> Fraction | None:
    """The lower edge of a row; None where it is open below."""
    return Fraction(row["from"]) if row.get("from") is not None else None


def row_reached(rows: list[dict[str, Any]], x: Fraction) -> dict[str, Any]:
    """The last row whose lower edge is at or below x."""
    reached = [row for row in rows if (start := start_of(row)) is None or start <= x]
    if not reached:
        raise NoValue("other")
    return reached[-1]


def on_line(corners: list[tuple[Fraction, Fraction]], x: Fraction) -> Fraction:
    """Straight lines through corners, flat outside; of two corners at one place the later holds there."""
    before = [corner for corner in corners if corner[0] <= x]
    after = [corner for corner in corners if corner[0] > x]
    if not before:
        return corners[0][1]
    if not after:
        return before[-1][1]
    (low, low_value), (high, high_value) = before[-1], after[0]
    return low_value + (high_value - low_value) * (x - low) / (high - low)


def marginal(rows: list[dict[str, Any]], y: Fraction) -> Fraction:
    """T(y): each part of 0 … y at the rate of its own tier, and the flat amounts of the tiers reached; T(0) = 0.

    Nothing sold is in no tier yet: a flat amount that starts at or below 0 is earned by the first unit.
    """
    if y == 0:
        return y
    row_reached(rows, y)
    amount = Fraction(0)
    for index, row in enumerate(rows):
        start = start_of(row)
        end = start_of(rows[index + 1]) if index + 1 < len(rows) else None
        low = min(Fraction(0), y) if start is None else max(start, min(Fraction(0), y))
        high = max(Fraction(0), y) if end is None else min(end, max(Fraction(0), y))
        if high > low:
            amount += (high - low) * Fraction(row["rate"]) * (1 if y > 0 else -1)
        if y > 0 and (start is None or start <= y):
            amount += Fraction(row.get("flat") or 0)
    return amount


def tier(x: Fraction, table: Table, already: Fraction = Fraction(0)) -> Fraction:
    """T(already + x) − T(already)."""
    return marginal(table["rows"], already + x) - marginal(table["rows"], already)


def rate(x: Fraction, table: Table) -> Fraction:
    """The rate of the row reached."""
    return Fraction(row_reached(table["rows"], x)["rate"])


def step(x: Fraction, table: Table) -> Fraction:
    """The value of the row reached."""
    return Fraction(row_reached(table["rows"], x)["value"])


def interpolate(x: Fraction, table: Table) -> Fraction:
    """Straight lines through the table's points."""
    return on_line([(Fraction(point["at"]), Fraction(point["value"])) for point in table["points"]], x)


def lookup(key: Value, table: Table) -> Fraction:
    """The value of exactly this key: a number if the key is one, else a word."""
    for row in table["rows"]:
        own = Fraction(row["key"]) if isinstance(key, Fraction) else row["key"]
        if own == key:
            return Fraction(row["value"])
    raise NoValue("other")


FUNCTIONS = {"tier": tier, "rate": rate, "step": step, "interpolate": interpolate, "lookup": lookup}
