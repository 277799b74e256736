"""Components computed once per row of a fact: every row rounded, the gross their sum, and what a cap leaves of each."""

from rules.columns import Number, Rows
from rules.columns.cells import rows_of
from rules.engine.sheet.sheet import RowAmounts, Sheet


def row_amounts(sheet: Sheet, key: str, fact: str, places: int) -> RowAmounts:
    """The amount of a component for every row of `fact`, each rounded the plan's way."""
    rows = sheet.environment[fact]
    assert isinstance(rows, Rows)
    exact = sheet.row_numbers(f"/components/{key}/amount", fact)
    units = exact.in_units(places, sheet.compiled.plan.rounding.mode)
    return RowAmounts(rows, exact, list(rows_of(units, rows.count)))


def added_rows(found: RowAmounts, places: int) -> Number:
    """Per person the sum of the rounded rows."""
    return found.rows.added_up(Number(found.amounts, 10**places, found.exact.faults))


def split_by_cap(amounts: list[int], withheld: int) -> list[int]:
    """What is paid of each row, in order, when a cap takes `withheld` of all of them together.

    Rows are paid until the room is used, and the row that crosses it in part. A later negative row gives back first
    what was withheld. The parts add up to the sum of the rows less `withheld`.
    """
    if withheld == 0:
        return amounts
    room = sum(amounts) - withheld
    parts: list[int] = []
    reached = paid = 0
    for amount in amounts:
        reached += amount
        parts.append(min(reached, room) - paid)
        paid += parts[-1]
    return parts
