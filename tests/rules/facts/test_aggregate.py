"""Many observations, one value; the order in which they arrive never matters."""

from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest

from rules.facts.aggregate import aggregate, count_words
from rules.facts.revisions import ObservationRefused
from tests.rules.build import codes, named, one, paid, paying

SEEN: list[Any] = ["10", 2, Decimal("3.5"), {"value": "10.0", "date": "2026-03-01"}]

TAKES = [
    ("sum", SEEN, "25.5"),
    ("count", SEEN, "4"),
    ("avg", SEEN, "6.375"),
    ("min", SEEN, "2"),
    ("max", SEEN, "10"),
    ("median", SEEN, "6.75"),
    ("median", ["3", "1", "2"], "2"),
    ("distinct", SEEN, "3"),
    ("avg", ["1", "1", "0"], "2/3"),
    ("sum", ["-5", "5"], "0"),
    ("last", ["7"], "7"),
    ("last", [{"value": "7"}], "7"),
    ("count", [], "0"),
]


@pytest.mark.parametrize(("take", "seen", "value"), TAKES)
def test_take(take: str, seen: list[Any], value: str) -> None:
    assert aggregate(seen, take, "/facts/x") == Fraction(value)


@pytest.mark.parametrize(("take", "seen", "value"), TAKES)
def test_arrival_order_means_nothing(take: str, seen: list[Any], value: str) -> None:
    assert {aggregate(list(order), take, "/facts/x") for order in permutations(seen)} == {Fraction(value)}


@pytest.mark.parametrize("take", ["sum", "avg", "min", "max", "last", "median", "distinct"])
def test_nothing_received_is_not_zero(take: str) -> None:
    assert aggregate([], take, "/facts/x") is None


def seen_at(value: str, date: str, time: str = "", source: str = "", source_id: str = "") -> dict[str, str]:
    parts = {"value": value, "date": date, "time": time, "source": source, "source_id": source_id}
    return {name: part for name, part in parts.items() if part}


LAST = [
    ("the later day", [seen_at("1", "2026-03-09"), seen_at("2", "2026-03-10")], "2"),
    ("the later time of a day", [seen_at("1", "2026-03-09", "09:30"), seen_at("2", "2026-03-09", "10:00")], "2"),
    ("no time is the start of the day", [seen_at("1", "2026-03-09", "00:01"), seen_at("2", "2026-03-09")], "1"),
    ("seconds count", [seen_at("1", "2026-03-09", "09:30:01"), seen_at("2", "2026-03-09", "09:30")], "1"),
    ("parts of seconds count",
     [seen_at("1", "2026-03-09", "09:30:01.5"), seen_at("2", "2026-03-09", "09:30:01")], "1"),
    ("then the source", [seen_at("1", "2026-03-09", source="crm"), seen_at("2", "2026-03-09", source="erp")], "2"),
    ("then the id in the source",
     [seen_at("1", "2026-03-09", source="crm", source_id="b"), seen_at("2", "2026-03-09", source="crm", source_id="a")],
     "1"),
    ("the same value twice is one value", [seen_at("5", "2026-03-09"), seen_at("5.0", "2026-03-09")], "5"),
]  # fmt: skip


@pytest.mark.parametrize(("seen", "value"), named(LAST))
def test_last_is_decided_by_business_time_source_and_id(seen: list[dict[str, str]], value: str) -> None:
    for order in permutations(seen):
        assert aggregate(list(order), "last", "/facts/x") == Fraction(value)


REFUSED: list[tuple[str, str, list[Any], str]] = [
    ("two values at one moment", "last",
     [seen_at("1", "2026-03-09"), seen_at("2", "2026-03-09")], "fact.ambiguous_last"),
    ("several values without a date", "last", ["1", "2"], "fact.no_date"),
    ("one of them without a date", "last", [seen_at("1", "2026-03-09"), {"value": "2"}], "fact.no_date"),
    ("a day that sorts wrongly", "last", [seen_at("1", "2026-3-9"), seen_at("2", "2026-10-01")], "fact.date"),
    ("a day of no month", "last", [seen_at("1", "2026-13-01"), seen_at("2", "2026-10-01")], "fact.date"),
    ("a day that a month does not have", "last", [seen_at("1", "2026-02-30"), seen_at("2", "2026-02-01")], "fact.date"),
    ("text that is counted", "count", ["many"], "fact.not_a_number"),
    ("a misspelt key that is counted", "count", [{"value": "1", "datum": "2026-03-01"}], "fact.observation_shape"),
    ("the same observation twice", "sum",
     [seen_at("1", "2026-03-09", source_id="a"), seen_at("1", "2026-03-09", source_id="a")],
     "fact.duplicate_observation"),
    ("a revision that is no number", "sum", [{"value": "1", "revision": "first"}], "fact.observation_shape"),
    ("a revision below 0", "sum", [{"value": "1", "revision": -1}], "fact.observation_shape"),
    ("a time that sorts wrongly", "last",
     [seen_at("1", "2026-03-09", "9:30"), seen_at("2", "2026-03-09", "10:00")], "fact.date"),
    ("a date that is no text", "last", [{"value": "1", "date": 20260309}, seen_at("2", "2026-03-09")], "fact.date"),
    ("text in a sum", "sum", ["1", "many"], "fact.not_a_number"),
    ("text as the last value", "last", ["many"], "fact.not_a_number"),
    ("too many places", "sum", ["0.0000000000001"], "fact.too_many_places"),
    ("too large", "max", [10**18], "fact.too_large"),
    ("no number at all", "sum", [None], "fact.observation_shape"),
    ("true is no number", "sum", [True], "fact.observation_shape"),
    ("a list in the list", "avg", [["1"]], "fact.observation_shape"),
    ("an observation without a value", "sum", [{"date": "2026-03-01"}], "fact.observation_shape"),
    ("an unknown key", "sum", [{"value": "1", "amount": "1"}], "fact.observation_shape"),
    ("a value inside a value", "sum", [{"value": {"value": "1"}}], "fact.observation_shape"),
]  # fmt: skip


@pytest.mark.parametrize(("take", "seen", "code"), named(REFUSED))
def test_what_cannot_become_one_value_is_refused(take: str, seen: list[Any], code: str) -> None:
    with pytest.raises(ObservationRefused) as refused:
        aggregate(seen, take, "/facts/x")
    assert (refused.value.problem.code, refused.value.problem.path) == (code, "/facts/x")
    assert str(refused.value) == refused.value.problem.message


def revised(value: str, revision: int | str | None, **more: str) -> dict[str, Any]:
    return {"value": value, "date": "2026-03-09", "revision": revision, **more}


CORRECTED: list[tuple[str, list[Any], str]] = [
    ("a correction replaces", [revised("100", 0, source_id="a"), revised("120", "1", source_id="a")], "120"),
    ("what has no revision is the first", [seen_at("100", "2026-03-01", source_id="a"),
                                           revised("120", 1, source_id="a")], "120"),
    ("other ids stay", [revised("100", 2, source_id="a"), revised("5", 1, source_id="b"), "7"], "112"),
    ("other sources stay", [revised("1", 1, source="crm", source_id="a"), revised("2", 0, source="erp", source_id="a")],
     "3"),
    ("without an id the date tells apart", [revised("100", 0), revised("120", 1), seen_at("4", "2026-03-10")], "124"),
    ("several of a day without ids", [seen_at("1", "2026-03-01"), seen_at("1", "2026-03-01"), revised("2", None)], "4"),
]  # fmt: skip


@pytest.mark.parametrize(("seen", "value"), named(CORRECTED))
def test_only_the_highest_revision_counts(seen: list[Any], value: str) -> None:
    for order in permutations(seen):
        assert aggregate(list(order), "sum", "/facts/x") == Fraction(value)


def test_a_corrected_word_is_counted_once() -> None:
    seen = [revised("good", 0, source_id="a"), revised("poor", 1, source_id="a")]
    assert count_words(seen, ("poor",), "count", "/facts/x") == 1


def test_words_stay_words_even_where_they_look_like_numbers() -> None:
    seen = [seen_at("01", "2026-03-09"), seen_at("1", "2026-03-08")]
    assert aggregate(seen, "last", "/facts/x", of_words=True) == "01"
    with pytest.raises(ObservationRefused) as refused:
        aggregate([1], "last", "/facts/x", of_words=True)
    assert refused.value.problem.code == "fact.unknown_word"


def test_words_are_counted_each_time_or_once_each() -> None:
    seen = ["good", "poor", {"value": "good"}, "01", "1"]
    assert count_words(seen, (), "count", "/facts/x") == 5
    assert count_words(seen, (), "distinct", "/facts/x") == 4
    with pytest.raises(ObservationRefused) as refused:
        count_words(["good", "goood"], ("poor", "good"), "distinct", "/facts/x")
    assert refused.value.problem.code == "fact.unknown_word"
    assert '"poor", "good"' in refused.value.problem.message


@pytest.mark.parametrize(
    ("fact", "amount"),
    [
        ({"kind": "number", "take": "sum"}, "6.00"),
        ({"kind": "number", "take": "distinct"}, "2.00"),
        ({"kind": "number"}, "4.00"),
    ],
)
def test_the_document_says_how_observations_are_joined(fact: dict[str, str], amount: str) -> None:
    document = paying("deals.actual", kpis=[{"key": "deals"}], facts={"deals": fact})
    seen = [seen_at("1", "2026-03-01"), seen_at("1.0", "2026-03-02"), seen_at("4", "2026-03-03")]
    assert paid(one(document, facts={"deals": seen}))["amount"] == amount


def test_a_refused_observation_blocks_its_person_only() -> None:
    document = paying("deals.actual", kpis=[{"key": "deals"}])
    assert codes(one(document, facts={"deals": ["1", "2"]})["problems"]) == ["fact.no_date"]
