"""`/v1/kpis`: what is shipped is there, the company's own comes first, every change is a version, none ever changes."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from service.catalog import shipped_kpi_keys
from service.store.database import Database
from tests.rules.library.kpis import definition
from tests.stores import As

OWN = definition(key="close_rate", owner="Sales desk")


def codes(answer: Any) -> tuple[int, list[str]]:
    """Status and codes of a refusal."""
    return answer.status_code, [problem["code"] for problem in answer.json()["errors"]]


def created(author: TestClient, **parts: Any) -> dict[str, Any]:
    """A KPI of the company's own."""
    answer = author.post("/v1/kpis", json={**OWN, **parts})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def keys(caller: TestClient, **query: Any) -> list[str]:
    """The keys of all pages of the list."""
    found: list[str] = []
    cursor = None
    while True:
        page = caller.get("/v1/kpis", params={"limit": 10, **query, **({"cursor": cursor} if cursor else {})}).json()
        found += [line["key"] for line in page["data"]]
        cursor = page["next_cursor"]
        assert (cursor is not None) == page["has_more"]
        if cursor is None:
            return found


def test_what_is_shipped_is_there_without_anything_stored(as_: As) -> None:
    assert keys(as_("analyst")) == list(shipped_kpi_keys())
    found = as_("analyst").get("/v1/kpis/win_rate")
    body = found.json()
    assert (body["origin"], body["version"], body["by"], body["at"]) == ("shipped", 1, None, None)
    assert body["definition"]["value"] == "won_deals / (won_deals + lost_deals) * 100"
    assert found.headers["ETag"] == f'"{body["hash"]}"'


def test_a_definition_is_saved_and_read_back(as_: As) -> None:
    made = created(as_("author"))
    assert (made["key"], made["version"], made["origin"], made["retired"]) == ("close_rate", 1, "company", False)
    assert made["definition"] == {**OWN, "value": "won / (won + lost) * 100"}
    assert as_("analyst").get("/v1/kpis/close_rate").json() == made
    assert codes(as_("author").post("/v1/kpis", json=OWN)) == (409, ["kpi.exists"])


def test_the_same_request_again_has_no_second_effect(as_: As) -> None:
    author, once = as_("author"), {"Idempotency-Key": "one"}
    first = author.post("/v1/kpis", json=OWN, headers=once)
    second = author.post("/v1/kpis", json=OWN, headers=once)
    assert (second.status_code, second.json()) == (201, first.json())
    assert second.headers["Idempotent-Replayed"] == "true"
    other = author.post("/v1/kpis", json={**OWN, "title": "Other"}, headers=once)
    assert codes(other) == (422, ["idempotency.other_body"])


def test_a_change_is_a_new_version_and_the_old_one_stays(as_: As) -> None:
    author = as_("author")
    made = created(author)
    changed = {**OWN, "title": "Close rate"}
    assert codes(author.put("/v1/kpis/close_rate", json=changed)) == (428, ["kpi.if_match_missing"])
    wrong = author.put("/v1/kpis/close_rate", json=changed, headers={"If-Match": '"abc"'})
    assert codes(wrong) == (412, ["kpi.changed"])
    seen = {"If-Match": f'"{made["hash"]}"'}
    after = author.put("/v1/kpis/close_rate", json=changed, headers=seen).json()
    assert (after["version"], after["definition"]["title"]) == (2, "Close rate")
    assert codes(author.put("/v1/kpis/close_rate", json=OWN, headers=seen)) == (412, ["kpi.changed"])
    assert author.get("/v1/kpis/close_rate/versions/1").json() == made
    listed = author.get("/v1/kpis/close_rate/versions").json()["data"]
    assert [(line["version"], line["title"]) for line in listed] == [(1, "Win rate"), (2, "Close rate")]
    page = author.get("/v1/kpis/close_rate/versions?limit=1").json()
    rest = author.get(f"/v1/kpis/close_rate/versions?limit=1&cursor={page['next_cursor']}").json()
    assert [page["data"][0]["version"], rest["data"][0]["version"], rest["has_more"]] == [1, 2, False]


def test_the_same_content_is_no_new_version(as_: As) -> None:
    author = as_("author")
    seen = {"If-Match": f'"{created(author)["hash"]}"'}
    same = {**OWN, "levels": {"base": "15.0", "normal": 25}}
    assert author.put("/v1/kpis/close_rate", json=same, headers=seen).json()["version"] == 1


def test_the_key_of_a_kpi_stays(as_: As) -> None:
    seen = {"If-Match": f'"{created(as_("author"))["hash"]}"'}
    moved = as_("author").put("/v1/kpis/close_rate", json={**OWN, "key": "other"}, headers=seen)
    assert codes(moved) == (422, ["kpi.other_key"])


def test_a_retired_kpi_is_left_out_and_can_come_back(as_: As) -> None:
    author = as_("author")
    made = created(author)
    gone = author.post("/v1/kpis/close_rate/retire").json()
    assert (gone["version"], gone["retired"], gone["hash"]) == (2, True, made["hash"])
    assert codes(author.post("/v1/kpis/close_rate/retire")) == (409, ["kpi.retired"])
    assert "close_rate" not in keys(author)
    assert keys(author, state="retired") == ["close_rate"]
    back = author.put("/v1/kpis/close_rate", json=OWN, headers={"If-Match": f'"{made["hash"]}"'}).json()
    assert (back["version"], back["retired"]) == (3, False)
    assert "close_rate" in keys(author)


def test_a_shipped_kpi_is_copied_before_it_is_changed(as_: As) -> None:
    author = as_("author")
    shipped = author.get("/v1/kpis/win_rate").json()
    seen = {"If-Match": f'"{shipped["hash"]}"'}
    changed = {**shipped["definition"], "owner": "Revenue operations"}
    assert codes(author.put("/v1/kpis/win_rate", json=changed, headers=seen)) == (409, ["kpi.shipped"])
    assert codes(author.post("/v1/kpis/win_rate/retire")) == (409, ["kpi.shipped"])
    copied = author.post("/v1/kpis/win_rate/clone", json={})
    assert (copied.status_code, copied.json()["origin"], copied.json()["hash"]) == (201, "company", shipped["hash"])
    assert author.put("/v1/kpis/win_rate", json=changed, headers=seen).json()["version"] == 2
    assert keys(author).count("win_rate") == 1
    assert keys(author, origin="company") == ["win_rate"]
    assert author.get("/v1/kpis/win_rate").json()["definition"]["owner"] == "Revenue operations"


def test_a_copy_under_another_key_measures_the_same(as_: As) -> None:
    author = as_("author")
    copied = author.post("/v1/kpis/revenue/clone", json={"key": "our_revenue"}).json()
    assert copied["definition"]["value"] == "revenue"
    assert author.get("/v1/kpis/revenue").json()["origin"] == "shipped"
    assert codes(author.post("/v1/kpis/revenue/clone", json={"key": "Our Revenue"})) == (422, ["plan.key"])
    assert codes(author.post("/v1/kpis/nothing/clone", json={})) == (404, ["kpi.not_found"])
    assert codes(author.post("/v1/kpis/revenue/clone", json={"version": 2})) == (404, ["kpi.not_found"])


SEARCHES: list[tuple[dict[str, str], set[str]]] = [
    ({"text": "receivables OVERDUE"}, {"receivables_overdue_total", "overdue_share", "old_overdue_share"}),
    ({"text": "backlog"}, {"average_sales_duration", "open_deal_age"}),
    ({"owner": "sales desk"}, {"close_rate"}),
    ({"text": "no such thing"}, set()),
]


def test_the_list_is_searched(as_: As) -> None:
    created(as_("author"))
    for query, expected in SEARCHES:
        assert set(keys(as_("analyst"), **query)) == expected


def test_a_definition_that_does_not_hold_is_refused(as_: As) -> None:
    author = as_("author")
    assert codes(author.post("/v1/kpis", json=definition(value="won / all"))) == (422, ["formula.unknown_name"])
    failing = definition(examples=[{"name": "x", "facts": {"won": "1", "lost": "3"}, "expect": {"actual": "24"}}])
    answer = author.post("/v1/kpis", json=failing)
    assert codes(answer) == (422, ["kpi.example_failed"])
    assert answer.json()["errors"][0]["path"] == "/examples/0/expect/actual"
    report = author.post("/v1/kpis/check", json=failing).json()
    assert (report["valid"], report["examples"][0]["differences"][0]["actual"]) == (True, "25")


def test_who_may_do_what(as_: As) -> None:
    assert codes(as_("analyst").post("/v1/kpis", json=OWN)) == (403, ["key.scope_missing"])
    assert codes(as_("participant").get("/v1/kpis")) == (403, ["key.scope_missing"])
    assert codes(as_("analyst").get("/v1/kpis/nothing")) == (404, ["kpi.not_found"])


@pytest.mark.parametrize("attack", ["UPDATE kpi_version SET document = '{}'", "DELETE FROM kpi_version"])
def test_the_database_keeps_versions_as_they_are(as_: As, database: Database, attack: str) -> None:
    created(as_("author"))
    with pytest.raises(DBAPIError), database.writing.begin() as connection:
        connection.execute(text(attack))
