"""Splitting a whole amount into whole parts that add up to it: largest remainder with a stated tie order."""

from collections.abc import Sequence
from fractions import Fraction


def allocate(total: int, ideals: Sequence[Fraction], ties: Sequence[str]) -> list[int]:
    """Integers that add up to `total`, each next to its ideal share; leftovers go to the largest remainders.

    `ideals` are the exact shares (their sum is within one unit per part of `total`), `ties` orders equal
    remainders by code point. Signs mirror: the split of the negative is the negative of the split.
    """
    if total < 0 or (total == 0 and _first_share(ideals, ties) < 0):
        return [-part for part in allocate(-total, [-ideal for ideal in ideals], ties)]
    parts = [ideal.numerator // ideal.denominator for ideal in ideals]
    missing = total - sum(parts)
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - ideals[i], ties[i]))
    if not 0 <= missing <= len(parts):
        raise ValueError("the ideal shares do not belong to this total")
    for index in order[:missing]:
        parts[index] += 1
    return parts


def _first_share(ideals: Sequence[Fraction], ties: Sequence[str]) -> Fraction:
    """The first share that is not 0, in tie order: it gives the sign of an amount that itself has none."""
    return next((ideal for _, ideal in sorted(zip(ties, ideals, strict=True)) if ideal), Fraction(0))
