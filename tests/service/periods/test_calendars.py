"""Calendars make periods: the same again makes nothing new, and there is never a gap, not even by plain SQL."""

from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from service.store.database import Database
from tests.service.periods.world import code, with_months
from tests.stores import As


def made(as_: As, start: str, until: str) -> Any:
    """What asking for these days answers."""
    answer = as_("payroll").post("/v1/calendars/monthly/periods", json={"from": start, "until": until})
    assert answer.status_code == 200, answer.text
    return answer.json()


def days(as_: As, **query: str) -> list[tuple[str, str, str]]:
    """Key, first day and end of every period of the list, page by page."""
    found: list[tuple[str, str, str]] = []
    cursor: dict[str, str] = {}
    while True:
        page = as_("analyst").get("/v1/periods", params={"limit": "5", **query, **cursor}).json()
        found += [(period["key"], period["start"], period["end"]) for period in page["data"]]
        if not page["has_more"]:
            return found
        cursor = {"cursor": page["next_cursor"]}


def test_the_same_again_makes_nothing_new(as_: As) -> None:
    with_months(as_)
    assert made(as_, "2026-02-10", "2026-04-02")["created"] == 0
    assert made(as_, "2026-02-10", "2026-04-02")["keys"] == ["2026-02", "2026-03", "2026-04"]
    assert len(days(as_)) == 12


@pytest.mark.parametrize(("start", "until"), [("2027-06-01", "2027-07-01"), ("2025-06-30", "2025-07-01")])
def test_what_lies_between_is_made_too(as_: As, start: str, until: str) -> None:
    with_months(as_)
    assert made(as_, start, until)["created"] > 1
    found = days(as_)
    assert all(before[2] == after[1] for before, after in pairwise(found))


def test_both_sides_grow_at_once(as_: As) -> None:
    with_months(as_)
    answer = made(as_, "2025-11-15", "2027-02-02")
    assert (answer["created"], answer["from"], answer["until"]) == (4, "2025-11-01", "2027-03-01")
    assert [key for key, _, _ in days(as_, **{"from": "2026-12-31", "until": "2027-02-01"})] == ["2026-12", "2027-01"]


def test_a_calendar_is_made_once(as_: As) -> None:
    payroll = as_("payroll")
    body = {
        "key": "retail",
        "frequency": "month",
        "pattern": "4-5-4",
        "fiscal_year_start": "02-01",
        "week_start": "sun",
    }
    made_first = payroll.post("/v1/calendars", json=body)
    assert made_first.status_code == 201
    assert payroll.get("/v1/calendars/retail").json() == made_first.json()
    assert code(payroll.post("/v1/calendars", json=body)) == (409, "calendar.exists")
    made_year = payroll.post("/v1/calendars/retail/periods", json={"from": "2023-01-29", "until": "2024-02-04"})
    assert made_year.json()["keys"][-1] == "FY2023-P12"
    assert [calendar["key"] for calendar in payroll.get("/v1/calendars").json()["data"]] == ["retail"]


REFUSED: list[tuple[dict[str, str], str]] = [
    ({"frequency": "week", "pattern": "4-4-5"}, "calendar.pattern"),
    ({"frequency": "month", "fiscal_year_start": "04-06"}, "calendar.fiscal_year_start"),
    ({"frequency": "month", "fiscal_year_start": "02-29"}, "calendar.fiscal_year_start"),
    ({"frequency": "fortnight"}, "request.bad_value"),
    ({"frequency": "month", "colour": "red"}, "request.unknown_key"),
]


def test_calendars_that_do_not_hold_are_refused(as_: As) -> None:
    payroll = as_("payroll")
    for body, expected in REFUSED:
        assert code(payroll.post("/v1/calendars", json={"key": "x", **body})) == (422, expected)


def test_who_may_do_what(as_: As) -> None:
    assert code(as_("author").post("/v1/calendars", json={"key": "x", "frequency": "month"})) == (
        403,
        "key.scope_missing",
    )
    assert code(as_("payroll").get("/v1/calendars/none")) == (404, "calendar.not_found")
    span = {"from": "2026-01-01", "until": "2026-02-01"}
    assert code(as_("payroll").post("/v1/calendars/none/periods", json=span)) == (404, "calendar.not_found")
    assert code(as_("payroll").get("/v1/periods/monthly/2026-03")) == (404, "period.not_found")


ATTACKS = {
    "a gap": ("2027-03", "2027-03-01", "2027-04-01"),
    "an overlap": ("2026-12b", "2026-12-15", "2027-01-01"),
    "inside": ("2026-03b", "2026-03-10", "2026-03-20"),
    "around": ("2026", "2026-01-01", "2027-02-01"),
    "no day": ("2027-01", "2027-01-01", "2027-01-01"),
    "the same key": ("2026-03", "2027-01-01", "2027-02-01"),
}


def test_the_database_knows_no_gap_and_no_overlap(as_: As, database: Database) -> None:
    with_months(as_)
    columns = "(id, calendar_key, key, start_day, end_day)"
    insert = f"INSERT INTO period {columns} VALUES (999, 'monthly', :key, :start, :end)"
    for what, row in ATTACKS.items():
        try:
            with database.writing.begin() as connection:
                connection.execute(text(insert), dict(zip(("key", "start", "end"), row, strict=True)))
        except DBAPIError:
            continue
        pytest.fail(what)
    with database.writing.begin() as connection:
        connection.execute(text(insert), {"key": "2027-01", "start": "2027-01-01", "end": "2027-02-01"})


@pytest.mark.parametrize(
    "attack", ["UPDATE period SET end_day = '2026-02-02' WHERE key = '2026-01'", "DELETE FROM period"]
)
def test_periods_stay_as_they_are(as_: As, database: Database, attack: str) -> None:
    with_months(as_)
    with pytest.raises(DBAPIError), database.writing.begin() as connection:
        connection.execute(text(attack))
