"""Cost centres of a person: shares that make up the whole, by which every line of pay is booked."""

from fractions import Fraction

from rules.engine.sheet.sheet import Sheet
from rules.numbers import NumberRefused, parse_ratio
from rules.problems import Problem, pointer

_AREA = "cost_centres"
CHARACTERS_MAX = 64


def read_cost_centres(sheet: Sheet) -> None:
    """Note the shares of each person, by key; what is wrong with them blocks the person."""
    for row, given in enumerate(sheet.given.details.get(_AREA, [])):
        if given is not None:
            found = _shares(given)
            if isinstance(found, Problem):
                sheet.block(row, found)
            else:
                sheet.cost_centres[row] = found


def _shares(given: object) -> tuple[tuple[str, Fraction], ...] | Problem:
    path = pointer(_AREA)
    if not isinstance(given, dict) or any(not 0 < len(key.strip()) <= CHARACTERS_MAX for key in given):
        return Problem("cost_centres.shape", path, 'cost centres are an object such as {"CC1": "0.6", "CC2": "0.4"}')
    shares: dict[str, Fraction] = {}
    for key, share in given.items():
        try:
            shares[key] = parse_ratio(share)
        except NumberRefused as refused:
            return Problem(refused.code, pointer(_AREA, key), refused.message)
        if shares[key] <= 0:
            return Problem("cost_centres.share", pointer(_AREA, key), "the share of a cost centre is above 0")
    if sum(shares.values()) != 1:
        return Problem("cost_centres.sum", path, "the shares of a person's cost centres add up to exactly 1")
    return tuple(sorted(shares.items()))
