"""How large a formula's numbers can become, known before anything is evaluated."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import pairwise

from rules.formula.bits import (
    UNIT,
    Bits,
    TableBits,
    added,
    aligned,
    bits_of,
    divided,
    multiplied,
    rounded,
    rounding_work,
)
from rules.formula.guard import Formula
from rules.formula.inference import is_word
from rules.formula.names import plain_name
from rules.formula.signatures import READERS

_TABLE_FUNCTIONS = frozenset(signature.name for signature in READERS.values())
ROWS_BITS = 20
"""A person has at most 2**20 rows of one fact."""

_ALREADY = 2
"""Where `tier` takes what was reached before."""


@dataclass(frozen=True, slots=True)
class Growth:
    """The size of a formula's result, the largest integer on the way with the place where it arises, and the work: the
    bits of everything on the way together."""

    result: Bits
    peak: int
    peak_position: int
    work: int


def growth(formula: Formula, names: Mapping[str, Bits], tables: Mapping[str, TableBits]) -> Growth:
    """A bound on every integer that evaluating the formula can produce, whatever the data.

    `names` holds the size of every name the formula uses, as declared (`revenue.index`), conditions and
    categories with `UNIT`; `tables` those of its tables. Raises KeyError for a name without a size.
    """
    sizes = {plain_name(name): size for name, size in names.items()}
    walk = _Sizes(sizes, {plain_name(name): size for name, size in tables.items()})
    result = walk.bits(formula.tree)
    return Growth(result, walk.peak, walk.peak_position, walk.work)


class _Sizes:
    def __init__(self, names: Mapping[str, Bits], tables: Mapping[str, TableBits]) -> None:
        self._names = names
        self._tables = tables
        self.peak = 0
        self.peak_position = 0
        self.work = 0

    def bits(self, node: ast.expr) -> Bits:
        """The size of one node, which also counts towards the peak."""
        size = self._of(node)
        self._note(size.largest, node)
        return size

    def _note(self, size: int, node: ast.expr) -> None:
        self.work += size
        if size > self.peak:
            self.peak, self.peak_position = size, node.col_offset

    def _of(self, node: ast.expr) -> Bits:
        match node:
            case ast.Constant():
                exact: object = node.value
                assert isinstance(exact, Fraction)
                return bits_of(exact)
            case ast.Name(id=name):
                return self._names[name]
            case ast.BinOp(left=left, op=op, right=right):
                return _OPERATIONS[type(op)](self.bits(left), self.bits(right))
            case ast.UnaryOp(operand=operand):
                return self.bits(operand)
            case ast.BoolOp(values=values):
                for value in values:
                    self.bits(value)
                return UNIT
            case ast.Compare():
                return self._comparison(node)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                self.bits(test)
                return aligned(self.bits(body), self.bits(orelse))
            case ast.Call():
                return self._call(node)
        raise TypeError(f"{type(node).__name__} is not part of a checked formula")

    def _comparison(self, node: ast.Compare) -> Bits:
        parts = [None if is_word(part) else self.bits(part) for part in (node.left, *node.comparators)]
        for left, right in pairwise(parts):
            if left is not None and right is not None:
                self._note(aligned(left, right).largest, node)
        return UNIT

    def _call(self, node: ast.Call) -> Bits:
        if _reads_table(node):
            return self._table_call(node)
        assert isinstance(node.func, ast.Name)
        sizes = [self.bits(argument) for argument in node.args]
        match node.func.id:
            case "min" | "max" | "clip":
                return reduce(aligned, sizes)
            case "round":
                return self._rounded(node, sizes[0], _literal(node.args[1]) if len(sizes) > 1 else 0)
            case "sum":
                # Every row over the person's common denominator, which the bound of one row covers already.
                return Bits(sizes[0].numerator + ROWS_BITS, sizes[0].denominator)
            case "floor" | "ceil":
                # Rounding away from zero too stays within |n|, as the denominator is at least 1.
                return Bits(sizes[0].numerator, 0)
            case _:
                return sizes[0]

    def _rounded(self, node: ast.Call, size: Bits, places: int) -> Bits:
        self._note(rounding_work(size, places), node)
        return rounded(size, places)

    def _table_call(self, node: ast.Call) -> Bits:
        assert isinstance(node.func, ast.Name)
        table = self._tables[_table_name(node)]
        x = self.bits(node.args[0])
        self._note(aligned(table.edges, x).largest + 1, node)
        match node.func.id:
            case "tier":
                already = self.bits(node.args[_ALREADY]) if len(node.args) > _ALREADY else UNIT
                whole = added(already, x)
                self._note(aligned(table.edges, whole).largest + 1, node)
                return added(_piece(table, whole), _piece(table, already))
            case "interpolate":
                return _piece(table, x)
            case _:
                return table.values


def _piece(table: TableBits, x: Bits) -> Bits:
    return added(table.values, multiplied(table.slopes, x))


def _literal(node: ast.expr) -> int:
    exact: object = node.value if isinstance(node, ast.Constant) else None
    assert isinstance(exact, Fraction)
    return int(exact)


def _reads_table(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id in _TABLE_FUNCTIONS


def _table_name(node: ast.Call) -> str:
    table = node.args[1]
    assert isinstance(table, ast.Name)
    return table.id


_OPERATIONS: dict[type[ast.operator], Callable[[Bits, Bits], Bits]] = {
    ast.Add: added,
    ast.Sub: added,
    ast.Mult: multiplied,
    ast.Div: divided,
}
