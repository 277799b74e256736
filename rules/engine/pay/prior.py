"""Amounts that earlier periods left behind, read from `prior` of each participant into columns of whole cents."""

from collections.abc import Sequence

from rules.columns import Number, every_row, merged
from rules.facts import Raw, number_column
from rules.problems import Problem


def prior_amounts(raws: Sequence[Raw], path: str, places: int, absent: Problem) -> Number:
    """One amount per row over 10**places, in whole units of the last place; rows without one carry `absent`.

    An amount that an earlier result stated has no more than its places, so one with more is refused, not rounded.
    """

    def refuse(code: str, message: str) -> Problem:
        return Problem(code, path, message)

    column = number_column(raws, absent, refuse)
    whole = Number(column.in_units(places, "down"), 10**places)
    message = f"an amount that was paid or carried forward has at most {places} decimal places; send it as it was"
    uneven = column.compared("!=", whole).rows(len(raws))
    faults = every_row(uneven, Problem("prior.too_many_places", path, message)) if uneven else {}
    return Number(whole.nums, whole.den, merged(column.faults, faults))
