"""Exact keys: a key that is not listed is a fault, never a zero."""

from fractions import Fraction

from rules.columns import Number, Word
from rules.problems import Problem
from rules.tables import Constants, Lookup
from tests.rules.tables.shown import MISSING, numbers, shown

NO_MATCH = Problem("table.no_match", "/values/x", "no row for this key")
BY_REGION = Lookup(("EMEA", "APAC"), Constants([Fraction("1.1"), Fraction("0.9")]))
BY_MONTH = Lookup((Fraction(1), Fraction("2.50")), Constants([Fraction(10), Fraction(20)]))


def test_a_word_finds_exactly_its_own_row() -> None:
    value, rows = BY_REGION.of(Word(["APAC", "emea", "EMEA"]), 3, NO_MATCH)
    assert shown(value, 3) == ["9/10", None, "11/10"]
    assert value.faults == {1: NO_MATCH}
    assert rows == [1, -1, 0]


def test_a_number_finds_its_row_by_value_not_by_spelling() -> None:
    value, _ = BY_MONTH.of(numbers("2.5", "1.000", "3"), 3, NO_MATCH)
    assert shown(value, 3) == ["20", "10", None]


def test_one_person_is_a_column_of_one() -> None:
    value, rows = BY_REGION.of(Word("EMEA"), 1, NO_MATCH)
    assert (shown(value, 1), rows) == (["11/10"], [0])


def test_a_missing_key_is_missing_and_not_unlisted() -> None:
    value, _ = BY_MONTH.of(Number([9, 1], 1, {0: MISSING}), 2, NO_MATCH)
    assert value.faults == {0: MISSING}
