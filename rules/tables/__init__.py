"""Rate tables as functions of columns: marginal tiers, whole-amount rates, steps, straight lines, exact keys."""

from rules.tables.edges import Constants, Edge, Edges
from rules.tables.lookup import Lookup
from rules.tables.marginal import Marginal, Tier, TierLine
from rules.tables.pieces import Pieces, through_points
from rules.tables.stepped import Stepped

Table = Marginal | Stepped | Pieces | Lookup
"""What a formula finds behind a table's name."""

__all__ = [
    "Constants",
    "Edge",
    "Edges",
    "Lookup",
    "Marginal",
    "Pieces",
    "Stepped",
    "Table",
    "Tier",
    "TierLine",
    "through_points",
]
