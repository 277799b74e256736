"""The allow-list of syntax nodes, and the limits on how many there are and how deep they nest.

Walks without recursion, so that it is safe on any tree the parser returns.
"""

import ast
from collections.abc import Iterator

from rules.formula.findings import Findings
from rules.formula.layout import DEPTH_MAX, TOO_DEEP

NODES_MAX = 256

ALLOWED_OPERATORS: tuple[type[ast.AST], ...] = (
    ast.Add, ast.Sub, ast.Mult, ast.Div, ast.UAdd, ast.USub, ast.Not, ast.And, ast.Or,
    ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq,
)  # fmt: skip

_REFUSED = {
    ast.Tuple: (
        "formula.tuple",
        "commas and empty parentheses may only stand in a call; write 1000.5 instead of 1,000.5",
    ),
    ast.Starred: ("formula.star_argument", "arguments cannot be unpacked; list them one by one"),
}


def check_shape(tree: ast.expr, findings: Findings) -> int | None:
    """The number of nodes; None, with a finding, if the tree is too large or too deep to look at further.

    Operands, operations and calls count as one node each; a dotted name is one, a function's name none.
    """
    pending: list[tuple[ast.expr, int]] = [(tree, 1)]
    count = 0
    while pending:
        node, depth = pending.pop()
        count += 1
        if depth > DEPTH_MAX:
            findings.add("formula.too_deep", node.col_offset, TOO_DEEP)
            return None
        if count > NODES_MAX:
            message = "more than 256 operations, names and numbers; split the formula with named values"
            findings.add("formula.too_many_nodes", node.col_offset, message)
            return None
        pending.extend((child, depth + 1) for child in reversed(list(_children(node, findings))))
    return count


def _children(node: ast.expr, findings: Findings) -> Iterator[ast.expr]:
    match node:
        case ast.BinOp(left=left, op=op, right=right) if isinstance(op, ALLOWED_OPERATORS):
            yield from (left, right)
        case ast.UnaryOp(op=op, operand=operand) if isinstance(op, ALLOWED_OPERATORS):
            yield operand
        case ast.BoolOp(values=values):
            yield from values
        case ast.Compare(left=left, ops=ops, comparators=comparators) if all(
            isinstance(op, ALLOWED_OPERATORS) for op in ops
        ):
            yield from (left, *comparators)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield from (test, body, orelse)
        case ast.Call():
            yield from _arguments(node, findings)
        case _:
            _check_leaf(node, findings)


def _arguments(node: ast.Call, findings: Findings) -> Iterator[ast.expr]:
    if not isinstance(node.func, ast.Name):
        message = "only the functions of the language can be called; to multiply write `*`"
        findings.add("formula.call_target", node.func.col_offset, message)
    for keyword in node.keywords:
        message = "arguments have no names; give them in order"
        findings.add("formula.keyword_argument", keyword.col_offset, message)
    yield from node.args


def _check_leaf(node: ast.expr, findings: Findings) -> None:
    match node:
        case ast.Name() | ast.Attribute(value=ast.Name()):
            return
        case ast.Constant(value=value) if type(value) in {int, float, str}:
            return
    refused = _REFUSED.get(type(node))
    code, message = refused or ("formula.node_not_allowed", "this construct is not part of the language")
    findings.add(code, node.col_offset, message)
