"""Which earlier observations a window looks at, and what has to be sent for it."""

from datetime import date
from typing import Any

import pytest

from rules.calendar import Calendar
from rules.facts.windows import Lookback, lookback, of_previous
from rules.period import Period
from rules.plan import WindowFact
from rules.problems import CallRefused, Problem
from tests.rules.build import named

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
GONE = Problem("file.cell", "Sheet1!C7", "broken")


def window(
    kind: Any,
    take: str | None = "sum",
    calendar: Calendar | None = None,
    period: Period = MARCH,
    *,
    frequency: str = "month",
) -> Lookback:
    fact = WindowFact.model_validate({"of": "sales", "window": kind})
    return lookback("seen", fact, take, calendar or Calendar(), period, frequency=frequency)


def on(day: str, value: str = "1") -> dict[str, str]:
    return {"value": value, "date": day}


HISTORY = [on("2025-12-31"), on("2026-01-01"), on("2026-01-31"), on("2026-02-01"), on("2026-02-28")]
SEEN: list[tuple[str, Any, list[dict[str, str]]]] = [
    ("the year so far, with this period", "year_to_date", [*HISTORY[1:], on("2026-03-05")]),
    ("the period before", "previous", HISTORY[3:]),
    ("one period", {"last": "1"}, HISTORY[3:]),
    ("two periods", {"last": "2"}, HISTORY[1:]),
    ("over the turn of the year", {"last": "3"}, HISTORY),
]


@pytest.mark.parametrize(("kind", "seen"), named(SEEN))
def test_a_window_looks_at_its_own_days(kind: Any, seen: list[dict[str, str]]) -> None:
    assert window(kind).cell(None, [on("2026-03-05")], HISTORY, needs_history=True) == seen


def test_the_fiscal_year_is_the_calendars() -> None:
    calendar = Calendar(fiscal_month=2)
    assert window("year_to_date", calendar=calendar).cell(None, [], HISTORY, needs_history=True) == HISTORY[3:]


def test_a_quarter_looks_back_by_quarters() -> None:
    spring = Period(date(2026, 4, 1), date(2026, 7, 1))
    assert window("previous", period=spring).cell(None, None, HISTORY, needs_history=True) == HISTORY[1:]


def test_what_has_no_day_is_of_the_period_just_before() -> None:
    for kind in ("previous", {"last": "3"}):
        assert window(kind).cell(None, None, ["4", {"value": "5"}], needs_history=True) == ["4", {"value": "5"}]
    both = window("year_to_date").cell(None, "7", "9", needs_history=True)
    assert both == [on("2026-02-28", "9"), on("2026-03-31", "7")]
    assert window("previous", "count").cell(None, None, "9", needs_history=True) == "9"
    january = Period(date(2026, 1, 1), date(2026, 2, 1))
    assert window("year_to_date", period=january).cell(None, ["7"], ["9"], needs_history=True) == ["7"]


@pytest.mark.parametrize("take", ["count", "distinct", "avg", "median"])
def test_results_of_single_periods_cannot_be_joined_by_every_take(take: str) -> None:
    for now, earlier in ((["7"], "9"), ("7", ["9"])):
        found = window("year_to_date", take).cell(None, now, earlier, needs_history=True)
        assert isinstance(found, Problem)
        assert (found.code, found.path) == ("fact.window_single", "/prior/facts/sales")


def test_history_that_was_not_sent_is_missing_where_there_must_be_some() -> None:
    for kind in ("year_to_date", "previous", {"last": "2"}):
        found = window(kind).cell(None, ["7"], None, needs_history=True)
        assert isinstance(found, Problem)
        assert (found.code, found.path) == ("fact.missing", "/prior/facts/sales")
        assert isinstance(window(kind).cell(None, ["7"], None, needs_history=False), list)
        assert isinstance(window(kind).cell(None, ["7"], [], needs_history=True), list)
    january = Period(date(2026, 1, 1), date(2026, 2, 1))
    assert window("year_to_date", period=january).cell(None, ["7"], None, needs_history=True) == ["7"]
    assert isinstance(window("previous", period=january).cell(None, ["7"], None, needs_history=True), Problem)


def test_the_message_says_what_to_send() -> None:
    found = window("year_to_date").cell(None, ["7"], None, needs_history=True)
    assert isinstance(found, Problem)
    assert "from 2026-01-01 to before 2026-03-01" in found.message


def test_a_year_to_date_without_this_periods_fact_is_missing() -> None:
    found = window("year_to_date").cell(None, None, HISTORY, needs_history=True)
    assert isinstance(found, Problem)
    assert (found.code, found.path) == ("fact.missing", "/facts/sales")


def test_a_window_sent_under_its_own_key_is_its_value() -> None:
    assert window("year_to_date").cell("5", None, None, needs_history=True) == "5"
    found = window("year_to_date").cell(["5"], None, None, needs_history=True)
    assert isinstance(found, Problem)
    assert (found.code, found.path) == ("fact.window_value", "/facts/seen")


UNUSABLE: list[tuple[str, Any, str]] = [
    ("dated in this period", [on("2026-03-01")], "fact.not_prior"),
    ("a day of no month", [on("2026-02-30")], "fact.date"),
    ("a cell that could not be read", GONE, "file.cell"),
]


@pytest.mark.parametrize(("earlier", "code"), named(UNUSABLE))
def test_history_that_cannot_be_placed_is_a_problem(earlier: Any, code: str) -> None:
    found = window("year_to_date").cell(None, [], earlier, needs_history=True)
    assert isinstance(found, Problem)
    assert found.code == code


def test_a_value_is_no_list_of_rows() -> None:
    found = window("previous", None).cell(None, None, "5", needs_history=True)
    assert isinstance(found, Problem)
    assert found.code == "fact.rows_shape"


def test_a_calendar_that_does_not_reach_back_refuses_the_call() -> None:
    calendar = Calendar(periods=(MARCH,))
    with pytest.raises(CallRefused):
        window("previous", calendar=calendar)


def test_what_may_be_carried_is_of_the_period_just_before() -> None:
    assert of_previous(HISTORY, "sales", "last", Calendar(), MARCH) == HISTORY[3:]
    for raw in (None, "5", ["5"]):
        assert of_previous(raw, "sales", "last", Calendar(periods=(MARCH,)), MARCH) == raw


def test_no_month_is_counted_in_two_fiscal_years() -> None:
    may = Period(date(2026, 5, 1), date(2026, 6, 1))
    of_april = [on("2026-04-02"), on("2026-04-10")]
    calendar = Calendar(fiscal_month=4, fiscal_day=6)
    assert window("year_to_date", calendar=calendar, period=may).cell(None, [], of_april, needs_history=True) == []
    april = Period(date(2026, 4, 1), date(2026, 5, 1))
    assert window("year_to_date", calendar=calendar, period=april).start == date(2025, 5, 1)


def test_a_year_that_turns_inside_a_free_period_is_refused() -> None:
    turn = Period(date(2025, 12, 20), date(2026, 1, 10))
    with pytest.raises(CallRefused) as refused:
        window("year_to_date", period=turn, frequency="free")
    assert [problem.code for problem in refused.value.problems] == ["calendar.year_inside_period"]
    assert window("previous", period=turn, frequency="free").start == date(2025, 11, 29)


@pytest.mark.parametrize(("take", "id_name"), [("sum", "source_id"), (None, "id")])
def test_a_correction_moves_an_observation_out_of_the_window(take: str | None, id_name: str) -> None:
    moved = [{**on("2026-02-10"), id_name: "d1"}, {**on("2026-01-10"), id_name: "d1", "revision": 1}]
    for kind in ("previous", {"last": "1"}):
        assert window(kind, take).cell(None, None, moved, needs_history=True) == []
        assert window(kind, take).cell(None, None, moved[:1], needs_history=True) == moved[:1]
    assert of_previous(moved, "sales", take, Calendar(), MARCH) == []
    into = [{**on("2026-01-10"), id_name: "d1"}, {**on("2026-02-10"), id_name: "d1", "revision": 1}]
    assert window("previous", take).cell(None, None, into, needs_history=True) == into[1:]
    assert window("year_to_date", take).cell(
        None, [{**on("2026-03-02"), id_name: "d1", "revision": 2}], into, needs_history=True
    ) == [{**on("2026-03-02"), id_name: "d1", "revision": 2}]


def test_history_that_repeats_an_observation_is_refused() -> None:
    twice = [{**on("2026-01-10"), "source_id": "d1"}, {**on("2026-02-10"), "source_id": "d1"}]
    found = window("previous").cell(None, None, twice, needs_history=True)
    assert isinstance(found, Problem)
    assert (found.code, found.path) == ("fact.duplicate_observation", "/prior/facts/sales")
