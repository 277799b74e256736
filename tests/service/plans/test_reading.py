"""Lists, what differs, copies: what can be read of plans, and started from them."""

import base64
from typing import Any

from service.catalog import catalog_document
from tests.service.plans.steps import KEY, As, codes, etag_of, plan, publish, published, submitted, write

PLAN = f"/v1/plans/{KEY}"


def pages(as_: As, path: str, limit: int) -> list[Any]:
    """Every entry of a list, page by page."""
    found, cursor = [], None
    while True:
        query = {"limit": limit} if cursor is None else {"limit": limit, "cursor": cursor}
        page = as_("analyst").get(path, params=query).json()
        found += page["data"]
        cursor = page["next_cursor"]
        assert (cursor is not None) == page["has_more"]
        if cursor is None:
            return found


def test_plans_are_listed_in_the_order_of_their_keys(as_: As) -> None:
    for key in ("b-plan", "a_plan", "a-plan", "a1"):
        write(as_, plan(key=key))
    published(as_, plan(key="b-plan"))
    found = pages(as_, "/v1/plans", 2)
    assert [entry["key"] for entry in found] == ["a-plan", "a1", "a_plan", "b-plan"]
    assert [entry["latest"] and entry["latest"]["state"] for entry in found] == [None, None, None, "published"]
    assert found[3]["in_force"]["number"] == 1
    assert all(entry["draft"] for entry in found)


def test_versions_are_listed_the_newest_first(as_: As) -> None:
    for number in range(5):
        submitted(as_, plan(title=f"Version {number}"))
    assert [entry["number"] for entry in pages(as_, f"{PLAN}/versions", 2)] == [5, 4, 3, 2, 1]
    assert codes(as_("analyst").get("/v1/plans/nothing/versions")) == ["plan.not_found"]


def test_cursors_are_those_of_pages(as_: As) -> None:
    write(as_, plan())
    for text in ("x y", "", "\x00"):
        cursor = base64.urlsafe_b64encode(text.encode()).decode()
        for path in (f"{PLAN}/versions", "/v1/approvals"):
            answer = as_("approver").get(path, params={"cursor": cursor})
            assert (answer.status_code, codes(answer)) == (422, ["query.bad_cursor"])
    assert codes(as_("analyst").get("/v1/plans", params={"cursor": "AA"})) == ["query.bad_cursor"]


def test_two_versions_are_compared(as_: As) -> None:
    submitted(as_, plan())
    kpis = plan()["kpis"]
    submitted(as_, plan(kpis=[{**kpis[0], "title": "Sales"}, kpis[1]]))
    answer = as_("analyst").get(f"{PLAN}/compare", params={"from": "1", "to": "2"}).json()
    assert answer["changes"] == [
        {
            "kind": "changed",
            "path": "/kpis/revenue/title",
            "before": "Revenue",
            "after": "Sales",
            "sentence": "KPI revenue: title changes from Revenue to Sales.",
        }
    ]
    with_draft = as_("analyst").get(f"{PLAN}/compare", params={"from": "2", "to": "draft"}).json()
    assert (with_draft["from"], with_draft["to"], with_draft["changes"]) == ("2", "draft", [])
    for side in ("", "-1", "1.0", "x"):
        wrong = as_("analyst").get(f"{PLAN}/compare", params={"from": side, "to": "2"})
        assert (wrong.status_code, codes(wrong)) == (422, ["request.bad_value"])


def test_the_approver_sees_what_will_change(as_: As) -> None:
    published(as_, plan())
    version = submitted(as_, plan(title="Two"), "2026-03-01")
    request = as_("approver").get(f"/v1/approvals/{version['approval_request_id']}").json()
    assert (request["kind"], request["subject"], request["state"]) == ("plan_version", f"plan/{KEY}/2", "open")
    details = request["details"]
    assert (details["compared_with"], details["cuts"], details["effective_from"]) == (1, [1], "2026-03-01")
    assert [change["sentence"] for change in details["changes"]] == ['Title changes from "Account manager" to Two.']
    waiting = as_("approver").get("/v1/approvals", params={"state": "open"}).json()["data"]
    assert [entry["id"] for entry in waiting] == [version["approval_request_id"]]
    assert len(pages(lambda _: as_("approver"), "/v1/approvals", 1)) == 2


def test_a_version_becomes_the_draft_of_another_plan(as_: As) -> None:
    published(as_, plan())
    answer = as_("author").post(f"{PLAN}/versions/1/clone", json={"key": "key-account"})
    assert (answer.status_code, answer.json()["key"]) == (201, "key-account")
    draft = as_("author").get("/v1/plans/key-account/draft")
    assert draft.json()["document"] == plan(key="key-account")
    assert etag_of(draft) == etag_of(answer)
    again = as_("author").post(f"{PLAN}/versions/1/clone", json={"key": "key-account"})
    assert (again.status_code, codes(again)) == (409, ["draft.exists"])
    assert codes(as_("author").post(f"{PLAN}/versions/1/clone", json={"key": "check"})) == ["draft.reserved_key"]


def test_a_shipped_plan_becomes_a_draft(as_: As) -> None:
    path = "/v1/plans/b2b-sales-manager/versions/1/clone"
    for key in ("b2b-sales-manager", "mine"):
        assert as_("author").post(path, json={"key": key}).status_code == 201
        document = as_("author").get(f"/v1/plans/{key}/draft").json()["document"]
        assert document == catalog_document("b2b-sales-manager") | {"key": key}


def test_a_clone_is_made_once_per_idempotency_key(as_: As) -> None:
    published(as_, plan())
    headers = {"Idempotency-Key": "one"}
    answers = [as_("author").post(f"{PLAN}/versions/1/clone", json={"key": "other"}, headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert publish(as_, 1).status_code == 409
