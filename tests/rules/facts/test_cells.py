"""Raw cells into columns: what does not parse, and what is not there, is the fault of its own row."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from rules.columns import Number
from rules.facts import Raw, flag_column, number_column, out_of_range, ratio_column, word_column
from rules.problems import Problem

MISSING = Problem("fact.missing", "/facts/x", "missing")


def refuse(code: str, message: str) -> Problem:
    return Problem(code, "/facts/x", message)


def codes(column: Any) -> dict[int, str]:
    return {row: fault.code for row, fault in column.faults.items()}


PLAIN: list[list[Raw]] = [
    ["1", "2", "3"],
    ["1.5", "2", "0.000000000001"],
    ["-1.50", "999999999999999999.999999999999", "0"],
    [1, Decimal("2.5"), "3"],
    ["+1", "0001", "2"],
    ["-0", "-0.0", "0"],
]


@pytest.mark.parametrize("raws", PLAIN, ids=repr)
def test_decimals_in_any_json_form_are_exact(raws: list[Raw]) -> None:
    column = number_column(raws, MISSING, refuse)
    assert [column.at(row) for row in range(3)] == [Fraction(str(raw)) for raw in raws]
    assert column.faults == {}


def test_one_person_is_a_column_of_plain_integers() -> None:
    for raw in ("2.5", Decimal("2.5")):
        column = number_column([raw], MISSING, refuse)
        assert (column.nums, column.den) == (25, 10)
    assert number_column([], MISSING, refuse).texts(0) == []


BAD: list[tuple[Raw, str]] = [
    (None, "fact.missing"),
    ("", "number.not_a_number"),
    ("1 000", "number.not_a_number"),
    ("1,5", "number.not_a_number"),
    ("12 %", "number.not_a_number"),
    ("1\n2", "number.not_a_number"),
    ("1e3", "number.not_a_number"),
    ("\uff11", "number.not_a_number"),
    (True, "number.not_a_number"),
    (["1"], "number.not_a_number"),
    (Decimal("NaN"), "number.not_finite"),
    ("1000000000000000000", "number.too_large"),
    ("0.0000000000001", "number.too_many_places"),
]


@pytest.mark.parametrize(("raw", "code"), BAD, ids=repr)
def test_a_bad_cell_is_the_fault_of_its_row_and_leaves_the_others_alone(raw: Raw, code: str) -> None:
    column = number_column(["1.5", raw, "2"], MISSING, refuse)
    assert codes(column) == {1: code}
    assert [column.at(0), column.at(2)] == [Fraction(3, 2), 2]
    assert codes(number_column([raw], MISSING, refuse)) == {0: code}


def test_a_line_break_in_a_cell_is_not_two_cells() -> None:
    assert codes(number_column(["1\n2", "3"], MISSING, refuse)) == {0: "number.not_a_number"}


def test_weights_may_also_be_fractions() -> None:
    column = ratio_column(["1/3", MISSING, "0.5", "1/0"], refuse)
    assert [column.at(row) for row in (0, 2)] == [Fraction(1, 3), Fraction(1, 2)]
    assert codes(column) == {1: "fact.missing", 3: "number.zero_denominator"}


@pytest.mark.parametrize("raw", ["true", "yes", 1, 0, "", Decimal(1)])
def test_only_json_true_and_false_are_yes_and_no(raw: Raw) -> None:
    column = flag_column([True, raw, False, None], MISSING, refuse)
    assert [column.at(0), column.at(2)] == [True, False]
    assert codes(column) == {1: "input.not_a_boolean", 3: "fact.missing"}
    assert flag_column([True], MISSING, refuse).marks is True


@pytest.mark.parametrize("raw", ["emea", "EMEA ", 1, True, ["EMEA"]])
def test_a_word_must_be_one_of_the_declared_ones(raw: Raw) -> None:
    column = word_column(["EMEA", raw, None], ("EMEA", "APAC"), MISSING, refuse)
    assert column.at(0) == "EMEA"
    assert codes(column) == {1: "category.unknown_word", 2: "fact.missing"}
    assert '"EMEA", "APAC"' in column.faults[1].message
    assert word_column(["APAC"], ("EMEA", "APAC"), MISSING, refuse).words == "APAC"


@pytest.mark.parametrize(
    ("values", "low", "high", "rows"),
    [
        ([0, 5, 10], "0", "10", []),
        ([-1, 5, 11], "0", "10", [0, 2]),
        ([-1, 5, 11], None, "10", [2]),
        ([-1, 5, 11], "0", None, [0]),
        ([-1, 5, 11], None, None, []),
        (-1, "0", None, [0, 1, 2]),
        (5, "0", "10", []),
    ],
)
def test_bounds_belong_to_the_range(
    values: int | list[int], low: str | None, high: str | None, rows: list[int]
) -> None:
    bounds = [None if text is None else Fraction(text) for text in (low, high)]
    outside = out_of_range(Number(values), bounds[0], bounds[1], 3, lambda: MISSING)
    assert outside == dict.fromkeys(rows, MISSING)
