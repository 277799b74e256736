"""Formulas of the reference: Python's own parser, then plain recursion for one person over exact fractions."""

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from tests.rules.differential.reference_numbers import NoValue, Value, to_places, to_whole
from tests.rules.differential.reference_tables import FUNCTIONS

Lookup = Callable[[str], Value]
"""A name in the plan's words (`revenue.index`) → its value; raises NoValue where it has none."""

_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


@lru_cache(maxsize=4096)
def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def evaluate(text: str, lookup: Lookup, tables: Mapping[str, Any], rows: Sequence[Lookup] = ()) -> Value:
    """The value of a formula for one person; raises NoValue. `rows` are the names of each row that `sum` adds up."""
    return _Walk(text, lookup, tables, rows).value(_parsed(text))


class _Walk:
    def __init__(self, text: str, lookup: Lookup, tables: Mapping[str, Any], rows: Sequence[Lookup] = ()) -> None:
        self._rows = rows
        self._text = text
        self._lookup = lookup
        self._tables = tables

    def value(self, node: ast.expr) -> Value:  # noqa: C901, PLR0911 - one case per kind of node
        match node:
            case ast.Constant(value=str(word)):
                return word
            case ast.Constant():
                literal = ast.get_source_segment(self._text, node)
                assert literal is not None
                return Fraction(literal)
            case ast.Name(id=name):
                return self._lookup(name)
            case ast.Attribute(value=ast.Name(id=owner), attr=part):
                return self._lookup(f"{owner}.{part}")
            case ast.BinOp():
                return self._arithmetic(node)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return not self.value(operand)
            case ast.UnaryOp(op=op, operand=operand):
                return -self._number(operand) if isinstance(op, ast.USub) else self._number(operand)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self.value(body if self.value(test) else orelse)
            case ast.BoolOp(op=op, values=values):
                wanted = isinstance(op, ast.Or)
                return wanted if any(self.value(part) is wanted for part in values) else not wanted
            case ast.Compare():
                return self._comparison(node)
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return self._call(name, arguments)
        raise TypeError(f"not in the language: {ast.dump(node)}")

    def _number(self, node: ast.expr) -> Fraction:
        value = self.value(node)
        assert isinstance(value, Fraction)
        return value

    def _arithmetic(self, node: ast.BinOp) -> Fraction:
        left, right = self._number(node.left), self._number(node.right)
        match node.op:
            case ast.Add():
                return left + right
            case ast.Sub():
                return left - right
            case ast.Mult():
                return left * right
        if right == 0:
            raise NoValue("division")
        return left / right

    def _comparison(self, node: ast.Compare) -> bool:
        left = self.value(node.left)
        for compare, part in zip(node.ops, node.comparators, strict=True):
            right = self.value(part)
            if not _COMPARE[type(compare)](left, right):
                return False
            left = right
        return True

    def _call(self, name: str, arguments: list[ast.expr]) -> Fraction:  # noqa: PLR0911 - one case per function
        if name in FUNCTIONS:
            table = arguments[1]
            assert isinstance(table, ast.Name)
            keys = [self.value(argument) for argument in (arguments[0], *arguments[2:])]
            return FUNCTIONS[name](keys[0], self._tables[table.id], *keys[1:])  # type: ignore[arg-type]
        if name == "sum":
            return sum((_Walk(self._text, row, self._tables)._number(arguments[0]) for row in self._rows), Fraction(0))
        x, *more = [self._number(argument) for argument in arguments]
        match name:
            case "min":
                return min(x, *more)
            case "max":
                return max(x, *more)
            case "abs":
                return abs(x)
            case "round":
                return to_places(x, int(more[0]) if more else 0)
            case "floor":
                return Fraction(x.numerator // x.denominator)
            case "ceil":
                return Fraction(-(-x.numerator // x.denominator))
            case "clip":
                return min(max(x, more[0]), more[1])
        raise TypeError(f"no such function: {name}")


def whole_places(text: str) -> int:
    """A count as it stands in a document."""
    return to_whole(Fraction(text), "down")
