from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import NumberRefused, parse_decimal
from service.files.tables.number_text import read_number, read_number_column
from service.files.tables.table import Mark


@pytest.mark.parametrize(
    ("mark", "cell", "value"),
    [
        ("point", "12.50", "12.50"),
        ("point", " -7 ", "-7"),
        ("point", "+5", "+5"),
        ("point", "007", "007"),
        ("point", "1.234", "1.234"),
        ("point", "999999999999999999.123456789012", "999999999999999999.123456789012"),
        ("point", "1.10000000000000000000", "1.10000000000000000000"),
        ("point", "", None),
        ("point", "   ", None),
        ("comma", "12,50", "12.50"),
        ("comma", "1,234", "1.234"),
        ("comma", "1234", "1234"),
        ("either", "12,5", "12.5"),
        ("either", "12.5", "12.5"),
        ("either", "1234,567", "1234.567"),
        ("either", "0,125", "0.125"),
        ("either", "12,3456", "12.3456"),
    ],
)
def test_numbers_are_taken_as_they_stand(mark: Mark, cell: str, value: str | None) -> None:
    reading = read_number(cell, mark)
    assert (reading.value, reading.problem) == (value, None)
    assert read_number_column([cell, "1"], mark).values == [value, "1"]


@pytest.mark.parametrize(
    ("mark", "cell", "code", "hint"),
    [
        ("point", "1,234", "file.ambiguous_number", "thousands"),
        ("either", "1,234", "file.ambiguous_number", "--decimal"),
        ("either", "-12.345", "file.ambiguous_number", "--decimal"),
        ("point", "12,5", "file.not_a_number", "decimal mark"),
        ("comma", "12.5", "file.not_a_number", "decimal mark"),
        ("comma", "1.234", "file.not_a_number", "thousands"),
        ("point", "1,234,567", "file.not_a_number", "thousands"),
        ("point", "1,234.50", "file.not_a_number", "thousands"),
        ("comma", "1.234,50", "file.not_a_number", "thousands"),
        ("either", "1.234,50", "file.not_a_number", "thousands"),
        ("point", "1 234", "file.not_a_number", "spaces"),
        ("point", "1\u00a0234.5", "file.not_a_number", "spaces"),
        ("point", "1'234", "file.not_a_number", "thousands"),
        ("point", "12%", "file.not_a_number", "percent"),
        ("point", "12 %", "file.not_a_number", "percent"),
        ("point", "$5", "file.not_a_number", "currency"),
        ("point", "5 EUR", "file.not_a_number", "currency"),
        ("point", "1_000", "file.not_a_number", "more than a number"),
        ("point", "1e5", "file.not_a_number", "exponent"),
        ("point", ".5", "file.not_a_number", "both sides"),
        ("point", "5.", "file.not_a_number", "both sides"),
        ("point", "(5)", "file.not_a_number", "minus"),
        ("point", "\u22125", "file.not_a_number", "minus"),
        ("point", "5-", "file.not_a_number", "minus"),
        ("point", "--5", "file.not_a_number", "more than a number"),
        ("point", "\uff15", "file.not_a_number", "another script"),
        ("point", "\u0665", "file.not_a_number", "another script"),
        ("point", "NaN", "file.not_a_number", "text"),
        ("point", "inf", "file.not_a_number", "text"),
        ("point", "TRUE", "file.not_a_number", "text"),
        ("point", "twelve", "file.not_a_number", "text"),
        ("point", "12\n13", "file.not_a_number", "more than a number"),
        ("point", "#DIV/0!", "file.error_cell", "error"),
        ("point", "#n/a", "file.error_cell", "error"),
        ("point", "1" * 19, "file.number_too_large", "10^18"),
        ("point", "0.1234567890123", "file.too_many_places", "12 decimal places"),
        ("point", "0" * 65, "file.not_a_number", "64 characters"),
    ],
)
def test_nothing_else_is_guessed(mark: Mark, cell: str, code: str, hint: str) -> None:
    reading = read_number(cell, mark)
    assert reading.value is None
    assert reading.problem is not None
    assert reading.problem.code == code
    assert hint in reading.problem.message
    column = read_number_column(["1", cell], mark)
    assert column.values == ["1", None]
    assert column.problems == {1: reading.problem}


@pytest.mark.parametrize("cell", ["987654.3%", "987,654", "9876.543EUR", "987 654", "(987654)"])
def test_the_reason_never_repeats_the_number(cell: str) -> None:
    problem = read_number(cell, "point").problem
    assert problem is not None
    assert "987" not in problem.message


@pytest.mark.parametrize("cell", ["n/a", "N/A", " n/a "])
def test_not_applicable_is_told_apart_from_missing(cell: str) -> None:
    column = read_number_column(["", cell, "1"], "point")
    assert (column.values, column.not_applicable, column.problems) == ([None, None, "1"], [1], {})


def test_cells_with_line_ends_do_not_shift_a_column() -> None:
    column = read_number_column(["1", "2\n3", "4\n", "\n"], "point")
    assert column.values == ["1", None, "4", None]
    assert list(column.problems) == [1]


@given(st.text(alphabet="0123456789.,+-e_ \n", max_size=24), st.sampled_from(["point", "comma", "either"]))
def test_what_is_accepted_is_a_number_of_the_engine(cell: str, mark: Mark) -> None:
    reading = read_number(cell, mark)
    assert read_number_column([cell], mark).values == [reading.value]
    if isinstance(reading.value, str):
        assert isinstance(parse_decimal(reading.value), Fraction)


@given(st.text(alphabet="0123456789.+-", max_size=40))
def test_what_the_engine_accepts_is_accepted(cell: str) -> None:
    try:
        number = parse_decimal(cell)
    except NumberRefused:
        assert read_number(cell, "point").value is None
    else:
        value = read_number(cell, "point").value
        assert isinstance(value, str)
        assert parse_decimal(value) == number
