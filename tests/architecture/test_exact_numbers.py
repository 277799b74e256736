"""No binary float can get into a number of a plan or a result."""

import ast

import pytest

from tests.architecture.sources import findings, findings_in

# The functions of math that never make a float of integers and fractions.
EXACT_MATH = {"ceil", "comb", "floor", "gcd", "isqrt", "lcm", "perm", "prod", "trunc"}

# A number cell of a workbook is a binary float by the file format; it is written only where 15 digits hold the value.
ALLOWED = ("service/files/tables/spreadsheets.py",)


def float_use(node: ast.AST) -> str | None:
    """A float literal, a conversion to float, the float type as an annotation, or inexact mathematics."""
    match node:
        case ast.Constant(value=float() | complex()):
            return f"the float literal {node.value!r}"
        case ast.Call(func=ast.Name(id="float")):
            return "float(…)"
        case ast.Call(func=ast.Name(id="round")):
            return "the built-in round(…), which rounds halves to even"
        case ast.AnnAssign(annotation=ast.Name(id="float")) | ast.arg(annotation=ast.Name(id="float")):
            return "a float annotation"
        case ast.ImportFrom(module="math") if not {name.name for name in node.names} <= EXACT_MATH:
            return "inexact functions of math"
        case ast.Attribute(value=ast.Name(id="math")) if node.attr not in EXACT_MATH:
            return f"math.{node.attr}"
    return None


def inexact_reading(node: ast.AST) -> str | None:
    """JSON read without exact numbers, or by a reader that goes through floats."""
    match node:
        case ast.Call(func=ast.Attribute(attr="loads", value=ast.Name(id="json"))):
            if not {keyword.arg for keyword in node.keywords} & {"parse_float"}:
                return "json.loads without parse_float"
        case ast.Call(func=ast.Name(id="float")):
            return "float(…)"
        case ast.Attribute(attr="model_validate_json" | "validate_json"):
            return "pydantic's JSON reader, which goes through floats"
    return None


def test_rules_know_no_float() -> None:
    assert findings(float_use, "rules") == []


def test_the_shell_reads_numbers_from_their_text() -> None:
    found = findings(inexact_reading, "rules", "service")
    assert [finding for finding in found if not finding.startswith(ALLOWED)] == []


def test_exceptions_are_still_needed() -> None:
    found = findings(inexact_reading, "service")
    assert [place for place in ALLOWED if not any(finding.startswith(place) for finding in found)] == []


@pytest.mark.parametrize(
    ("finder", "source"),
    [
        (float_use, "half = 0.5"),
        (float_use, "value = float(text)"),
        (float_use, "cents = round(amount, 2)"),
        (float_use, "def f(x: float) -> None: ..."),
        (float_use, "from math import gcd, sqrt"),
        (float_use, "import math; math.log(x)"),
        (inexact_reading, "json.loads(body)"),
        (inexact_reading, "Plan.model_validate_json(body)"),
    ],
)
def test_inexact_code_is_found(finder: object, source: str) -> None:
    assert callable(finder)
    assert list(findings_in(finder, ast.parse(source)))


@pytest.mark.parametrize(
    ("finder", "source"),
    [
        (float_use, "isinstance(value, float)"),
        (float_use, "from math import gcd, lcm"),
        (float_use, "number.rounded(2)"),
        (inexact_reading, "json.loads(body, parse_float=Decimal)"),
    ],
)
def test_exact_code_is_left_alone(finder: object, source: str) -> None:
    assert callable(finder)
    assert not list(findings_in(finder, ast.parse(source)))
