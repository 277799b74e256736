"""The limits of the language, at the last formula inside and the first one outside."""

import pytest

from rules.formula import check_formula
from tests.rules.formula.declared import DECLARED


def codes(text: str) -> list[str]:
    return [problem.code for problem in check_formula(text, DECLARED, path="/f")[1]]


@pytest.mark.parametrize(
    ("inside", "outside", "code"),
    [
        ("1" + " " * 1_999, "1" + " " * 2_000, "formula.too_long"),
        ("+".join(["1"] * 64), "+".join(["1"] * 65), "formula.too_deep"),
        ("-" * 63 + "1", "-" * 64 + "1", "formula.too_deep"),
        ("(" * 64 + "1" + ")" * 64, "(" * 65 + "1" + ")" * 65, "formula.too_deep"),
        ("not " * 63 + "eligible", "not " * 64 + "eligible", "formula.too_deep"),
        (f"max({','.join(['1'] * 255)})", f"max({','.join(['1'] * 256)})", "formula.too_many_nodes"),
        ("999999999999999999", "1000000000000000000", "formula.number_too_large"),
        ("0.123456789012", "0.1234567890123", "formula.number_too_precise"),
        ("round(fund, 12)", "round(fund, 13)", "formula.round_places"),
        ("round(fund, 0)", "round(fund, -1)", "formula.round_places"),
    ],
)
def test_each_limit_is_exact(inside: str, outside: str, code: str) -> None:
    assert codes(inside) == []
    assert codes(outside) == [code]


def test_nodes_are_counted_as_documented() -> None:
    # One each for: the choice, the product, both names, the comparison, its name, its word, the literal.
    formula, _ = check_formula('fund * revenue.index if rating == "A" else 0', DECLARED, path="/f")
    assert formula is not None
    assert formula.nodes == 8
    call, _ = check_formula("round(fund, 2)", DECLARED, path="/f")
    assert call is not None
    assert call.nodes == 3
