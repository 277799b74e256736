"""Named values: intermediate results that several formulas share and every statement shows."""

from rules.columns import Number
from rules.engine.sheet.sheet import Sheet


def value(sheet: Sheet, key: str) -> None:
    """One named value, a number or a condition."""
    column = sheet.formula(f"/values/{key}")
    if isinstance(column, Number):
        column = sheet.stored(column)
    sheet.values[key] = column
    sheet.name(key, column)
