"""Calls that read several people: lifted out of a formula, so that they are computed once for the whole population."""

import ast
from dataclasses import dataclass

from rules.formula.signatures import POPULATION

_LAYOUT_TO_SPACES = str.maketrans("\t\r\n", "   ")


@dataclass(frozen=True, slots=True)
class PeopleCall:
    """One call such as `rank(revenue.actual, region)`.

    `name` is the call's own text: in the formula around it the call is a name like any other, and equal calls of a
    plan are one value. `argument` is the text of the formula that everybody contributes, `by` the grouping (None: all
    people together).
    """

    name: str
    function: str
    argument: str
    by: str | None


def is_people_call(node: ast.AST) -> bool:
    """Whether a part of a checked formula reads several people."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in POPULATION


def is_people_call_name(name: str) -> bool:
    """Whether a name that a formula uses is a call of this kind; declared names have no parentheses."""
    return "(" in name


def people_call_of(node: ast.Call, text: str) -> PeopleCall:
    """The call at `node` of a formula with this text."""
    assert isinstance(node.func, ast.Name)
    by = node.args[1] if len(node.args) > 1 else None
    return PeopleCall(
        name=segment(node, text),
        function=node.func.id,
        argument=segment(node.args[0], text),
        by=by.id if isinstance(by, ast.Name) else None,
    )


def segment(node: ast.expr, text: str) -> str:
    """The part of the text that a node stands for, on one line."""
    return one_line(text[node.col_offset : node.end_col_offset])


def one_line(text: str) -> str:
    """The text with spaces for line breaks and tabs; every other character keeps its place."""
    return text.translate(_LAYOUT_TO_SPACES)
