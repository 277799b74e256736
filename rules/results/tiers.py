"""What the tiers of marginal tables gave, for every `tier` call that a formula really used."""

from rules.columns import Number
from rules.formula.record import FormulaRecord
from rules.tables import Marginal, TierLine


def tiers_used(record: FormulaRecord | None, row: int) -> list[TierLine]:
    """The lines of one row of the formula's columns, calls in the order in which they were made."""
    earned: list[TierLine] = []
    for use in [] if record is None else record.tables:
        if not (use.tier_lines_of(row) and isinstance(use.table, Marginal)):
            continue
        assert isinstance(use.x, Number)
        assert use.already is not None
        x, already = use.x.at(row), use.already.at(row)
        if x is None or already is None:
            continue
        earned += use.table.lines(x, already)
    return earned
