"""Tables and bands of a document as functions."""

from fractions import Fraction

import pytest

from rules.columns import Number, Word
from rules.compiled.tables import is_number
from rules.problems import Problem
from rules.tables import Edge, Lookup, Marginal, Pieces, Stepped, Tier
from tests.rules.build import compiled, named, plan, refusals

TABLES = {
    "tiers": {"kind": "marginal", "rows": [{"rate": "0.01"}, {"from": "1/3", "rate": "2/3", "flat": "5"}]},
    "rates": {"kind": "whole", "rows": [{"from": "0", "rate": "0.01"}]},
    "stairs": {"kind": "step", "rows": [{"value": "1"}]},
    "curve_line": {"kind": "points", "points": [{"at": "0", "value": "1"}]},
    "numbers": {"kind": "lookup", "rows": [{"key": 7, "value": "1"}, {"key": "2.50", "value": "2"}]},
    "words": {"kind": "lookup", "rows": [{"key": "7", "value": "1"}, {"key": "EMEA", "value": "2"}]},
}
NO_MATCH = Problem("table.no_match", "/values/x", "none")


def test_each_kind_of_table_becomes_its_function() -> None:
    tables = compiled(plan(values={"x": "1"}, tables=TABLES)).tables
    assert {key: type(table) for key, table in tables.items()} == {
        "tiers": Marginal,
        "rates": Stepped,
        "stairs": Stepped,
        "curve_line": Pieces,
        "numbers": Lookup,
        "words": Lookup,
    }


def test_rates_and_edges_may_be_fractions_and_a_flat_fee_may_be_left_out() -> None:
    tiers = compiled(plan(values={"x": "1"}, tables=TABLES)).tables["tiers"]
    assert isinstance(tiers, Marginal)
    assert tiers.tiers == (
        Tier(None, Fraction("0.01"), Fraction(0)), Tier(Fraction(1, 3), Fraction(2, 3), Fraction(5)),
    )  # fmt: skip


def test_a_lookup_is_by_number_where_all_keys_are_numbers_else_by_word() -> None:
    tables = compiled(plan(values={"x": "1"}, tables=TABLES)).tables
    numbers, words = tables["numbers"], tables["words"]
    assert isinstance(numbers, Lookup)
    assert isinstance(words, Lookup)
    assert numbers.of(Number([5, 7], 2), 2, NO_MATCH)[0].texts(2) == ["2", None]
    assert words.of(Word(["7", "APAC"]), 2, NO_MATCH)[0].texts(2) == ["1", None]


@pytest.mark.parametrize(
    ("text", "expected"), [("7", True), ("-2.5", True), ("1/3", False), ("EMEA", False), ("1e3", False)]
)
def test_a_key_is_a_number_if_it_reads_as_a_decimal(text: str, expected: bool) -> None:
    assert is_number(text) is expected


def test_bands_keep_their_edges_grades_and_payouts() -> None:
    document = plan(
        coefficient="1", values={"x": "1"},
        ratings={"bands": [{"grade": "B"}, {"grade": "A", "from": "1"}, {"grade": "S", "above": "2"}]},
        scales={"size": {"of": "x", "round_before_band": 2, "bands": [{"grade": "one", "from": "0", "payout": "0.5"}]}},
    )  # fmt: skip
    bands = compiled(document).bands
    assert list(bands) == ["size", "rating"]
    assert bands["rating"].edges.ends == (Edge(None), Edge(Fraction(1)), Edge(Fraction(2), above=True))
    assert (bands["rating"].grades, bands["rating"].payouts, bands["rating"].line) == (("B", "A", "S"), None, None)
    assert bands["size"].payouts is not None
    assert bands["size"].payouts.values == (Fraction(1, 2),)
    assert (bands["size"].places, bands["size"].line) == (2, None)
    assert compiled(plan(values={"x": "1"})).bands == {}


REFUSED = [
    ("rows out of order", {"kind": "step", "rows": [{"from": "1", "value": "0"}, {"from": "0", "value": "1"}]},
     "/tables/t/rows/1/from", "plan.row_order"),
    ("the same edge twice", {"kind": "whole", "rows": [{"from": "1", "rate": "0"}, {"from": "1", "rate": "1"}]},
     "/tables/t/rows/1/from", "plan.row_order"),
    ("an open row in the middle", {"kind": "marginal", "rows": [{"from": "1", "rate": "0"}, {"rate": "1"}]},
     "/tables/t/rows/1", "plan.row_edge"),
    ("points out of order", {"kind": "points", "points": [{"at": "1", "value": "0"}, {"at": "0", "value": "1"}]},
     "/tables/t/points/1/at", "plan.point_order"),
    ("three points at one place", {"kind": "points", "points": [{"at": "1", "value": text} for text in "123"]},
     "/tables/t/points/2/at", "plan.point_order"),
    ("the same number twice", {"kind": "lookup", "rows": [{"key": "7", "value": "0"}, {"key": "7.0", "value": "1"}]},
     "/tables/t/rows/1/key", "plan.duplicate_key"),
    ("the same word twice", {"kind": "lookup", "rows": [{"key": "a", "value": "0"}, {"key": "a", "value": "1"}]},
     "/tables/t/rows/1/key", "plan.duplicate_key"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "path", "code"), named(REFUSED))
def test_a_table_that_cannot_be_meant_is_refused(table: dict[str, object], path: str, code: str) -> None:
    assert refusals(plan(values={"x": "1"}, tables={"t": table})) == {path: code}
