"""`sum(…)`: a number of every row of one fact, added up for the person.

The rows of one person must have one common denominator of a known size, or a sum of many rows could outgrow every
bound. Decimals and the person's own values give them one; dividing by something that differs from row to row does not,
unless each row is rounded.
"""

import ast

from rules.formula.inference import Inference
from rules.formula.kinds import NUMBER, Kind, Number, describe
from rules.formula.names import Names, dotted_name

_ROUNDING = frozenset({"round", "floor", "ceil"})
_OF_CONSTANTS = frozenset({"rate", "step", "lookup", "sum"})
"""Functions whose result has the same denominator in every row: table values, and numbers of the person."""


def sum_kind(node: ast.Call, inference: Inference) -> Kind:
    """Check one call of `sum`; it gives a number."""
    names, findings = inference.names, inference.findings
    if len(node.args) != 1:
        message = f"`sum(x)` takes 1 argument, not {len(node.args)}; x is worked out for every row"
        findings.add("formula.argument_count", node.col_offset, message)
    outer = names.rows_read
    if outer is not None:
        message = "a `sum` cannot stand inside another; name the inner one as a value of the plan"
        findings.add("formula.sum_nested", node.col_offset, message)
    for argument in node.args:
        names.rows_read = set()
        kind = inference.kind_of(argument)
        if kind is not None and not isinstance(kind, Number):
            message = f"`sum` adds up numbers, but this is {describe(kind)}; write `1 if … else 0` to count"
            findings.add("formula.argument_kind", argument.col_offset, message)
        elif kind is not None and outer is None and len(node.args) == 1:
            _check_rows(argument, names.rows_read, inference)
    names.rows_read = outer
    return NUMBER


def _check_rows(argument: ast.expr, read: set[str], inference: Inference) -> None:
    if any(isinstance(node, ast.Name) and node.id == "sum" for node in ast.walk(argument)):
        return  # A sum inside this one is reported, and read its own rows.
    if len(read) != 1:
        what = f"the rows of {' and '.join(sorted(read))} together" if read else "nothing that a row has"
        message = f"`sum` adds up over the rows of one fact, but this reads {what}"
        inference.findings.add("formula.sum_rows", argument.col_offset, message)
    elif _has_own_denominator(argument, inference.names):
        message = "this divides by a value of the row; round each row, as in `sum(round(a / b, 6))`"
        inference.findings.add("formula.sum_division", argument.col_offset, message)


def _has_own_denominator(node: ast.expr, names: Names) -> bool:
    """Whether the value's denominator can differ from row to row without bound."""
    match node:
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return _differs_by_row(right, names) or _has_own_denominator(left, names)
        case ast.BinOp(left=left, right=right):
            return _has_own_denominator(left, names) or _has_own_denominator(right, names)
        case ast.UnaryOp(operand=operand):
            return _has_own_denominator(operand, names)
        case ast.IfExp(body=body, orelse=orelse):
            return _has_own_denominator(body, names) or _has_own_denominator(orelse, names)
        case ast.Call(func=ast.Name(id=function), args=arguments) if function not in _ROUNDING | _OF_CONSTANTS:
            return any(_has_own_denominator(argument, names) for argument in arguments)
    return False


def _differs_by_row(node: ast.expr, names: Names) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sum":
        return False
    name = dotted_name(node)
    if name is not None:
        return names.differs_by_row(name)
    return any(_differs_by_row(part, names) for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr))
