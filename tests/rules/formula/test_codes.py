"""Every code is documented, reachable, and used by nothing but its own table."""

import re
from pathlib import Path

from rules.formula import CODES, check_formula
from rules.formula.codes import FORMULA_CODES
from tests.rules.formula.declared import DECLARED
from tests.rules.formula.hostile_code import CONTAINERS, EXECUTION, INTROSPECTION
from tests.rules.formula.hostile_text import CHARACTERS, LITERALS, SIGNS, SIZES
from tests.rules.formula.tables import rows

_SOURCES = Path(__file__).parents[3] / "rules" / "formula"

# No text that the scanner lets through parses to such a node; the allow-list stands all the same.
UNREACHABLE = {"formula.node_not_allowed"}

# Given where a place expects a kind, knows several people or has rows, and where the body of a call is read.
ELSEWHERE = {
    "formula.wrong_kind", "formula.not_text", "formula.row_place", "formula.sum_division", "formula.grouping",
    "formula.needs_people",
}  # fmt: skip


def test_every_code_has_a_meaning() -> None:
    assert all(re.fullmatch(r"(formula|request|name)\.[a-z_]+", code) and text for code, text in CODES.items())


def test_every_code_in_the_sources_is_documented() -> None:
    written: set[str] = set()
    for path in _SOURCES.glob("*.py"):
        written |= set(re.findall(r'"((?:formula|request|name)\.[a-z_]+)"', path.read_text(encoding="utf-8")))
    assert written == set(CODES)


def test_every_code_is_given_by_some_formula() -> None:
    hostile = [*INTROSPECTION, *EXECUTION, *CONTAINERS, *CHARACTERS, *SIGNS, *LITERALS, *SIZES]
    texts = [text for text, _, _ in hostile] + [text for text, _ in rows("refused.csv")] + ["fund < eligible"]
    given = {problem.code for text in texts for problem in check_formula(text, DECLARED, path="")[1]}
    given |= {problem.code for problem in check_formula("1 + 1 1", DECLARED, path="")[1]}
    assert given | UNREACHABLE | ELSEWHERE == set(FORMULA_CODES)
    assert not given & UNREACHABLE
