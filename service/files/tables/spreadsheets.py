"""What a spreadsheet makes of a cell that it opens."""

import re

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A text of a CSV file that starts so is taken for a formula."""

_NUMBER = re.compile(r"-?([0-9]+)(?:\.([0-9]+))?")
_DIGITS_EXACT = 15


def is_decimal(text: str) -> bool:
    """Whether a text is a decimal as the engine writes it."""
    return _NUMBER.fullmatch(text) is not None


def is_exact(number: str) -> bool:
    """True if a spreadsheet's 15 digits hold the decimal as it stands."""
    match = _NUMBER.fullmatch(number)
    return match is not None and len((match[1] + (match[2] or "")).lstrip("0")) <= _DIGITS_EXACT


def cell_number(number: str) -> float:
    """What a number cell stores for an exact decimal; 15 significant digits survive the way through a binary float."""
    return float(number)
