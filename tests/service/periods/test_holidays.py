"""Holidays of a calendar: the last word counts, and an earlier moment knows what was said until then."""

from typing import Any

import pytest

from service.periods.repository.holidays import holidays_known
from service.store.database import Database
from service.work import Actor, reading
from tests.service.periods.world import code, with_months
from tests.stores import As

URL = "/v1/calendars/monthly/holidays"
SPRING = ["2026-04-03", "2026-04-06", "2026-05-01"]


def said(as_: As, *days: str, **more: str) -> Any:
    """What saying it answers."""
    answer = as_("payroll").post(URL, json={"days": list(days), **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


def listed(as_: As, **query: str) -> list[str]:
    """The days of the list, page by page."""
    found: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = as_("analyst").get(URL, params={"limit": "2", **query, **cursor}).json()
        found += [each["day"] for each in page["data"]]
        if not page["has_more"]:
            return found
        cursor = {"cursor": page["next_cursor"]}


def test_days_become_holidays_and_ordinary_again(as_: As) -> None:
    with_months(as_)
    assert said(as_, *reversed(SPRING), SPRING[0]) == {"changed": 3, "known": 0}
    assert listed(as_) == SPRING
    assert said(as_, SPRING[1], "2026-05-14", state="ordinary") == {"changed": 1, "known": 1}
    assert listed(as_) == [SPRING[0], SPRING[2]]
    assert said(as_, *SPRING) == {"changed": 1, "known": 2}
    assert listed(as_, **{"from": "2026-04-04", "until": "2026-05-01"}) == [SPRING[1]]


def test_an_earlier_moment_knows_what_was_said_until_then(as_: As, database: Database) -> None:
    with_months(as_)
    said(as_, *SPRING)
    said(as_, SPRING[0], state="ordinary")

    def known(seq: int) -> list[str]:
        return list(reading(database, Actor(1), lambda work: holidays_known(work, "monthly", seq)))

    assert [known(seq) for seq in (0, 2, 3, 4)] == [[], SPRING[:2], SPRING, SPRING[1:]]


def test_calendars_have_their_own(as_: As) -> None:
    with_months(as_)
    assert as_("payroll").post("/v1/calendars", json={"key": "weekly", "frequency": "week"}).status_code == 201
    said(as_, *SPRING)
    assert as_("analyst").get("/v1/calendars/weekly/holidays").json()["data"] == []


@pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
def test_what_cannot_be_is_refused(as_: As) -> None:
    payroll = as_("payroll")
    assert code(payroll.post(URL, json={"days": SPRING})) == (404, "calendar.not_found")
    assert code(as_("analyst").get(URL)) == (404, "calendar.not_found")
    with_months(as_)
    assert code(payroll.post(URL, json={"days": ["2026-04-31"]})) == (422, "request.bad_value")
    assert code(payroll.post(URL, json={"days": []}))[0] == 422
    assert code(as_("analyst").get(URL, params={"cursor": "MjAyNg"})) == (422, "query.bad_cursor")
    assert code(as_("analyst").get(URL, params={"cursor": "OTk5OS0xMi0zMQ"})) == (422, "query.bad_cursor")
