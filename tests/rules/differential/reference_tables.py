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
    """T(y): each part of 0 … y at the rate of its own tier, and the flat amounts of the tiers reached.

    Only differences of T are ever used, so the part below the second edge may be counted from anywhere.
    """
    row_reached(rows, y)
    first = start_of(rows[0])
    anchor = first if first is not None else Fraction(0)
    if first is None and len(rows) > 1:
        anchor = min(Fraction(0), Fraction(rows[1]["from"]))
    amount = Fraction(0)
    for index, row in enumerate(rows):
        low = start_of(row)
        begins = anchor if index == 0 else low
        assert begins is not None
        if index > 0 and y < begins:
            break
        ends = Fraction(rows[index + 1]["from"]) if index + 1 < len(rows) else y
        amount += (min(y, ends) - begins) * Fraction(row["rate"]) + Fraction(row.get("flat") or 0)
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
