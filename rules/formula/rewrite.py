"""The tree that is evaluated: exact literals, and plain names in place of dotted ones."""

import ast
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from rules.formula.names import dotted_name, plain_name


class _Rewriting(ast.NodeTransformer):
    def __init__(self, literals: Mapping[int, Fraction]) -> None:
        self._literals = literals

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        if isinstance(node.value, str):
            return node
        exact: Any = self._literals[node.col_offset]
        return ast.copy_location(ast.Constant(value=exact), node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.Name:
        name = dotted_name(node)
        assert name is not None
        return ast.copy_location(ast.Name(id=plain_name(name), ctx=ast.Load()), node)


def rewrite(tree: ast.expr, literals: Mapping[int, Fraction]) -> ast.expr:
    """Numbers become the rational written in the text at that position; no attribute is left in the tree."""
    rewritten: ast.expr = _Rewriting(literals).visit(tree)
    return rewritten
