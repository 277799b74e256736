"""The allow-list of syntax nodes on its own: it holds for any tree the parser can make."""

import ast

import pytest

from rules.formula.findings import Findings
from rules.formula.shape import check_shape


def found(tree: ast.expr) -> list[str]:
    findings = Findings("/f")
    check_shape(tree, findings)
    return [problem.code for problem in findings.in_order()]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("[a]", "node_not_allowed"),
        ("{a}", "node_not_allowed"),
        ("{a: b}", "node_not_allowed"),
        ("[a for a in b]", "node_not_allowed"),
        ("{a for a in b}", "node_not_allowed"),
        ("{a: b for a in c}", "node_not_allowed"),
        ("(a for a in b)", "node_not_allowed"),
        ("lambda: a", "node_not_allowed"),
        ("(a := b)", "node_not_allowed"),
        ("a[0]", "node_not_allowed"),
        ("a.b.c", "node_not_allowed"),
        ("(a + b).c", "node_not_allowed"),
        ("f'{a}'", "node_not_allowed"),
        ("b'a'", "node_not_allowed"),
        ("2j", "node_not_allowed"),
        ("True", "node_not_allowed"),
        ("None", "node_not_allowed"),
        ("...", "node_not_allowed"),
        ("a ** b", "node_not_allowed"),
        ("a % b", "node_not_allowed"),
        ("a // b", "node_not_allowed"),
        ("a @ b", "node_not_allowed"),
        ("a << b", "node_not_allowed"),
        ("a >> b", "node_not_allowed"),
        ("a & b", "node_not_allowed"),
        ("a | b", "node_not_allowed"),
        ("a ^ b", "node_not_allowed"),
        ("~a", "node_not_allowed"),
        ("a is b", "node_not_allowed"),
        ("a is not b", "node_not_allowed"),
        ("a in b", "node_not_allowed"),
        ("a not in b", "node_not_allowed"),
        ("1 + (yield)", "node_not_allowed"),
        ("1 + (await a)", "node_not_allowed"),
        ("(a, b)", "tuple"),
        ("min(*a)", "star_argument"),
        ("min(a=b)", "keyword_argument"),
        ("min(**a)", "keyword_argument"),
        ("a.b(c)", "call_target"),
        ("(lambda: a)()", "call_target"),
        ("a()()", "call_target"),
    ],
)
def test_everything_else_is_refused(source: str, code: str) -> None:
    assert found(ast.parse(source, mode="eval").body) == [f"formula.{code}"]


@pytest.mark.parametrize(
    "source",
    ["a + b - c * d / e", "-a", "+a", "not a", "a and b or c", "a < b <= c > d >= e == f != g",
     "a if b else c", "min(a, b)", "a.b", "1", "1.5", "'A'"],
)  # fmt: skip
def test_the_language_is_let_through(source: str) -> None:
    assert found(ast.parse(source, mode="eval").body) == []


def test_a_finding_must_have_a_documented_code() -> None:
    with pytest.raises(KeyError):
        Findings("/f").add("formula.unheard_of", 0, "")
