"""Judged facts: the middle word, the mean index, enough raters, and reasons in words."""

from typing import Any

import pytest

from rules.trace import trace_text
from tests.rules.build import Document, codes, kpi, line, named, one, paying, people, refusals, trace

SCALE: Document = {
    "kind": "scale",
    "values": {"poor": "0", "fair": "1/3", "good": "1", "excellent": "1.2"},
    "anchors": {"good": "Keeps promises."},
}
WORDS = ["poor", "fair", "good", "excellent"]


def judged(**fact: Any) -> Document:
    return paying(
        "1000 * coefficient",
        facts={"manner": {"kind": "category", "values": WORDS, **fact}},
        kpis=[kpi("manner", weight="1", curve=SCALE, levels=None)],
    )


def said(word: str, by: str | None = None, why: str | None = None) -> Document:
    return {"value": word, "source": by, "evidence": why}


MIDDLES: list[tuple[str, list[Any] | str, str]] = [
    ("of three", ["excellent", "poor", "good"], "good"),
    ("the lower of the middle two", ["excellent", "good", "fair", "poor"], "fair"),
    ("of one", ["excellent"], "excellent"),
    ("a word that was joined already", "good", "good"),
    ("equal ones", [said("good", "a"), said("good", "b")], "good"),
]


@pytest.mark.parametrize(("observed", "word"), named(MIDDLES))
def test_the_middle_of_words(observed: list[Any] | str, word: str) -> None:
    assert line(one(judged(take="median"), facts={"manner": observed}), "manner")["actual"] == word


MEANS: list[tuple[str, list[Any] | str, str, str]] = [
    ("of two", ["good", "excellent"], "1.1", "1100.00"),
    ("that does not end", ["fair", "poor"], "0.166666666667", "166.67"),
    ("of one word", "excellent", "1.2", "1200.00"),
]


@pytest.mark.parametrize(("observed", "mean", "total"), named(MEANS))
def test_the_mean_of_the_indices(observed: list[Any] | str, mean: str, total: str) -> None:
    result = one(judged(take="avg"), facts={"manner": observed})
    assert (line(result, "manner")["actual"], line(result, "manner")["index"], result["total"]) == (mean, mean, total)


REFUSED: list[tuple[str, Document, Any, list[str]]] = [
    ("one rater of two", {"raters": {"min": 2}}, [said("good", "ann")], ["fact.too_few_raters"]),
    ("the same one twice", {"raters": {"min": 2}}, [said("good", "ann"), said("poor", "ann")], ["fact.too_few_raters"]),
    ("the same one with a space", {"raters": {"min": 2}}, [said("good", "ann"), said("poor", "ann ")],
     ["fact.too_few_raters"]),
    ("who does not say who it is", {"raters": {"min": 1}}, [said("good", " "), "good"], ["fact.too_few_raters"]),
    ("a single word says not who", {"raters": {"min": 1}}, "good", ["fact.too_few_raters"]),
    ("two of two", {"raters": {"min": 2}}, [said("good", "ann"), said("poor", "bob")], []),
    ("no reason", {"evidence": "required"}, [said("good", why="Always on time"), said("poor")], ["fact.no_evidence"]),
    ("an empty reason", {"evidence": "required"}, [said("good", why=" ")], ["fact.no_evidence"]),
    ("a bare word", {"evidence": "required"}, [said("good", why="on time"), "good"], ["fact.no_evidence"]),
    ("reasons", {"evidence": "required"}, [said("good", why="Always on time")], []),
    ("an unknown word", {}, ["great"], ["fact.unknown_word"]),
    ("nothing", {"raters": {"min": 2}, "evidence": "required"}, None, ["fact.missing"]),
    ("an empty list", {"raters": {"min": 2}}, [], ["fact.missing"]),
]  # fmt: skip


@pytest.mark.parametrize("take", ["median", "avg"])
@pytest.mark.parametrize(("asked", "observed", "problems"), named(REFUSED))
def test_who_judged_and_why(take: str, asked: Document, observed: Any, problems: list[str]) -> None:
    document = judged(take=take, **asked)
    batch = people(
        document,
        {"facts": {"manner": observed}},
        {"facts": {"manner": [said("poor", "a", "x"), said("poor", "b", "y")]}},
    )
    assert codes(batch.result(0)["problems"]) == problems
    assert batch.result(1)["problems"] == []


def test_corrections_are_one_judgement() -> None:
    observed = [{**said("poor", "ann"), "source_id": "7"}, {**said("good", "ann"), "source_id": "7", "revision": 1}]
    assert line(one(judged(take="avg"), facts={"manner": observed}), "manner")["actual"] == "1"


def test_numbers_are_judged_alike() -> None:
    document = paying(
        "score.actual", facts={"score": {"take": "avg", "raters": {"min": 2}}}, kpis=[kpi("score", levels=None)]
    )
    observed = [{"value": "4", "source": "ann"}, {"value": "5", "source": "bob"}]
    assert one(document, facts={"score": observed})["total"] == "4.50"
    assert codes(one(document, facts={"score": "4.5"})["problems"]) == ["fact.too_few_raters"]


def test_a_word_of_the_period_before_needs_no_raters_any_more() -> None:
    document = judged(take="median", raters={"min": 2})
    document["kpis"][0]["missing"] = "carry_last"
    assert one(document, prior={"facts": {"manner": "good"}})["total"] == "1000.00"


def test_the_mean_needs_a_scale_and_anchors_its_words() -> None:
    own = kpi("manner", weight="1", curve={**SCALE, "anchors": {"great": "x"}}, levels=None)
    assert refusals(paying("coefficient", kpis=[own])) == {"/kpis/0/curve/anchors/great": "plan.scale_anchor"}
    linear = paying("coefficient", kpis=[kpi("manner", weight="1")], facts=judged(take="avg")["facts"])
    assert refusals(linear) == {"/facts/manner/take": "plan.fact_take"}


def test_an_explanation_says_how_they_were_joined_and_what_the_word_means() -> None:
    text = trace_text(trace(judged(take="median"), facts={"manner": ["good", "good"]}))
    assert "fact manner, the middle of what was said, the lower of two" in text
    assert "index of the word, which means: Keeps promises." in text
    assert "the mean of the indices" in trace_text(trace(judged(take="avg"), facts={"manner": ["good"]}))
    assert "which means" not in trace_text(trace(judged(take="median"), facts={"manner": ["poor"]}))
