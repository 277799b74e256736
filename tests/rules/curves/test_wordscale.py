"""Qualitative KPIs: each agreed word has an index."""

from fractions import Fraction

from rules.columns import Word
from rules.curves import Reading, WordScale
from rules.tables import Constants, Lookup
from tests.rules.build import codes, column, kpi, line, plan
from tests.rules.curves.readings import faults

ATTITUDE = kpi("attitude", weight="1", levels=None, qualitative=True,
               curve={"kind": "scale", "values": {"0": "0", "poor": "0.7", "very good": "1.2"}})  # fmt: skip


def test_a_word_has_its_index_and_the_actual_stays_the_word() -> None:
    results = column(plan(kpis=[ATTITUDE]), "attitude", ["0", "poor", "very good"])
    assert [result["coefficient"] for result in results] == ["0", "0.7", "1.2"]
    assert [line(result, "attitude")["actual"] for result in results] == ["0", "poor", "very good"]


def test_a_word_that_is_not_on_the_scale_blocks_its_person() -> None:
    [wrong, number, right] = column(plan(kpis=[ATTITUDE]), "attitude", ["Poor", 0, "poor"])
    assert (wrong["outcome"], codes(wrong["problems"])) == ("blocked", ["fact.unknown_word"])
    assert (number["outcome"], codes(number["problems"])) == ("blocked", ["fact.unknown_word"])
    assert right["outcome"] == "zero"


def test_a_word_of_the_fact_that_the_scale_does_not_list_is_a_problem_of_its_row() -> None:
    seen = Reading(Word(["poor", "fair"]), None, None, None, 2, "/kpis/attitude")
    curve = WordScale(Lookup(("poor",), Constants([Fraction("0.7")])))
    assert faults(curve.raw(seen)) == {1: "curve.unknown_word"}
