"""Time in force: what counts of a period for a person who was not in the plan for all of it."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.columns import Number
from rules.period import Period
from tests.rules.build import Document, Result, named, paying, people, sheet

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
BASES = ("calendar_days", "working_days", "months", "thirtieths")


def prorated(basis: str = "calendar_days", **proration: Any) -> Document:
    """3100 for a whole period."""
    return paying("3100", pay={"prorate": True}, proration={"basis": basis, **proration})


def paid(document: Document, assignment: Any, **around: Any) -> Result:
    return people(document, {"assignment": assignment}, period=around.pop("period", MARCH), **around).result(0)


TIMES: list[tuple[str, Any, dict[str, str]]] = [
    ("whole", {"from": "2026-03-01"}, {basis: "1" for basis in BASES}),
    ("long ago", {"from": "2020-01-01", "to": "2030-01-01"}, {basis: "1" for basis in BASES}),
    ("no days", {}, {basis: "1" for basis in BASES}),
    (
        "joined",
        {"from": "2026-03-10"},
        {"calendar_days": "22/31", "working_days": "16/22", "months": "22/31", "thirtieths": "21/30"},
    ),
    (
        "left",
        {"to": "2026-03-10"},
        {"calendar_days": "9/31", "working_days": "6/22", "months": "9/31", "thirtieths": "9/30"},
    ),
    (
        "away",
        {"absences": [{"start": "2026-03-16", "end": "2026-03-21"}, {"start": "2026-03-18", "end": "2026-03-23"}]},
        {"calendar_days": "24/31", "working_days": "17/22", "months": "24/31", "thirtieths": "23/30"},
    ),
    (
        "away across the end",
        {"absences": [{"start": "2026-03-30", "end": "2026-06-01"}, {"start": "2025-01-01", "end": "2025-02-01"}]},
        {"calendar_days": "29/31", "working_days": "20/22", "months": "29/31", "thirtieths": "29/30"},
    ),
]


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize(("assignment", "shares"), named(TIMES))
def test_the_share_of_the_period_in_force(basis: str, assignment: Any, shares: dict[str, str]) -> None:
    batch = sheet(prorated(basis), {"assignment": assignment}, period=MARCH)
    assert batch.proration.at(0) == Fraction(shares[basis])


@pytest.mark.parametrize(
    ("assignment", "amount"),
    [
        ({"from": "2026-03-10"}, "2100.00"),
        ({"from": "2026-03-01"}, "3000.00"),
        ({"from": "2026-02-28"}, "3100.00"),
        ({"from": "2026-03-31"}, "0.00"),
    ],
)
def test_the_first_day_may_not_count(assignment: Any, amount: str) -> None:
    assert paid(prorated(count_start=False), assignment)["total"] == amount


def test_a_prorated_line_shows_what_time_took() -> None:
    document = paying("3100", pay={"prorate": True, "cap": "2000"}, proration={"basis": "calendar_days"})
    [line] = paid(document, {"from": "2026-03-10"})["components"]
    stages = {name: line[name] for name in ("gross", "gated", "prorated", "withheld", "amount")}
    assert stages == {
        "gross": "3100.00", "gated": "0.00", "prorated": "900.00", "withheld": "200.00", "amount": "2000.00",
    }  # fmt: skip
    assert [reason["code"] for reason in line["reasons"]] == ["prorated", "capped"]


def test_gates_act_before_proration_and_limits_after() -> None:
    document = paying(
        "3100",
        pay={"prorate": True, "floor": "700"},
        proration={"basis": "calendar_days"},
        gates=[{"key": "half", "when": "1 > 2", "scope": "pay", "otherwise": {"factor": "0.5"}}],
    )
    [line] = paid(document, {"to": "2026-03-11"})["components"]
    assert [line[name] for name in ("gross", "gated", "prorated", "withheld", "amount")] == [
        "3100.00", "1550.00", "1050.00", "-200.00", "700.00",
    ]  # fmt: skip


def test_a_line_that_is_not_prorated_is_paid_whole() -> None:
    document = paying("3100", proration={"basis": "calendar_days"})
    assert paid(document, {"from": "2026-03-10"})["total"] == "3100.00"


def test_a_zero_share_is_zero_with_its_reason() -> None:
    result = paid(prorated(), {"absences": [{"start": "2026-03-01", "end": "2026-04-01"}]})
    assert (result["outcome"], result["total"]) == ("zero", "0.00")
    assert [reason["code"] for reason in result["reasons"]] == ["prorated"]


@pytest.mark.parametrize(("basis", "days"), [("calendar_days", 22), ("working_days", 16), ("thirtieths", 21)])
def test_days_in_force_are_counted_the_plans_way(basis: str, days: int) -> None:
    document = paying("period.days_in_force", proration={"basis": basis})
    assert paid(document, {"from": "2026-03-10"})["total"] == f"{days}.00"


def test_days_in_force_are_calendar_days_in_months_and_without_proration() -> None:
    for document in (paying("period.days_in_force", proration={"basis": "months"}), paying("period.days_in_force")):
        assert paid(document, {"from": "2026-03-10"})["total"] == "22.00"
        assert people(document, {}, period=MARCH).result(0)["total"] == "31.00"


def test_workdays_follow_the_calendar_of_the_call() -> None:
    calendar = {"workdays": ["mon", "tue"], "holidays": ["2026-03-30"]}
    assert sheet(prorated("working_days"), {"assignment": {"from": "2026-03-24"}}, period=MARCH).proration.at(
        0
    ) == Fraction(6, 22)
    assert paid(prorated("working_days"), {"from": "2026-03-24"}, calendar=calendar)["total"] == "688.89"


KINDS = {"vacation": "counted", "leave": "not_counted"}


@pytest.mark.parametrize(
    ("kind", "kinds", "amount"),
    [
        ("vacation", KINDS, "3100.00"),
        ("leave", KINDS, "2600.00"),
        (None, KINDS, "2600.00"),
        ("anything", {}, "2600.00"),
    ],
)
def test_kinds_of_absence_count_as_the_plan_says(kind: str | None, kinds: dict[str, str], amount: str) -> None:
    absence = {"start": "2026-03-16", "end": "2026-03-21"} | ({} if kind is None else {"kind": kind})
    assert paid(prorated(absences=kinds), {"absences": [absence]})["total"] == amount


def test_a_kind_that_the_plan_does_not_list_blocks_where_it_matters() -> None:
    sick = {"start": "2026-03-16", "end": "2026-03-21", "kind": "sick"}
    result = paid(prorated(absences=KINDS), {"absences": [sick]})
    assert [(problem["code"], problem["path"]) for problem in result["problems"]] == [
        ("assignment.unknown_absence", "/assignment/absences/0/kind")
    ]
    earlier = {"start": "2026-01-16", "end": "2026-01-21", "kind": "sick"}
    assert paid(prorated(absences=KINDS), {"absences": [earlier]})["total"] == "3100.00"


WRONG: list[tuple[str, Any, str, str]] = [
    ("a text", "2026-03-10", "assignment.shape", "/assignment"),
    ("an unknown key", {"start": "2026-03-10"}, "assignment.unknown_key", "/assignment/start"),
    ("a day", {"from": "10.03.2026"}, "assignment.date", "/assignment/from"),
    ("order", {"from": "2026-03-10", "to": "2026-03-10"}, "assignment.ends_before_start", "/assignment/to"),
    ("reason", {"to": "2026-03-10", "reason": 5}, "assignment.word", "/assignment/reason"),
    ("absences", {"absences": {}}, "assignment.shape", "/assignment/absences"),
    ("absence", {"absences": ["2026-03-10"]}, "assignment.shape", "/assignment/absences/0"),
    ("absence key", {"absences": [{"start": "2026-03-10", "end": "2026-03-11", "days": 1}]},
     "assignment.unknown_key", "/assignment/absences/0/days"),
    ("absence end", {"absences": [{"start": "2026-03-10"}]}, "assignment.date", "/assignment/absences/0/end"),
    ("absence order", {"absences": [{"start": "2026-03-10", "end": "2026-03-10"}]},
     "assignment.ends_before_start", "/assignment/absences/0/end"),
]  # fmt: skip


@pytest.mark.parametrize(("assignment", "code", "path"), named(WRONG))
def test_what_is_wrong_with_an_assignment_blocks_its_person_alone(assignment: Any, code: str, path: str) -> None:
    batch = people(prorated(), {"assignment": assignment}, {}, period=MARCH)
    problems = [(problem["code"], problem["path"]) for problem in batch.result(0)["problems"]]
    assert problems == [(code, path)]
    assert batch.result(1)["total"] == "3100.00"


def test_an_assignment_without_a_period_cannot_be_counted() -> None:
    result = people(paying("1"), {"assignment": {"from": "2026-03-10"}}).result(0)
    assert [problem["code"] for problem in result["problems"]] == ["assignment.needs_period"]


def test_a_period_without_any_day_that_counts_has_no_share() -> None:
    holidays = [f"2026-03-{day:02}" for day in range(1, 32)]
    result = paid(prorated("working_days"), {"from": "2026-03-10"}, calendar={"holidays": holidays})
    assert [problem["code"] for problem in result["problems"]] == ["proration.nothing_to_count"]
    whole = people(prorated("working_days"), {}, period=MARCH, calendar={"holidays": holidays}).result(0)
    assert whole["total"] == "3100.00"


@pytest.mark.parametrize("assignment", [{"from": "2026-04-01"}, {"to": "2026-03-01"}])
def test_nobody_is_paid_for_a_period_without_a_day_in_force(assignment: Any) -> None:
    for document in (prorated(), paying("3100")):
        result = paid(document, assignment)
        assert (result["outcome"], result["total"]) == ("zero", "0.00")
        assert [(reason["code"], reason["path"]) for reason in result["reasons"]] == [("not_in_force", "/assignment")]
        assert result["components"][0]["gross"] == "0.00"


def test_a_plan_with_proration_needs_the_period() -> None:
    with pytest.raises(Exception, match="period_required"):
        people(prorated(), {})


# --- laws -----------------------------------------------------------------------------------------------------

DAYS = st.integers(0, 31)


@pytest.mark.parametrize("basis", BASES)
@settings(max_examples=25)
@given(cuts=st.lists(st.integers(2, 31), max_size=4, unique=True))
def test_shares_of_the_parts_of_a_period_add_up_to_the_whole(basis: str, cuts: list[int]) -> None:
    days = [date(2026, 3, day) for day in sorted({1, *cuts})] + [date(2026, 4, 1)]
    stretches = [{"assignment": {"from": start.isoformat(), "to": end.isoformat()}} for start, end in pairwise(days)]
    column = sheet(prorated(basis), *stretches, period=MARCH).proration
    shares = [column.at(row) for row in range(len(stretches))]
    assert sum(share for share in shares if share is not None) == 1
    assert None not in shares


@settings(max_examples=25)
@given(st.lists(st.tuples(DAYS, st.integers(1, 40)), min_size=1, max_size=4), st.sampled_from(BASES))
def test_a_batch_equals_its_people_one_by_one(times: list[tuple[int, int]], basis: str) -> None:
    persons = [
        {"assignment": {"from": date.fromordinal(date(2026, 2, 20).toordinal() + first).isoformat(),
                        "to": date.fromordinal(date(2026, 2, 20).toordinal() + first + length).isoformat()}}
        for first, length in times
    ]  # fmt: skip
    together = people(prorated(basis), *persons, {}, period=MARCH).results()
    alone = [people(prorated(basis), person, period=MARCH).result(0) for person in [*persons, {}]]
    assert [{**result, "id": ""} for result in together] == [{**result, "id": ""} for result in alone]


def test_without_assignments_the_share_is_one_number_for_all() -> None:
    column = sheet(prorated(), {}, {}, period=MARCH).proration
    assert isinstance(column, Number)
    assert (column.nums, column.den) == (1, 1)
