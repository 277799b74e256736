"""Kinds of a formula's parts: conditions must be boolean, arithmetic works on numbers, branches agree."""

import ast

from rules.formula.calls import call_kind
from rules.formula.comparisons import check_comparison
from rules.formula.findings import Findings
from rules.formula.inference import is_word
from rules.formula.kinds import BOOLEAN, NUMBER, Boolean, Category, Kind, Number, TableKind, describe
from rules.formula.names import Names, dotted_name
from rules.formula.signatures import READERS


class KindInference:
    """One walk over a tree that `check_shape` has measured."""

    def __init__(self, names: Names, findings: Findings) -> None:
        self.names = names
        self.findings = findings

    def kind_of(self, node: ast.expr) -> Kind | None:
        """The kind of a part; None if it has none, which is reported."""
        match node:
            case ast.BinOp(left=left, right=right):
                self._need_number(left)
                self._need_number(right)
                return NUMBER
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                self._need_boolean(operand, "`not`")
                return BOOLEAN
            case ast.UnaryOp(operand=operand):
                self._need_number(operand)
                return NUMBER
            case ast.BoolOp(op=op, values=values):
                for value in values:
                    self._need_boolean(value, "`and`" if isinstance(op, ast.And) else "`or`")
                return BOOLEAN
            case ast.Compare():
                check_comparison(node, self)
                return BOOLEAN
            case ast.IfExp():
                return self._branches(node)
            case ast.Call():
                return call_kind(node, self)
        return self._leaf(node)

    def _leaf(self, node: ast.expr) -> Kind | None:
        name = dotted_name(node)
        if name is not None:
            return self._named(name, node.col_offset)
        if is_word(node):
            message = "a quoted word may only stand beside `==` or `!=` and a category"
            self.findings.add("formula.word_place", node.col_offset, message)
            return None
        return NUMBER if isinstance(node, ast.Constant) else None

    def _named(self, name: str, position: int) -> Kind | None:
        kind = self.names.resolve(name, position)
        if not isinstance(kind, TableKind):
            return kind
        message = f"`{name}` is a table; read it with `{READERS[kind.form].shown}`"
        self.findings.add("formula.table_place", position, message)
        return None

    def _need_number(self, node: ast.expr) -> None:
        match self.kind_of(node):
            case Boolean():
                message = "a condition is not a number; write `1 if … else 0`"
                self.findings.add("formula.boolean_arithmetic", node.col_offset, message)
            case Category():
                message = "a category is not a number; compare it with a word, or use `lookup`"
                self.findings.add("formula.category_arithmetic", node.col_offset, message)

    def _need_boolean(self, node: ast.expr, place: str) -> None:
        kind = self.kind_of(node)
        if kind is None or isinstance(kind, Boolean):
            return
        message = f"{place} needs a condition, but this is {describe(kind)}; compare it, as in `x != 0`"
        self.findings.add("formula.not_boolean", node.col_offset, message)

    def _branches(self, node: ast.IfExp) -> Kind | None:
        body = self._branch(node.body)
        self._need_boolean(node.test, "`if`")
        orelse = self._branch(node.orelse)
        if body is not None and orelse is not None and type(body) is not type(orelse):
            message = f"one branch is {describe(body)}, the other {describe(orelse)}; make them one kind"
            self.findings.add("formula.branch_kinds", node.orelse.col_offset, message)
            return None
        return body or orelse

    def _branch(self, node: ast.expr) -> Number | Boolean | None:
        kind = None if is_word(node) else self.kind_of(node)
        if isinstance(kind, Category) or is_word(node):
            message = "a branch of `if` is a number or a condition, not a category; compare inside it"
            self.findings.add("formula.category_branch", node.col_offset, message)
        return kind if isinstance(kind, Number | Boolean) else None
