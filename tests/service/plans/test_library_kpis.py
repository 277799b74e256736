"""A draft takes KPIs of the library, says all of them itself, and is told when the library has gone on."""

from typing import Any

import pytest

from tests.service.plans.steps import codes, etag_of, plan, write
from tests.stores import As

KEY = plan()["key"]


def take(as_: As, tag: str | None, role: str = "author", **body: Any) -> Any:
    """POST of a KPI into the draft of the small plan."""
    headers = {} if tag is None else {"If-Match": tag}
    return as_(role).post(f"/v1/plans/{KEY}/draft/kpis", json=body, headers=headers)


def document(as_: As) -> Any:
    """The draft as it is now."""
    return as_("author").get(f"/v1/plans/{KEY}/draft").json()["document"]


def test_a_kpi_comes_with_its_facts_and_says_where_it_is_from(as_: As) -> None:
    before = plan()
    tag = etag_of(write(as_, before))
    answer = take(as_, tag, kpi="win_rate", weight="0.2", levels={"normal": 30, "target": None})
    assert answer.status_code == 200, answer.text
    assert etag_of(answer) not in ("", tag)
    after = document(as_)
    taken = after["kpis"][-1]
    assert after["kpis"][:-1] == before["kpis"]
    assert (taken["key"], taken["weight"], taken["levels"]) == ("win_rate", "0.2", {"base": "15", "normal": 30})
    assert (taken["library"]["key"], taken["library"]["version"]) == ("win_rate", "1")
    assert {"won_deals", "lost_deals"} <= after["facts"].keys()
    assert codes(take(as_, etag_of(answer), kpi="win_rate")) == ["kpi.already_in_plan"]


def test_numbers_stay_exact(as_: As) -> None:
    tag = etag_of(write(as_, plan(limits={"total_cap": 12345678901234567.25})))
    assert take(as_, tag, kpi="win_rate").status_code == 200
    assert document(as_)["limits"] == {"total_cap": "12345678901234568"}


def test_what_was_not_seen_is_not_changed(as_: As) -> None:
    tag = etag_of(write(as_, plan()))
    assert codes(take(as_, None, kpi="margin")) == ["draft.if_match_missing"]
    assert codes(take(as_, '"other"', kpi="margin")) == ["draft.changed"]
    assert codes(take(as_, tag, kpi="nothing")) == ["kpi.not_found"]
    assert codes(take(as_, tag, kpi="margin", version=7)) == ["kpi.not_found"]
    assert codes(take(as_, tag, role="analyst", kpi="margin")) == ["key.scope_missing"]


def test_a_kpi_that_reads_the_last_is_not_turned_into_a_sum(as_: As) -> None:
    """The small plan declares no fact, so its revenue is the last figure; the margin of the library needs the sum."""
    answer = take(as_, etag_of(write(as_, plan())), kpi="margin")
    assert [problem["path"] for problem in answer.json()["errors"]] == ["/facts/revenue"]


def test_a_fact_that_is_read_otherwise_is_told(as_: As) -> None:
    tag = etag_of(write(as_, plan(facts={"won_deals": {"take": "max"}})))
    answer = take(as_, tag, kpi="win_rate")
    assert codes(answer) == ["kpi.fact_conflict"]
    assert answer.json()["errors"][0]["path"] == "/facts/won_deals"


def test_the_library_tells_who_has_what(as_: As) -> None:
    author = as_("author")
    tag = etag_of(write(as_, plan()))
    take(as_, tag, kpi="win_rate")
    [use] = author.get("/v1/kpis/win_rate/uses").json()["data"]
    assert use == {"plan": KEY, "version": None, "state": "draft", "kpi_version": 1, "is_newest": True}
    author.post("/v1/kpis/win_rate/clone", json={})
    shipped = author.get("/v1/kpis/win_rate")
    changed = {**shipped.json()["definition"], "owner": "Revenue operations"}
    author.put("/v1/kpis/win_rate", json=changed, headers={"If-Match": shipped.headers["ETag"]})
    [use] = author.get("/v1/kpis/win_rate/uses").json()["data"]
    assert (use["kpi_version"], use["is_newest"]) == (1, False)


@pytest.mark.parametrize("version", [None, 1])
def test_a_retired_kpi_is_taken_only_by_its_version(as_: As, version: int | None) -> None:
    author = as_("author")
    author.post("/v1/kpis/win_rate/clone", json={})
    author.post("/v1/kpis/win_rate/retire")
    tag = etag_of(write(as_, plan()))
    answer = take(as_, tag, kpi="win_rate", version=version)
    assert answer.status_code == (409 if version is None else 200)
