"""The static bound on sizes is never exceeded by what evaluation really produces."""

import ast
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.columns import Column, Flag, Number, Word
from rules.compiled.sizes import table_bits
from rules.formula import NUMBER, UNIT, Bits, Formula, bits_of, check_formula, common_bits, growth
from rules.formula.evaluate import ColumnInterpreter
from rules.tables import Table
from tests.rules.formula.generated import FORMULAS, NAMES, TABLES

UNHURRIED = settings(deadline=None)  # a busy machine is not a failure

_DECIMALS = st.builds(Fraction, st.integers(-(10**30), 10**30), st.integers(1, 10**12))
_INPUT = Bits(100, 40)


TABLE_SIZES = {name: table_bits(table) for name, table in TABLES.items()}
NAME_SIZES = {"a": _INPUT, "b": _INPUT, "kpi.index": _INPUT, "flag": UNIT, "word": UNIT}


def checked(text: str) -> Formula | None:
    return check_formula(text, NAMES, path="/f")[0]


def within(value: int, bits: int) -> bool:
    return abs(value) <= 1 << bits


def in_rows(values: list[Fraction]) -> Number:
    """A column with one denominator per row, nothing shared: the form in which sizes grow most."""
    return Number([value.numerator for value in values], [value.denominator for value in values])


@UNHURRIED
@given(FORMULAS, st.lists(st.tuples(_DECIMALS, _DECIMALS, _DECIMALS, st.booleans()), min_size=1, max_size=3))
def test_no_value_outgrows_its_bound(text: str, people: list[tuple[Fraction, Fraction, Fraction, bool]]) -> None:
    formula = checked(text)
    if formula is None:
        return
    bound = growth(formula, NAME_SIZES, TABLE_SIZES)
    columns: dict[str, Column | Table] = {
        "a": in_rows([person[0] for person in people]),
        "b": in_rows([person[1] for person in people]),
        "kpi__index": in_rows([person[2] for person in people]),
        "flag": Flag([person[3] for person in people]),
        "word": Word(["A" if person[3] else "B" for person in people]),
    }
    result = ColumnInterpreter(len(people)).evaluate(formula, {**columns, **TABLES}, "/f")
    assert isinstance(result, Number)
    tops = result.nums if isinstance(result.nums, list) else [result.nums]
    bottoms = result.den if isinstance(result.den, list) else [result.den]
    assert all(within(top, bound.result.numerator) for top in tops)
    assert all(within(bottom, bound.result.denominator) for bottom in bottoms)
    assert bound.result.largest <= bound.peak
    assert 0 <= bound.peak_position < len(text)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("1", Bits(0, 0)),
        ("8", Bits(3, 0)),
        ("9", Bits(4, 0)),
        ("0", Bits(0, 0)),
        ("0.125", Bits(0, 3)),
        ("a", Bits(100, 40)),
        ("-a", Bits(100, 40)),
        ("a * b", Bits(200, 80)),
        ("a / b", Bits(140, 140)),
        ("a + b", Bits(141, 80)),
        ("min(a, b)", Bits(140, 80)),
        ("a if flag else b", Bits(140, 80)),
        ("floor(a)", Bits(100, 0)),
        ("round(a, 2)", Bits(108, 7)),
        ("round(a)", Bits(101, 0)),
        ("a < b", UNIT),
        ('word == "A"', UNIT),
        ("flag and a > b", UNIT),
        ("rate(a, rates)", common_bits([Fraction(1, 3), Fraction(1, 8)])),
    ],
)
def test_bounds_of_single_operations(text: str, result: Bits) -> None:
    formula = checked(text)
    assert formula is not None
    assert growth(formula, NAME_SIZES, TABLE_SIZES).result == result


def test_the_peak_may_lie_inside_and_is_located() -> None:
    formula = checked("round(1 + a * b * a, 2)")
    assert formula is not None
    bound = growth(formula, NAME_SIZES, TABLE_SIZES)
    assert bound.peak > bound.result.largest
    assert formula.text[bound.peak_position :].startswith("round")
    compared = checked("1 if a * a < b * b else 2")
    assert compared is not None
    assert growth(compared, NAME_SIZES, TABLE_SIZES).peak == 280


def test_a_name_without_a_size_is_a_defect_of_the_caller() -> None:
    formula = checked("a + b")
    assert formula is not None
    with pytest.raises(KeyError):
        growth(formula, {"a": _INPUT}, {})


def test_a_tree_that_was_never_checked_is_a_defect_of_the_caller() -> None:
    unchecked = Formula("[a]", ast.parse("[a]", mode="eval").body, NUMBER, ("a",), 1)
    with pytest.raises(TypeError):
        growth(unchecked, NAME_SIZES, {})


@UNHURRIED
@given(st.fractions())
def test_bits_bound_the_value_tightly(value: Fraction) -> None:
    size = bits_of(value)
    assert within(value.numerator, size.numerator)
    assert within(value.denominator, size.denominator)
    assert value.denominator > 1 << max(size.denominator - 1, 0) or size.denominator == 0
    assert common_bits([value]) == size


@UNHURRIED
@given(st.lists(st.fractions(max_denominator=10**6), min_size=1, max_size=5))
def test_common_bits_hold_for_every_value(values: list[Fraction]) -> None:
    size = common_bits(values)
    column = Number.of_fractions(values)
    assert isinstance(column.nums, list)
    assert isinstance(column.den, int)
    assert within(column.den, size.denominator)
    assert all(within(top, size.numerator) for top in column.nums)


def test_common_bits_of_nothing() -> None:
    assert common_bits([]) == UNIT
