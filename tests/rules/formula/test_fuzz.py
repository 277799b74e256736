"""The checker on random texts: it never raises, and what it lets through is exactly the language."""

import ast
import re
import time
from fractions import Fraction

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from rules.formula import CODES, NUMBER, check_formula
from rules.formula.shape import ALLOWED_OPERATORS
from rules.formula.signatures import FUNCTIONS
from tests.rules.formula.declared import DECLARED
from tests.rules.formula.generated import FORMULAS, NAMES
from tests.rules.formula.tables import rows

UNHURRIED = settings(deadline=None)  # a busy machine is not a failure

VALID = [text for text, _, _ in rows("accepted.csv")]
ALPHABET = "ab19.0_ \t\n()[]{},:;=<>!+-*/%&|^~@#\\\"'$?`efjxX\x00\x1b\x7fé\u2212\u00a0\uff11\ud800\U0001f4b0"
SOUP = [
    *DECLARED, "min", "max", "round", "tier", "lookup", "total", "sum", "and", "or", "not", "if",
    "else", "in", "is", "lambda", "for", "True", "None", "await", "__class__", "_", "1", "0.5",
    "1e9", "0x1", "2j", "1_0", ".5", '"A"', "'EMEA'", 'f"x"', '"', "(", ")", "[", "]", "{", "}",
    ",", ".", ":", ":=", ";", "=", "==", "!=", "<", "<=", ">", "+", "-", "*", "**", "/", "//", "%",
    "@", "&", "|", "~", "#", "\\", "\n", "\t", "é",
]  # fmt: skip
LEAF_CLASSES = (ast.Name, ast.Constant, ast.Load)
NODE_CLASSES = (ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Call)
SECONDS_MAX = 2


def assert_sound(text: str) -> None:
    """Checked quickly; refused with typed, placed problems, or accepted with nothing but allowed nodes."""
    started = time.perf_counter()
    formula, problems = check_formula(text, DECLARED, path="/f")
    assert time.perf_counter() - started < SECONDS_MAX
    assert (formula is None) == bool(problems)
    for problem in problems:
        assert problem.code in CODES
        assert problem.position is not None
        assert 0 <= problem.position <= len(text)
        assert problem.message.isascii() or problem.message.isprintable()
    positions = [problem.position for problem in problems if problem.position is not None]
    assert positions == sorted(positions)
    if formula is not None:
        assert_only_allowed_nodes(formula.tree, set(formula.uses))
        again, _ = check_formula(text, DECLARED, path="/f")
        assert again == formula
        assert again is not None
        assert ast.dump(again.tree) == ast.dump(formula.tree)


def assert_only_allowed_nodes(tree: ast.expr, uses: set[str]) -> None:
    plain = {name.replace(".", "__") for name in uses}
    called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        assert isinstance(node, (*NODE_CLASSES, *LEAF_CLASSES, *ALLOWED_OPERATORS))
        if isinstance(node, ast.Name):
            assert node.id in (FUNCTIONS if node in called else plain)
        if isinstance(node, ast.Constant):
            value: object = node.value
            assert isinstance(value, Fraction | str)
        if isinstance(node, ast.Call):
            assert not node.keywords


@UNHURRIED
@given(st.text(ALPHABET, max_size=60))
def test_random_characters(text: str) -> None:
    assert_sound(text)


@UNHURRIED
@given(st.text(max_size=40))
def test_any_unicode_text(text: str) -> None:
    assert_sound(text)


@UNHURRIED
@given(st.lists(st.sampled_from(SOUP), max_size=40), st.sampled_from(["", " "]))
def test_random_tokens(tokens: list[str], between: str) -> None:
    assert_sound(between.join(tokens))


@UNHURRIED
@given(st.sampled_from(VALID), st.data())
def test_a_valid_formula_with_a_few_changes(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 3)))
        text = text[:start] + data.draw(st.one_of(st.sampled_from(SOUP), st.text(ALPHABET, max_size=2))) + text[end:]
    assert_sound(text)


@settings(UNHURRIED, max_examples=60)
@given(st.sampled_from(SOUP), st.integers(1, 1_000), st.sampled_from(VALID))
@example("(", 1_000, "1")
@example("-", 1_000, "1")
@example("not ", 400, "eligible")
def test_one_token_many_times(token: str, times: int, tail: str) -> None:
    assert_sound(token * times + tail)
    assert_sound((token + " ") * times + tail)


@settings(UNHURRIED, suppress_health_check=[HealthCheck.filter_too_much])
@given(FORMULAS)
def test_generated_formulas_are_accepted_unless_they_are_too_large(text: str) -> None:
    formula, problems = check_formula(text, NAMES, path="/f", expects=NUMBER)
    if formula is None:
        limits = {"formula.too_long", "formula.too_deep", "formula.too_many_nodes", "formula.too_many_tokens"}
        assert {problem.code for problem in problems} <= limits
    else:
        assert_only_allowed_nodes(formula.tree, set(formula.uses))


_TOKENS = re.compile(r"\"[^\"]*\"|'[^']*'|[A-Za-z_][\w.]*|[0-9][0-9.]*|[<>=!]=|.", re.DOTALL)


@UNHURRIED
@given(FORMULAS, st.data())
def test_space_between_tokens_changes_neither_kind_nor_names(text: str, data: st.DataObject) -> None:
    tokens = [token for token in _TOKENS.findall(text) if token.strip()]
    gaps = st.sampled_from([" ", "  ", "\t", "\n", "\r\n", " \n "])
    spaced = "".join(data.draw(gaps) + token for token in tokens) + data.draw(gaps)
    assume(len(spaced) <= 2_000)
    formula, _ = check_formula(text, NAMES, path="/f")
    other, _ = check_formula(spaced, NAMES, path="/f")
    if formula is None:
        assert other is None
        return
    assert other is not None
    assert (other.kind, other.uses, other.nodes) == (formula.kind, formula.uses, formula.nodes)
    assert ast.dump(other.tree) == ast.dump(formula.tree)


@UNHURRIED
@given(st.integers(0, 10**18 - 1), st.text("0123456789", max_size=12))
def test_literals_are_read_exactly(whole: int, decimals: str) -> None:
    text = f"{whole}.{decimals}" if decimals else str(whole)
    formula, problems = check_formula(text, {}, path="/f")
    assert problems == ()
    assert formula is not None
    assert isinstance(formula.tree, ast.Constant)
    exact: object = formula.tree.value
    assert exact == Fraction(text)
