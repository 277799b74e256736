"""Nothing fails silently: no broad `except` that goes on, no `or 0` where a value is missing."""

import ast

import pytest

from tests.architecture.sources import CODE, findings, findings_in

BROAD = {"Exception", "BaseException"}


def names_in(expression: ast.expr | None) -> set[str]:
    """The plain names of an expression: the exception classes of an `except` or a call's arguments."""
    return set() if expression is None else {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}


def swallowing(node: ast.AST) -> str | None:
    """A handler for everything that does not raise, or a suppression of everything."""
    match node:
        case ast.ExceptHandler():
            broad = node.type is None or bool(names_in(node.type) & BROAD)
            if broad and not any(isinstance(inner, ast.Raise) for inner in ast.walk(node)):
                return "a broad except that does not raise again"
        case ast.Call(func=ast.Name(id="suppress") | ast.Attribute(attr="suppress")):
            if any(names_in(argument) & BROAD for argument in node.args):
                return "suppress(Exception)"
    return None


def defaulting(node: ast.AST) -> str | None:
    """A missing value that becomes zero: `x or 0`, `.get(key, 0)`."""
    match node:
        case ast.BoolOp(op=ast.Or()) if is_zero(node.values[-1]):
            return "`or 0`"
        case ast.Call(func=ast.Attribute(attr="get"), args=[_, default]) if is_zero(default):
            return "`.get(…, 0)`"
    return None


def is_zero(node: ast.expr) -> bool:
    """0, "0", Fraction(0), Decimal("0")."""
    match node:
        case ast.Constant(value=value):
            return type(value) is not bool and value in (0, "0")
        case ast.Call(func=ast.Name(id="Fraction" | "Decimal" | "int"), args=[only]):
            return is_zero(only)
    return False


def test_no_error_is_swallowed() -> None:
    assert findings(swallowing, *CODE) == []


def test_nothing_missing_becomes_zero() -> None:
    assert findings(defaulting, *CODE) == []


@pytest.mark.parametrize(
    "source",
    [
        "try: f()\nexcept Exception: x = 0",
        "try: f()\nexcept: x = 0",
        "try: f()\nexcept (ValueError, Exception) as e: log(e)",
        "with contextlib.suppress(Exception): f()",
    ],
)
def test_swallowed_errors_are_found(source: str) -> None:
    assert list(findings_in(swallowing, ast.parse(source)))


@pytest.mark.parametrize(
    "source", ["y = x or 0", "y = x or Decimal('0')", "y = facts.get(key, 0)", "y = a or b or '0'"]
)
def test_silent_zeros_are_found(source: str) -> None:
    assert list(findings_in(defaulting, ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        "try: f()\nexcept Exception as e:\n    raise Broken from e",
        "try: f()\nexcept ValueError: problems.append(p)",
        "y = x or ()",
        "y = facts.get(key)",
        "y = flags.get(key, False)",
    ],
)
def test_honest_code_is_left_alone(source: str) -> None:
    tree = ast.parse(source)
    assert not [*findings_in(swallowing, tree), *findings_in(defaulting, tree)]
