"""Columns of category words."""

from rules.columns import Flag, Word
from rules.problems import Problem

FAULT = Problem("fact.missing", "/facts/a", "missing")
OTHER = Problem("fact.unknown_word", "/facts/a", "unknown")


def test_a_word_equals_exactly_itself() -> None:
    regions = Word(["EMEA", "emea", "APAC"])
    assert regions.equals("EMEA").marks == [True, False, False]
    assert Word("EMEA").equals("EMEA").marks is True


def test_a_faulty_row_has_no_word() -> None:
    regions = Word(["EMEA", ""], {1: FAULT})
    assert [regions.at(row) for row in (0, 1)] == ["EMEA", None]
    assert [regions.text(row) for row in (0, 1)] == ["EMEA", None]
    assert regions.fault(0) is None
    assert regions.fault(1) == FAULT
    assert regions.equals("").at(1) is None
    assert Word("EMEA", {0: FAULT}).at(1) == "EMEA"


def test_a_choice_of_words_reads_only_the_branch_taken() -> None:
    chosen = Word("before", {1: OTHER}).chosen(Flag([True, False]), Word(["", "now"], {0: FAULT}))
    assert [chosen.at(row) for row in (0, 1)] == ["before", "now"]
    assert chosen.faults == {}
    assert Word("before").chosen(Flag(True), Word("now")).at(0) == "before"
