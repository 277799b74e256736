"""A call's calendar: what is left out is ordinary, what is wrong is refused with its place."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from rules.calendar import Calendar, parse_calendar
from rules.facts import read_surroundings
from rules.problems import CallRefused
from tests.rules.build import named, paying, people
from tests.rules.test_period import period


def test_what_is_left_out_is_the_ordinary_calendar() -> None:
    assert parse_calendar(None) == parse_calendar({}) == Calendar()


def test_all_parts_are_read() -> None:
    calendar = parse_calendar(
        {
            "fiscal_year_start": "07-15",
            "holidays": ["2026-05-01"],
            "workdays": ["sun", "mon"],
            "periods": [{"start": "2026-01-01", "end": "2026-02-01"}, {"start": "2026-02-01", "end": "2026-02-15"}],
        }
    )
    assert (calendar.fiscal_month, calendar.fiscal_day) == (7, 15)
    assert calendar.holidays == {date(2026, 5, 1)}
    assert calendar.workdays == {6, 0}
    assert calendar.periods == (period("2026-01-01", "2026-02-01"), period("2026-02-01", "2026-02-15"))


@pytest.mark.parametrize(
    ("pattern", "weeks", "lengths"),
    [
        ("4-4-5", 52, [4, 4, 5] * 4),
        ("4-5-4", "53", [*[4, 5, 4] * 3, 4, 5, 5]),
        ("5-4-4", None, [5, 4, 4] * 4),
    ],
)
def test_a_pattern_makes_the_twelve_periods_of_a_year(pattern: str, weeks: object, lengths: list[int]) -> None:
    given = {"pattern": pattern, "year_start": "2026-02-02"} | ({} if weeks is None else {"weeks": weeks})
    periods = parse_calendar(given).periods
    assert [own.days // 7 for own in periods] == lengths
    assert periods[0].start == date(2026, 2, 2)
    assert all(before.end == after.start for before, after in pairwise(periods))


_OUT_OF_ORDER = [{"start": "2026-02-01", "end": "2026-03-01"}, {"start": "2026-01-01", "end": "2026-02-01"}]

WRONG: list[tuple[str, Any, str, str]] = [
    ("a list", [], "calendar.shape", "/calendar"),
    ("an unknown key", {"a/b": 1}, "calendar.unknown_key", "/calendar/a~1b"),
    ("a whole day", {"fiscal_year_start": "2026-04-01"}, "calendar.fiscal_year_start", "/calendar/fiscal_year_start"),
    ("no such day", {"fiscal_year_start": "13-01"}, "calendar.fiscal_year_start", "/calendar/fiscal_year_start"),
    ("not every year", {"fiscal_year_start": "02-29"}, "calendar.fiscal_year_start", "/calendar/fiscal_year_start"),
    ("a number", {"fiscal_year_start": 4}, "calendar.fiscal_year_start", "/calendar/fiscal_year_start"),
    ("holidays no list", {"holidays": "2026-05-01"}, "calendar.shape", "/calendar/holidays"),
    ("a holiday", {"holidays": ["2026-05-01", "1 May"]}, "calendar.date", "/calendar/holidays/1"),
    ("no workdays", {"workdays": []}, "calendar.workdays", "/calendar/workdays"),
    ("a workday", {"workdays": ["Monday"]}, "calendar.workdays", "/calendar/workdays"),
    ("twice", {"workdays": ["mon", "mon"]}, "calendar.workdays", "/calendar/workdays"),
    ("text", {"workdays": "mon"}, "calendar.workdays", "/calendar/workdays"),
    ("periods no list", {"periods": {}}, "calendar.shape", "/calendar/periods"),
    ("a period", {"periods": [{"start": "2026-01-01"}]}, "period.date", "/calendar/periods/0/end"),
    ("order", {"periods": _OUT_OF_ORDER}, "calendar.periods", "/calendar/periods/1"),
    ("no pattern", {"pattern": "5-5-3", "year_start": "2026-02-02"}, "calendar.pattern", "/calendar/pattern"),
    ("a pattern in a list", {"pattern": [], "year_start": "2026-02-02"}, "calendar.pattern", "/calendar/pattern"),
    ("no start", {"pattern": "4-4-5"}, "calendar.pattern", "/calendar/year_start"),
    ("a start", {"pattern": "4-4-5", "year_start": "2026"}, "calendar.date", "/calendar/year_start"),
    ("the last year", {"pattern": "4-4-5", "year_start": "9999-02-01"}, "calendar.date", "/calendar/year_start"),
    ("weeks", {"pattern": "4-4-5", "year_start": "2026-02-02", "weeks": 54}, "calendar.pattern", "/calendar/weeks"),
    ("weeks alone", {"weeks": 52}, "calendar.pattern", "/calendar/weeks"),
    ("both", {"pattern": "4-4-5", "year_start": "2026-02-02", "periods": []}, "calendar.pattern", "/calendar/periods"),
]


@pytest.mark.parametrize(("given", "code", "path"), named(WRONG))
def test_what_is_wrong_is_refused_with_its_place(given: object, code: str, path: str) -> None:
    with pytest.raises(CallRefused) as refused:
        parse_calendar(given)
    assert [(problem.code, problem.path) for problem in refused.value.problems] == [(code, path)]


def test_a_call_brings_its_calendar_and_pay_date() -> None:
    around = read_surroundings({"calendar": {"fiscal_year_start": "04-01"}, "pay_date": "2026-04-15"})
    assert around.calendar == Calendar(fiscal_month=4)
    assert around.pay_date == date(2026, 4, 15)
    assert read_surroundings({}).calendar == Calendar()
    assert read_surroundings({}).pay_date is None


def test_a_call_with_a_wrong_calendar_and_pay_date_is_told_both() -> None:
    with pytest.raises(CallRefused) as refused:
        read_surroundings({"calendar": {"weeks": 52}, "pay_date": "soon", "company": []})
    codes = {problem.code for problem in refused.value.problems}
    assert codes == {"shared.shape", "calendar.pattern", "pay_date.date"}


WEEKS = {"pattern": "4-4-5", "year_start": "2026-02-02"}


def test_the_periods_of_the_calendar_stand_above_the_frequency() -> None:
    document = paying("period.index * 100 + period.quarter")
    march = period("2026-03-02", "2026-03-30")
    assert people(document, {}, period=march, calendar=WEEKS).result(0)["total"] == "201.00"
    with pytest.raises(CallRefused) as refused:
        people(document, {}, period=period("2026-03-01", "2026-04-01"), calendar=WEEKS)
    [problem] = refused.value.problems
    assert (problem.code, problem.path) == ("period.does_not_fit", "/period")
