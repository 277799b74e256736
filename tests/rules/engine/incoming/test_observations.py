"""Facts of a chunk: single values, lists of observations, nothing at all."""

from datetime import date
from typing import Any

import pytest

from rules.period import Period
from tests.rules.build import codes, column, kpi, line, named, one, paying, people, plan


def counting(take: str, **fact: Any) -> dict[str, Any]:
    return paying(
        "1", kpis=[kpi("deals", weight="1", levels={"base": "0", "normal": "10"})],
        facts={"deals": {"kind": "number", "take": take, **fact}},
    )  # fmt: skip


@pytest.mark.parametrize("take", ["sum", "count", "last", "max"])
def test_no_events_are_missing(take: str) -> None:
    cells: list[Any] = [None, []]
    for cell in cells:
        [result] = column(counting(take), "deals", [cell])
        assert (result["outcome"], codes(result["problems"])) == ("blocked", ["fact.missing"])


@pytest.mark.parametrize("take", ["sum", "count", "last", "max"])
def test_empty_zero_makes_an_empty_list_a_zero_and_nothing_sent_stays_missing(take: str) -> None:
    [sent, silent] = column(counting(take, empty="zero"), "deals", [[], None])
    assert (sent["coefficient"], line(sent, "deals")["actual"]) == ("0", "0")
    assert codes(silent["problems"]) == ["fact.missing"]


def test_a_seller_without_deals_is_a_zero_with_a_reason() -> None:
    document = counting("sum", empty="zero")
    document["components"][0]["amount"] = "100 * coefficient"
    [result] = column(document, "deals", [[]])
    assert (result["outcome"], codes(result["reasons"])) == ("zero", ["gross_zero"])


MIXED: list[tuple[str, Any, str | None]] = [
    ("a list", ["1", 2, {"value": "3"}], "6"),
    ("one value that is the sum already", "7", "7"),
    ("a number", 8, "8"),
    ("nothing", None, None),
    ("an empty list", [], None),
]


def test_single_values_and_lists_stand_in_one_column() -> None:
    results = column(counting("sum"), "deals", [cell for _, cell, _ in MIXED])
    assert [line(result, "deals")["actual"] for result in results] == [value for *_, value in MIXED]


@pytest.mark.parametrize(("cell", "code"), named([
    ("text beside lists", "many", "fact.not_a_number"),
    ("too many places beside lists", "0.0000000000001", "fact.too_many_places"),
    ("true beside lists", True, "fact.not_a_number"),
    ("an object", {"value": "1"}, "fact.not_a_number"),
    ("a list with text", ["many"], "fact.not_a_number"),
]))  # fmt: skip
def test_a_bad_cell_is_the_fault_of_its_row(cell: Any, code: str) -> None:
    fine, bad = column(counting("sum"), "deals", [["5"], cell])
    assert (fine["coefficient"], codes(bad["problems"])) == ("0.5", [code])


# --- words ------------------------------------------------------------------------------------------------

SCALE = {"kind": "scale", "values": {"01": "0.1", "1": "1", "poor": "0.2"}}
WORDS = {"kind": "category", "values": ["01", "1", "poor"]}
GRADED = plan(kpis=[kpi("grade", weight="1", levels=None, curve=SCALE)], facts={"grade": WORDS})


def test_the_last_word_counts_and_a_word_that_looks_like_a_number_stays_a_word() -> None:
    seen = [{"value": "1", "date": "2026-03-01"}, {"value": "01", "date": "2026-03-02"}]
    [listed, single, plain] = column(GRADED, "grade", [seen, ["poor"], "1"])
    assert [line(result, "grade")["actual"] for result in (listed, single, plain)] == ["01", "poor", "1"]
    assert [result["coefficient"] for result in (listed, single, plain)] == ["0.1", "0.2", "1"]


@pytest.mark.parametrize("cell", ["Poor", 1, ["Poor"], [1], [{"value": True}]])
def test_a_word_that_is_not_declared_is_a_problem_and_not_missing(cell: Any) -> None:
    graded = {**GRADED, "kpis": [{**GRADED["kpis"][0], "missing": "zero"}]}
    for beside in (None, ["poor"]):
        results = column(graded, "grade", [beside, cell])
        assert results[1]["outcome"] == "blocked"
        assert set(codes(results[1]["problems"])) <= {"fact.unknown_word", "fact.observation_shape"}


def test_nothing_said_about_somebody_is_missing() -> None:
    results = column(GRADED, "grade", [None, [], ["poor"]])
    assert [codes(result["problems"]) for result in results] == [["fact.missing"], ["fact.missing"], []]


@pytest.mark.parametrize(("take", "amount"), [("count", "3.00"), ("distinct", "2.00")])
def test_words_can_be_counted(take: str, amount: str) -> None:
    document = paying("visits.actual", kpis=[{"key": "visits"}],
                      facts={"visits": {"kind": "category", "values": ["north", "south"], "take": take}})  # fmt: skip
    [counted, misspelt] = column(document, "visits", [["north", "south", "north"], ["nort"]])
    assert counted["total"] == amount
    assert codes(misspelt["problems"]) == ["fact.unknown_word"]


def test_a_fact_that_is_not_declared_is_a_number_and_the_last_counts() -> None:
    document = plan(kpis=[kpi(weight="1")])
    seen = [{"value": "5", "date": "2026-03-02"}, {"value": "9", "date": "2026-03-01"}]
    assert one(document, facts={"revenue": seen})["coefficient"] == "0.05"


def test_an_observation_of_another_period_is_not_added_up() -> None:
    march = Period(date(2026, 3, 1), date(2026, 4, 1))
    document = paying("sales.actual", kpis=[kpi("sales", levels=None)], facts={"sales": {"take": "sum"}})
    inside = [{"date": "2026-03-01", "value": "10"}, {"date": "2026-03-31", "value": "5"}]
    for day in ("2026-02-28", "2026-04-01"):
        facts = {"sales": [*inside, {"date": day, "value": "1"}]}
        batch = people(document, {"facts": facts}, {"facts": {"sales": inside}}, period=march)
        assert [problem.code for problem in batch.outcomes.blocked[0]] == ["fact.outside_period"]
        assert batch.result(1)["total"] == "15.00"
        assert people(document, {"facts": facts}).result(0)["total"] == "16.00"


@pytest.mark.parametrize("day", [20260203, 46056, ["2026-02-03"], "", "2026-02-03T10:00:00", "2026-2-3", "2026-02-30"])
@pytest.mark.parametrize("period", [None, Period(date(2026, 2, 1), date(2026, 3, 1))])
def test_every_date_is_a_day(day: Any, period: Period | None) -> None:
    facts = {"deals": [{"value": "1", "date": day}]}
    for take in ("sum", "last", "max"):
        [problem] = one(counting(take), period=period, facts=facts)["problems"]
        assert (problem["code"], problem["path"]) == ("fact.date", "/facts/deals")
    timed = {"deals": [{"value": "1", "date": "2026-02-03", "time": "9 o'clock"}]}
    assert codes(one(counting("sum"), period=period, facts=timed)["problems"]) == ["fact.date"]
    words = {"grade": [{"value": "poor", "date": day}]}
    assert codes(one(GRADED, period=period, facts=words)["problems"]) == ["fact.date"]
