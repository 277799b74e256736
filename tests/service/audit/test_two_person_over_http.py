"""Twenty ways around the two-person rule over the API: each is refused, and nothing unapproved comes in force."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from httpx2 import Response

from tests.service.plans.steps import KEY, As, decide, etag_of, plan, publish, submitted, write

Attempt = Callable[[As, dict[str, Any]], Response]


def post(as_: As, role: str, address: str, body: Any, **headers: str) -> Response:
    """A POST of somebody."""
    return as_(role).post(address, json=body, headers=headers)


def approving(as_: As, version: dict[str, Any], role: str, **body: Any) -> Response:
    """An approval of the version's request with a body of one's own."""
    number = version["approval_request_id"]
    content = as_("approver").get(f"/v1/approvals/{number}").json()["content_hash"]
    return post(as_, role, f"/v1/approvals/{number}/approve", {"content_hash": content} | body)


def after_refusal(as_: As, version: dict[str, Any]) -> Response:
    """A yes after a no."""
    assert decide(as_, version["approval_request_id"], "refuse", reason="no budget").status_code == 200
    return decide(as_, version["approval_request_id"])


def published_after_refusal(as_: As, version: dict[str, Any]) -> Response:
    """In force after a no."""
    assert decide(as_, version["approval_request_id"], "refuse", reason="no budget").status_code == 200
    return publish(as_, version["number"])


def second_draft_on_the_first_approval(as_: As, version: dict[str, Any]) -> Response:
    """The next version, after the first was approved."""
    assert decide(as_, version["approval_request_id"]).status_code == 200
    other = submitted(as_, plan(title="Another title"), "2027-01-01")
    return publish(as_, other["number"])


def approval_of_another_content(as_: As, version: dict[str, Any]) -> Response:
    """The first request with the content of the second."""
    other = submitted(as_, plan(title="Another title"), "2027-01-01")
    content = as_("approver").get(f"/v1/approvals/{other['approval_request_id']}").json()["content_hash"]
    return approving(as_, version, "approver", content_hash=content)


def key_of_a_claim_again(as_: As, version: dict[str, Any]) -> Response:
    """An idempotency key of another request."""
    draft = as_("author").get(f"/v1/plans/{KEY}/draft")
    tag = etag_of(draft) if draft.status_code == 200 else etag_of(write(as_, plan(title="Next")))
    headers = {"If-Match": tag, "Idempotency-Key": "one"}
    body = {"effective_from": "2028-01-01"}
    address = f"/v1/plans/{KEY}/draft/submit"
    post(as_, "author", address, body, **headers)
    return post(as_, "author", address, {"effective_from": "2029-01-01"}, **headers)


ATTEMPTS: Final[dict[str, Attempt]] = {
    "the author approves": lambda as_, version: approving(as_, version, "author"),
    "a system approves": lambda as_, version: approving(as_, version, "integration"),
    "an analyst approves": lambda as_, version: approving(as_, version, "analyst"),
    "an admin approves": lambda as_, version: approving(as_, version, "admin"),
    "the body names the mode": lambda as_, version: approving(as_, version, "approver", mode="single"),
    "the body names the approver": lambda as_, version: approving(as_, version, "approver", approver_id="1"),
    "other content": lambda as_, version: approving(as_, version, "approver", content_hash="f" * 64),
    "no content": lambda as_, version: approving(as_, version, "approver", content_hash=None),
    "content of another request": approval_of_another_content,
    "a request that is not there": lambda as_, version: post(
        as_, "approver", "/v1/approvals/999999/approve", {"content_hash": "f" * 64}
    ),
    "published before approval": lambda as_, version: publish(as_, version["number"]),
    "published by the approver before approval": lambda as_, version: as_("approver").post(
        f"/v1/plans/{KEY}/versions/{version['number']}/publish"
    ),
    "a yes after a no": after_refusal,
    "published after a no": published_after_refusal,
    "a version that is not there": lambda as_, version: publish(as_, 99),
    "the next version on the approval of this one": second_draft_on_the_first_approval,
    "the version is written over": lambda as_, version: as_("author").put(
        f"/v1/plans/{KEY}/versions/{version['number']}", json=plan(title="Mine")
    ),
    "the version is taken away": lambda as_, version: as_("author").delete(
        f"/v1/plans/{KEY}/versions/{version['number']}"
    ),
    "the submission names another author": lambda as_, version: post(
        as_,
        "author",
        f"/v1/plans/{KEY}/draft/submit",
        {"effective_from": "2027-01-01", "author_id": "1"},
        **{"If-Match": "*"},
    ),
    "a key of a request is used for another": key_of_a_claim_again,
    "an analyst publishes": lambda as_, version: as_("analyst").post(
        f"/v1/plans/{KEY}/versions/{version['number']}/publish"
    ),
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_nothing_comes_in_force(as_: As, attempt: str) -> None:
    version = submitted(as_, plan())
    answer = ATTEMPTS[attempt](as_, version)
    assert 400 <= answer.status_code < 500, answer.text
    found = as_("author").get(f"/v1/plans/{KEY}/versions").json()["data"]
    assert [each["number"] for each in found if each["state"] == "published"] == []


def test_there_are_twenty() -> None:
    assert len(ATTEMPTS) >= 20
