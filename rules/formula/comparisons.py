"""Comparisons: numbers with numbers, and a category with one of its words."""

import ast
from dataclasses import dataclass

from rules.formula.inference import Inference, is_word
from rules.formula.kinds import Boolean, Category, Kind, Number, describe
from rules.formula.suggestions import shortened


@dataclass(frozen=True, slots=True)
class _Operand:
    """One side of a comparison: a quoted word, or something with a kind (None: reported already)."""

    position: int
    word: str | None
    kind: Kind | None


def check_comparison(node: ast.Compare, inference: Inference) -> None:
    """Report every pair of neighbours in the chain that cannot be compared."""
    operands = [_operand(part, inference) for part in (node.left, *node.comparators)]
    for left, operator, right in zip(operands, node.ops, operands[1:], strict=False):
        if left.word is not None or right.word is not None:
            _check_word(left, operator, right, inference)
        elif left.kind is not None and right.kind is not None:
            _check_kinds(left, right, inference)


def _operand(node: ast.expr, inference: Inference) -> _Operand:
    if is_word(node):
        assert isinstance(node, ast.Constant)
        return _Operand(node.col_offset, str(node.value), None)
    return _Operand(node.col_offset, None, inference.kind_of(node))


def _check_word(left: _Operand, operator: ast.cmpop, right: _Operand, inference: Inference) -> None:
    word, other = (left, right) if left.word is not None else (right, left)
    assert word.word is not None
    if other.word is None and other.kind is None:
        return
    if not isinstance(other.kind, Category):
        against = "another word" if other.kind is None else describe(other.kind)
        message = f"a quoted word may only be compared with a category, not with {against}"
        inference.findings.add("formula.word_place", word.position, message)
        return
    if not isinstance(operator, ast.Eq | ast.NotEq):
        message = "categories have no order; compare with `==` or `!=`"
        inference.findings.add("formula.category_order", left.position, message)
    if word.word not in other.kind.values:
        hint = inference.names.suggest_word(word.word, other.kind.values)
        message = f'"{shortened(word.word)}" is not a value of this category; {hint}'
        inference.findings.add("formula.unknown_word", word.position, message)


def _check_kinds(left: _Operand, right: _Operand, inference: Inference) -> None:
    assert left.kind is not None
    assert right.kind is not None
    match left.kind, right.kind:
        case Number(), Number():
            return
        case Boolean(), Boolean():
            message = "conditions are not compared; join them with `and`, `or`, `not`"
            inference.findings.add("formula.boolean_compare", left.position, message)
        case Category(), Category():
            message = "two categories are not compared; compare each with a word"
            inference.findings.add("formula.category_compare", left.position, message)
        case _:
            message = f"{describe(left.kind)} cannot be compared with {describe(right.kind)}"
            inference.findings.add("formula.mixed_compare", left.position, message)
