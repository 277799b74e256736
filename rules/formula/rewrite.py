"""The tree that is evaluated: exact literals, and plain names in place of dotted ones and of calls over many people."""

import ast
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from rules.formula.names import dotted_name, plain_name
from rules.formula.people_calls import PeopleCall, is_people_call, people_call_of


class _Rewriting(ast.NodeTransformer):
    def __init__(self, text: str, literals: Mapping[int, Fraction]) -> None:
        self._text = text
        self._literals = literals
        self.people_calls: dict[str, PeopleCall] = {}

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if not is_people_call(node):
            visited = self.generic_visit(node)
            assert isinstance(visited, ast.Call)
            return visited
        call = people_call_of(node, self._text)
        self.people_calls.setdefault(call.name, call)
        return ast.copy_location(ast.Name(id=plain_name(call.name), ctx=ast.Load()), node)

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        if isinstance(node.value, str):
            return node
        exact: Any = self._literals[node.col_offset]
        return ast.copy_location(ast.Constant(value=exact), node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.Name:
        name = dotted_name(node)
        assert name is not None
        return ast.copy_location(ast.Name(id=plain_name(name), ctx=ast.Load()), node)


def rewrite(tree: ast.expr, text: str, literals: Mapping[int, Fraction]) -> tuple[ast.expr, tuple[PeopleCall, ...]]:
    """The tree to evaluate and the calls over many people that were lifted out of it.

    Numbers become the rational written in the text at that position; no attribute is left in the tree.
    """
    rewriting = _Rewriting(text, literals)
    rewritten: ast.expr = rewriting.visit(tree)
    return rewritten, tuple(rewriting.people_calls.values())
