"""What a statement shows beside the result: cuts, the money of each row, gates with values, the price of one more."""

from rules.statement.figures import Figures, KpiFigures, statement_figures
from rules.statement.unit_prices import UnitPrice, unit_prices

__all__ = ["Figures", "KpiFigures", "UnitPrice", "statement_figures", "unit_prices"]
