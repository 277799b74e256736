"""Exchange rates only grow, and of each pair and day the last word counts, also as it was known earlier."""

from typing import Any

import pytest

from service.rates.repository import rates_known
from service.store.database import Database
from service.store.tables import ExchangeRate
from service.work import Actor, reading
from tests.stores import As

URL = "/v1/rates"


def rate(value: Any = "0.92", **more: str) -> dict[str, Any]:
    """One rate as a caller sends it."""
    return {"from": "USD", "to": "EUR", "day": "2026-03-31", "rate": value, **more}


def sent(as_: As, *rates: dict[str, Any]) -> tuple[int, Any]:
    """Status and body of a call with these rates."""
    answer = as_("payroll").post(URL, json={"rates": list(rates)})
    return answer.status_code, answer.json()


def listed(as_: As, **query: str) -> list[tuple[str, str, str, str]]:
    """From, to, day and rate of every rate of the list, page by page."""
    found: list[tuple[str, str, str, str]] = []
    cursor: dict[str, str] = {}
    while True:
        page = as_("analyst").get(URL, params={"limit": "2", **query, **cursor}).json()
        found += [(each["from"], each["to"], each["day"], each["rate"]) for each in page["data"]]
        if not page["has_more"]:
            return found
        cursor = {"cursor": page["next_cursor"]}


def known(database: Database, seq: int, until: str = "2027-01-01") -> list[tuple[str, str, int, int]]:
    """What a run reads that knows everything up to a number."""
    rates = reading(database, Actor(1), lambda work: rates_known(work, seq, until))
    return [(each.from_currency, each.day, each.mantissa, each.scale) for each in rates]


def test_the_last_word_counts(as_: As) -> None:
    assert sent(as_, rate("0.92"), rate("1.17", **{"from": "GBP"})) == (200, {"added": 2, "known": 0})
    assert sent(as_, rate("0.9200"), rate("1.18", **{"from": "GBP"})) == (200, {"added": 1, "known": 1})
    assert listed(as_) == [("GBP", "EUR", "2026-03-31", "1.18"), ("USD", "EUR", "2026-03-31", "0.92")]
    assert sent(as_, rate("0.92"), rate("1.18", **{"from": "GBP"})) == (200, {"added": 0, "known": 2})


def test_an_earlier_moment_knows_what_was_said_until_then(as_: As, database: Database) -> None:
    sent(as_, rate("0.92"))
    sent(as_, rate("0.93"))
    sent(as_, rate("0.94", day="2026-04-30"))
    assert known(database, 0) == []
    assert known(database, 1) == [("USD", "2026-03-31", 92, 2)]
    assert known(database, 3) == [("USD", "2026-03-31", 93, 2), ("USD", "2026-04-30", 94, 2)]
    assert known(database, 3, until="2026-04-30") == [("USD", "2026-03-31", 93, 2)]


def test_a_rate_stands_for_its_own_direction_only(as_: As) -> None:
    sent(as_, rate("0.92"), rate("1.09", **{"from": "EUR", "to": "USD"}))
    assert listed(as_, to="EUR") == [("USD", "EUR", "2026-03-31", "0.92")]
    assert listed(as_, **{"from": "EUR"}) == [("EUR", "USD", "2026-03-31", "1.09")]


def test_pages_follow_one_another(as_: As) -> None:
    days = [f"2026-03-{day:02}" for day in range(1, 8)]
    assert sent(as_, *(rate(f"0.9{day}", day=when) for day, when in enumerate(days)))[1]["added"] == 7
    assert [day for _, _, day, _ in listed(as_)] == days
    assert [day for _, _, day, _ in listed(as_, start="2026-03-02", until="2026-03-04")] == days[1:3]


REFUSED = [
    (rate("0"), "rates.rate", "/rates/0/rate"),
    (rate("-0.92"), "rates.rate", "/rates/0/rate"),
    (rate("1e3"), "rates.rate", "/rates/0/rate"),
    (rate("1234567890123456789"), "rates.rate", "/rates/0/rate"),
    (rate("0.1234567890123"), "rates.rate", "/rates/0/rate"),
    (rate(**{"from": "XXY"}), "rates.currency", "/rates/0/from"),
    (rate(to="USD"), "rates.currency", "/rates/0/to"),
    (rate(day="2026-02-30"), "request.bad_value", "/rates/0/day"),
]


@pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("one", "code", "path"), REFUSED)
def test_what_is_no_rate_is_refused_and_named(as_: As, one: dict[str, Any], code: str, path: str) -> None:
    status, body = sent(as_, one)
    assert (status, body["code"], body["errors"][0]["path"]) == (422, code, path)


def test_two_rates_of_one_day_in_a_call_are_refused_and_nothing_is_kept(as_: As) -> None:
    status, body = sent(as_, rate("1.17", **{"from": "GBP"}), rate("0.92"), rate("0.93"))
    assert (status, body["code"], body["errors"][0]["path"]) == (422, "rates.overlap", "/rates/2")
    assert "/rates/1" in body["detail"]
    assert listed(as_) == []


def test_more_than_a_thousand_are_too_many(as_: As) -> None:
    many = [rate("1", day=f"{1000 + number}-01-01") for number in range(1001)]
    assert sent(as_, *many[:1000]) == (200, {"added": 1000, "known": 0})
    assert sent(as_, *many)[0] == 422


def test_the_same_request_again_has_no_second_effect(as_: As, database: Database) -> None:
    calls = [
        as_("payroll").post(URL, json={"rates": [rate("0.92")]}, headers={"Idempotency-Key": "one"}) for _ in range(2)
    ]
    assert [call.json() for call in calls] == [{"added": 1, "known": 0}] * 2
    assert calls[1].headers["Idempotent-Replayed"] == "true"
    with database.reading.begin() as connection:
        count = connection.exec_driver_sql(f"SELECT COUNT(*) FROM {ExchangeRate.__tablename__}").scalar_one()
    assert count == 1


@pytest.mark.parametrize("cursor", ["x", "VVNE", "VVNEIEVVUg"])
def test_a_cursor_that_no_page_gave_out_is_refused(as_: As, cursor: str) -> None:
    answer = as_("analyst").get(URL, params={"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (422, "query.bad_cursor")
