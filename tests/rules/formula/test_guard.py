"""What comes out of the gate: exact literals, plain names, kinds, and messages that help."""

import ast
from fractions import Fraction

import pytest

from rules.formula import BOOLEAN, NUMBER, Category, Formula, Kind, check_formula, plain_name
from rules.problems import Problem
from tests.rules.formula.declared import DECLARED


def accepted(text: str) -> Formula:
    formula, problems = check_formula(text, DECLARED, path="/f")
    assert problems == ()
    assert formula is not None
    return formula


def only_problem(text: str, expects: Kind | None = None) -> Problem:
    formula, problems = check_formula(text, DECLARED, path="/f", expects=expects)
    assert formula is None
    assert len(problems) == 1
    return problems[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.1", Fraction(1, 10)),
        ("0.10", Fraction(1, 10)),
        ("1000000000000.000000000001", Fraction(10**24 + 1, 10**12)),
        ("123456789012345678", Fraction(123456789012345678)),
        ("  \n 0.3", Fraction(3, 10)),
    ],
)
def test_literals_are_exactly_what_the_text_says(text: str, value: Fraction) -> None:
    tree = accepted(text).tree
    assert isinstance(tree, ast.Constant)
    exact: object = tree.value
    assert isinstance(exact, Fraction)
    assert exact == value


def test_every_number_of_a_formula_is_exact() -> None:
    tree = accepted("round(0.1 + 0.2 * fund, 2) if fund > 0.3 else 7").tree
    values: list[object] = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    assert sorted(values, key=str) == [Fraction(1, 10), Fraction(1, 5), 2, Fraction(3, 10), 7]
    assert {type(value) for value in values} == {Fraction}


def test_dotted_names_become_plain_and_no_attribute_is_left() -> None:
    formula = accepted("revenue.index * fund + tier(revenue.actual, tiers)")
    names = {node.id for node in ast.walk(formula.tree) if isinstance(node, ast.Name)}
    assert names == {"revenue__index", "fund", "tier", "revenue__actual", "tiers"}
    assert not any(isinstance(node, ast.Attribute) for node in ast.walk(formula.tree))
    assert formula.uses == ("revenue.index", "fund", "revenue.actual", "tiers")
    assert plain_name("revenue.index") == "revenue__index"


@pytest.mark.parametrize("text", ["fund / revenue.index", "\n  fund\t/\r\n revenue.index"])
def test_positions_in_the_tree_count_in_the_text(text: str) -> None:
    tree = accepted(text).tree
    assert isinstance(tree, ast.BinOp)
    divisor = tree.right
    assert text[divisor.col_offset : divisor.end_col_offset] == "revenue.index"


@pytest.mark.parametrize("text", ["fund + bonus", "\n\n fund +\tbonus", "fund\r\n+ 1 +\n\nbonus"])
def test_positions_of_problems_count_in_the_text(text: str) -> None:
    assert only_problem(text).position == text.index("bonus")


@pytest.mark.parametrize(
    ("text", "expects"),
    [("fund > 1", NUMBER), ("fund", BOOLEAN), ("region", NUMBER), ("fund", Category(("A",)))],
)
def test_the_result_must_be_of_the_expected_kind(text: str, expects: Kind) -> None:
    problem = only_problem(text, expects)
    assert (problem.code, problem.position) == ("formula.wrong_kind", 0)


@pytest.mark.parametrize(("text", "expects"), [("fund", NUMBER), ("fund > 1", BOOLEAN), ("region", Category(("any",)))])
def test_the_expected_kind_is_accepted(text: str, expects: Kind) -> None:
    formula, problems = check_formula(text, DECLARED, path="/f", expects=expects)
    assert problems == ()
    assert formula is not None


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("fnud", "did you mean `fund`"),
        ("Fund", "did you mean `fund`"),
        ("revenue", "revenue.actual, revenue.normal, revenue.index"),
        ("revenue.actul", "did you mean `revenue.actual`"),
        ("revenue.zzzzzz", "write one of revenue.actual"),
        ("fund.index", "`fund` has no fields"),
        ("qqqqqqqq", "declare it"),
        ("flor(fund)", "did you mean `floor`"),
        ("zzzzzz(fund)", "there are min, max"),
        ('region == "emea"', 'did you mean "EMEA"'),
        ('rating == "zzzzz"', 'use one of "A+", "A", "B", "C", "D"'),
        ("tier(fund, rates)", "`rate(x, table)`"),
        ("tier(fund, tier)", "call it as `tier(x, table, already)`"),
        ("tiers + 1", "`tier(x, table, already)`"),
        ("fund % 5", "0.05"),
        ("fund ** 2", "x * x"),
        ("fund \u00d7 2", "type `*`"),
        ("fund \u2212 2", "type `-`"),
        ("fund = 2", "`==`"),
        ("fund if eligible", "no `else`"),
        ("(fund > 1) * 5", "1 if"),
    ],
)
def test_messages_say_what_to_do(text: str, hint: str) -> None:
    problems = check_formula(text, DECLARED, path="/f")[1]
    assert hint in problems[0].message


def test_many_misspellings_stay_cheap_and_all_are_reported() -> None:
    names: dict[str, Kind] = {f"name_{number}": NUMBER for number in range(1_000)}
    text = " + ".join(f"nmae_{number}" for number in range(60))
    problems = check_formula(text, names, path="/f")[1]
    assert len(problems) == 60
    assert sum("did you mean" in problem.message for problem in problems) == 4


def test_formulas_are_compared_by_what_they_say() -> None:
    assert accepted("fund + 1") == accepted("fund + 1")
    assert accepted("fund + 1") != accepted("fund + 2")
    assert accepted("fund + 1").tree is not accepted("fund + 1").tree
