"""Sizes of the constants of tables and bands."""

from fractions import Fraction

from rules.formula import Bits, TableBits
from rules.formula.bits import UNIT, common_bits
from rules.tables import Edges, Marginal, Pieces, Stepped, Table


def table_bits(table: Table) -> TableBits:
    """The sizes of a table's constants."""
    match table:
        case Marginal(pieces=pieces):
            return table_bits(pieces)
        case Pieces(edges=edges, intercepts=intercepts, slopes=slopes):
            return TableBits(
                edge_bits(edges), common_bits(intercepts.values), common_bits(slopes.values), len(slopes.nums)
            )
        case Stepped(edges=edges, values=values):
            return TableBits(edge_bits(edges), common_bits(values.values), UNIT, len(values.nums))
    numbers = [key for key in table.keys if isinstance(key, Fraction)]
    size = common_bits(numbers) if numbers else UNIT
    return TableBits(size, common_bits(table.values.values), UNIT, len(table.keys))


def edge_bits(edges: Edges) -> Bits:
    """The size of the places where rows begin."""
    return common_bits([end.value for end in edges.ends if end.value is not None] or [Fraction(0)])
