"""The language as a table: what each formula is, or everything that is wrong with it."""

import pytest

from rules.formula import check_formula, kind_name
from tests.rules.formula.declared import DECLARED
from tests.rules.formula.tables import rows


@pytest.mark.parametrize(("text", "kind", "uses"), rows("accepted.csv"))
def test_accepted(text: str, kind: str, uses: str) -> None:
    formula, problems = check_formula(text, DECLARED, path="/f")
    assert problems == ()
    assert formula is not None
    assert (kind_name(formula.kind), list(formula.uses)) == (kind, uses.split())


@pytest.mark.parametrize(("text", "expected"), rows("refused.csv"))
def test_refused_with_every_problem(text: str, expected: str) -> None:
    formula, problems = check_formula(text, DECLARED, path="/f")
    assert formula is None
    found = " ".join(f"{problem.code.removeprefix('formula.')}@{problem.position}" for problem in problems)
    assert found == expected
    assert {problem.path for problem in problems} == {"/f"}
