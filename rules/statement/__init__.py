"""What a statement shows beside the result: cuts, the money of each row, gates with values, the price of one more."""

from rules.statement.figures import Figures, KpiFigures, statement_figures
from rules.statement.row_money import RowMoney
from rules.statement.sums import AmountChange, Money, amount_changes, sums_by_currency
from rules.statement.unit_prices import UnitPrice, unit_prices

__all__ = [
    "AmountChange",
    "Figures",
    "KpiFigures",
    "Money",
    "RowMoney",
    "UnitPrice",
    "amount_changes",
    "statement_figures",
    "sums_by_currency",
    "unit_prices",
]
