"""From a draft to a version in force: what one person submits another approves, and it never changes again."""

from typing import Any

import pytest

from rules import parse_plan, plan_hash
from tests.service.plans.steps import (
    KEY,
    As,
    approved,
    codes,
    decide,
    etag_of,
    plan,
    publish,
    published,
    state_of,
    submit,
    submitted,
    write,
)

PLAN = f"/v1/plans/{KEY}"


def test_the_whole_way(as_: As) -> None:
    version = submitted(as_, plan(), "2026-03-01")
    assert (version["number"], version["state"], version["hash"]) == (1, "submitted", plan_hash(parse_plan(plan())))
    assert as_("analyst").get(PLAN, params={"on": "2026-03-01"}).json()["in_force"] is None
    assert decide(as_, version["approval_request_id"], reason="agreed").json()["state"] == "approved"
    answer = publish(as_, 1)
    assert (answer.status_code, answer.json()["state"]) == (200, "published")
    read = as_("analyst").get(f"{PLAN}/versions/1").json()
    assert read["document"] == plan()
    assert [event["state"] for event in read["events"]] == ["submitted", "approved", "published"]
    for day, number in (("2026-02-28", None), ("2026-03-01", 1), ("2036-01-01", 1)):
        found = as_("analyst").get(PLAN, params={"on": day}).json()["in_force"]
        assert (found and found["number"]) == number


def test_an_author_cannot_approve(as_: As) -> None:
    version = submitted(as_, plan())
    refused = decide(as_, version["approval_request_id"], role="author")
    assert (refused.status_code, codes(refused)) == (403, ["key.scope_missing"])
    assert codes(publish(as_, 1)) == ["plan.wrong_state"]
    assert state_of(as_, 1) == "submitted"


def test_an_approval_holds_for_what_was_read(as_: As) -> None:
    first = submitted(as_, plan())
    content = as_("approver").get(f"/v1/approvals/{first['approval_request_id']}").json()["content_hash"]
    second = submitted(as_, plan(title="Edited"))
    assert second["number"] == 2
    answer = as_("approver").post(
        f"/v1/approvals/{second['approval_request_id']}/approve", json={"content_hash": content}
    )
    assert (answer.status_code, codes(answer)) == (409, ["approval.content_changed"])
    assert decide(as_, second["approval_request_id"]).status_code == 200
    assert (state_of(as_, 1), state_of(as_, 2)) == ("submitted", "approved")


def test_the_days_are_part_of_what_is_approved(as_: As) -> None:
    first, second = submitted(as_, plan(), "2026-01-01"), submitted(as_, plan(), "2026-02-01")
    hashes = {
        as_("approver").get(f"/v1/approvals/{version['approval_request_id']}").json()["content_hash"]
        for version in (first, second)
    }
    assert len(hashes) == 2
    assert first["hash"] == second["hash"]


def test_a_decision_is_final(as_: As) -> None:
    version = submitted(as_, plan())
    assert decide(as_, version["approval_request_id"], "refuse", reason="no cap").json()["state"] == "refused"
    again = decide(as_, version["approval_request_id"])
    assert (again.status_code, codes(again)) == (409, ["approval.decided"])
    assert state_of(as_, 1) == "refused"
    assert codes(publish(as_, 1)) == ["plan.wrong_state"]


@pytest.mark.parametrize(
    ("document", "code", "path"),
    [
        (plan(examples=[]), "plan.no_examples", "/examples"),
        (plan(components=[{"key": "bonus", "amount": "funds"}]), "formula.unknown_name", "/components/0/amount"),
        (plan(currency="XXX"), "plan.currency", "/currency"),
        (
            plan(examples=[{**plan()["examples"][0], "expect": {"total": "1081.00"}}]),
            "plan.example_failed",
            "/examples/0/expect/total",
        ),
    ],
)
def test_a_plan_that_is_not_ready_is_not_submitted(as_: As, document: Any, code: str, path: str) -> None:
    answer = submit(as_, etag_of(write(as_, document)))
    assert answer.status_code == 422
    assert (code, path) in [(problem["code"], problem["path"]) for problem in answer.json()["errors"]]
    assert as_("author").get(f"{PLAN}/versions").json()["data"] == []
    assert as_("approver").get("/v1/approvals").json()["data"] == []


def test_a_failing_example_shows_both_values(as_: As) -> None:
    document = plan(examples=[{**plan()["examples"][0], "expect": {"total": "1081.00"}}])
    (problem,) = submit(as_, etag_of(write(as_, document))).json()["errors"]
    assert "1081" in problem["message"]
    assert "1080.00" in problem["message"]


def test_days_that_are_none(as_: As) -> None:
    tag = etag_of(write(as_, plan()))
    bodies: list[tuple[dict[str, str], str]] = [
        ({"effective_from": "2026-02-30"}, "request.bad_value"),
        ({"effective_from": "2026-2-3"}, "request.bad_value"),
        ({"effective_from": "20260203"}, "request.bad_value"),
        ({}, "request.missing_key"),
        ({"effective_from": "2026-02-01", "effective_until": "2026-02-01"}, "plan.bad_days"),
        ({"effective_from": "2026-02-01", "until": "2026-03-01"}, "request.unknown_key"),
    ]
    for body, code in bodies:
        answer = as_("author").post(f"{PLAN}/draft/submit", json=body, headers={"If-Match": tag})
        assert (answer.status_code, codes(answer)) == (422, [code])


def test_what_is_submitted_was_seen(as_: As) -> None:
    tag = etag_of(write(as_, plan()))
    write(as_, plan(title="Two"), tag)
    assert codes(submit(as_, tag)) == ["draft.changed"]
    unseen = as_("author").post(f"{PLAN}/draft/submit", json={"effective_from": "2026-01-01"})
    assert (unseen.status_code, codes(unseen)) == (428, ["draft.if_match_missing"])


def test_the_same_is_submitted_once(as_: As) -> None:
    tag = etag_of(write(as_, plan()))
    assert submit(as_, tag).status_code == 201
    assert (submit(as_, tag).status_code, codes(submit(as_, tag))) == (409, ["plan.submitted_already"])
    assert submit(as_, tag, "2026-02-01").json()["number"] == 2


def test_a_request_is_submitted_once_per_idempotency_key(as_: As) -> None:
    headers = {"If-Match": etag_of(write(as_, plan())), "Idempotency-Key": "one"}
    body = {"effective_from": "2026-01-01"}
    first = as_("author").post(f"{PLAN}/draft/submit", json=body, headers=headers)
    decide(as_, first.json()["approval_request_id"])
    again = as_("author").post(f"{PLAN}/draft/submit", json=body, headers=headers)
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (201, "true")
    assert (again.json()["number"], again.json()["state"]) == (1, "approved")


def test_publishing_takes_over_from_the_day_on(as_: As) -> None:
    published(as_, plan(), "2026-01-01")
    published(as_, plan(title="Two"), "2026-03-01")
    events = as_("analyst").get(f"{PLAN}/versions/1").json()["events"]
    assert [(event["state"], event["effective_until"]) for event in events] == [
        ("submitted", None),
        ("approved", None),
        ("published", None),
        ("published", "2026-03-01"),
    ]
    for day, number in (("2026-02-28", 1), ("2026-03-01", 2)):
        assert as_("analyst").get(PLAN, params={"on": day}).json()["in_force"]["number"] == number


def test_a_version_that_is_covered_whole_is_retired(as_: As) -> None:
    published(as_, plan(), "2026-03-01", "2026-04-01")
    published(as_, plan(title="Two"), "2026-03-01")
    assert (state_of(as_, 1), state_of(as_, 2)) == ("retired", "published")


def test_what_cannot_make_room_stands_against_it(as_: As) -> None:
    published(as_, plan(), "2026-03-15")
    second = approved(as_, plan(title="Two"), "2026-03-01", "2026-04-01")
    details = as_("approver").get(f"/v1/approvals/{second['approval_request_id']}").json()["details"]
    assert (details["overlaps"], details["cuts"], details["retires"]) == ([1], [], [])
    answer = publish(as_, 2)
    assert (answer.status_code, codes(answer)) == (409, ["plan.version_overlaps"])
    assert (state_of(as_, 1), state_of(as_, 2)) == ("published", "approved")


def retire(as_: As, **body: str) -> Any:
    """An attempt to retire the first version."""
    return as_("admin").post(f"{PLAN}/versions/1/retire", json=body)


def in_force(as_: As, day: str) -> int | None:
    """The version that is in force on a day."""
    line: dict[str, int] | None = as_("analyst").get(PLAN, params={"on": day}).json()["in_force"]
    return None if line is None else line["number"]


def test_a_retired_version_keeps_the_days_that_have_been(as_: As) -> None:
    published(as_, plan(), "2026-01-01")
    answer = retire(as_, effective_until="2999-01-01", reason="a new company")
    assert (answer.status_code, answer.json()["state"]) == (200, "retired")
    assert answer.json()["effective_until"] == "2999-01-01"
    assert [in_force(as_, day) for day in ("2025-12-31", "2026-01-01", "2998-12-31", "2999-01-01")] == [
        None,
        1,
        1,
        None,
    ]
    for again in (publish(as_, 1), retire(as_)):
        assert (again.status_code, codes(again)) == (409, ["plan.wrong_state"])


def test_one_person_alone_changes_no_day_that_has_been(as_: As) -> None:
    published(as_, plan(), "2026-01-01", "2998-01-01")
    answer = retire(as_, effective_until="2026-02-01")
    assert (answer.status_code, codes(answer)) == (422, ["plan.ends_in_the_past"])
    answer = retire(as_, effective_until="2998-01-01")
    assert (answer.status_code, codes(answer)) == (409, ["plan.ends_earlier"])
    assert retire(as_).status_code == 200
    assert in_force(as_, "2026-01-01") == 1


def test_a_version_that_has_not_begun_is_given_up(as_: As) -> None:
    published(as_, plan(), "2998-01-01")
    assert retire(as_).json()["state"] == "retired"
    assert in_force(as_, "2998-01-01") is None
    published(as_, plan(title="Two"), "2997-01-01")
    assert in_force(as_, "2998-01-01") == 2


def test_a_successor_takes_over_the_days_of_a_retired_version(as_: As) -> None:
    published(as_, plan(), "2026-01-01")
    retire(as_, effective_until="2999-01-01")
    published(as_, plan(title="Two"), "2026-03-01")
    assert [in_force(as_, day) for day in ("2026-02-28", "2026-03-01", "2999-01-01")] == [1, 2, 2]
    assert state_of(as_, 1) == "retired"


def test_rolling_back_submits_the_old_document_anew(as_: As) -> None:
    first = published(as_, plan())
    published(as_, plan(title="Two"), "2026-02-01")
    answer = as_("author").post(f"{PLAN}/versions/1/roll-back", json={"effective_from": "2026-03-01"})
    assert (answer.status_code, answer.json()["number"], answer.json()["state"]) == (201, 3, "submitted")
    assert answer.json()["hash"] == first["hash"]
    assert decide(as_, answer.json()["approval_request_id"]).status_code == 200
    assert publish(as_, 3).status_code == 200
    days = {"2026-01-31": 1, "2026-02-28": 2, "2026-03-01": 3}
    found = {day: as_("analyst").get(PLAN, params={"on": day}).json()["in_force"]["number"] for day in days}
    assert found == days


def test_a_system_submits_nothing_whatever_its_roles(as_: As) -> None:
    answer = as_("integration").post(f"{PLAN}/draft/submit", json={"effective_from": "2026-01-01"})
    assert (answer.status_code, codes(answer)) == (403, ["key.scope_missing"])


def test_a_version_that_is_not_there(as_: As) -> None:
    published(as_, plan())
    number = "2"
    for answer in (
        as_("analyst").get(f"{PLAN}/versions/{number}"),
        as_("author").post(f"{PLAN}/versions/{number}/publish"),
        as_("author").post(f"{PLAN}/versions/{number}/clone", json={"key": "b"}),
        as_("author").post(f"{PLAN}/versions/{number}/roll-back", json={"effective_from": "2026-03-01"}),
        as_("analyst").get(f"{PLAN}/compare", params={"from": "1", "to": number}),
    ):
        assert (answer.status_code, codes(answer)) == (404, ["plan.not_found"])
    assert as_("analyst").get(f"{PLAN}/versions/9999999999").status_code == 422


def test_an_old_approval_replaces_nothing_that_was_published_since(as_: As) -> None:
    published(as_, plan(), "2026-01-01")
    approved(as_, plan(title="Held back"), "2026-01-01")
    published(as_, plan(title="Newer"), "2026-01-01")
    answer = publish(as_, 2)
    assert (answer.status_code, codes(answer)) == (409, ["plan.overtaken"])
    assert in_force(as_, "2026-02-01") == 3
