"""Hostile formulas are refused: with a code and a place in the text, quickly, leaking nothing."""

import sys
import time

import pytest

from rules.formula import CODES, check_formula
from rules.problems import Problem
from tests.rules.formula.declared import DECLARED
from tests.rules.formula.hostile_code import CONTAINERS, EXECUTION, INTROSPECTION, Attack
from tests.rules.formula.hostile_text import CHARACTERS, LITERALS, SIGNS, SIZES

ATTACKS: list[Attack] = [
    *INTROSPECTION, *EXECUTION, *CONTAINERS, *CHARACTERS, *SIGNS, *LITERALS, *SIZES,
]  # fmt: skip

# Words that only the parser, the interpreter or a traceback would use.
LEAKS = (
    "Traceback", "Error", "ast.", "<string>", "<unknown>", "object at", "File ", "line 1",
    "perhaps you forgot", "invalid", "unterminated", "asteval", "python3",
)  # fmt: skip


def refused(text: str) -> tuple[Problem, ...]:
    formula, problems = check_formula(text, DECLARED, path="/values/x")
    assert formula is None
    return problems


def test_the_suite_is_as_large_as_promised() -> None:
    assert len({text for text, _, _ in ATTACKS}) == len(ATTACKS) >= 170


@pytest.mark.parametrize(("text", "code", "position"), ATTACKS, ids=range(len(ATTACKS)))
def test_refused_with_code_and_position(text: str, code: str, position: int) -> None:
    problems = refused(text)
    assert (f"formula.{code}", position) in [(problem.code, problem.position) for problem in problems]


@pytest.mark.parametrize("text", [text for text, _, _ in ATTACKS], ids=range(len(ATTACKS)))
def test_every_problem_is_known_placed_and_silent_about_the_inside(text: str) -> None:
    for problem in refused(text):
        assert problem.code in CODES
        assert problem.path == "/values/x"
        assert problem.position is not None
        assert 0 <= problem.position <= len(text)
        assert not any(leak in problem.message for leak in LEAKS)
        assert problem.message.isprintable()
        assert len(problem.message) < 400


def test_none_takes_long() -> None:
    started = time.perf_counter()
    for text, _, _ in ATTACKS:
        refused(text)
    assert time.perf_counter() - started < 5


def test_a_shallow_stack_changes_nothing() -> None:
    # What is refused must not depend on how deep the caller already is.
    limit = sys.getrecursionlimit()
    depth = len_of_stack()
    try:
        sys.setrecursionlimit(depth + 500)
        for text, code, position in SIZES:
            problems = refused(text)
            assert (f"formula.{code}", position) in [(problem.code, problem.position) for problem in problems]
    finally:
        sys.setrecursionlimit(limit)


def test_where_even_the_parser_has_no_room_the_formula_is_too_deep() -> None:
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(len_of_stack() + 100)
        problems = refused(("-" * 14 + "(") * 60 + "1" + ")" * 60)
    finally:
        sys.setrecursionlimit(limit)
    assert [problem.code for problem in problems] == ["formula.too_deep"]


def len_of_stack() -> int:
    frame, depth = sys._getframe(), 0
    while frame.f_back is not None:
        frame, depth = frame.f_back, depth + 1
    return depth
