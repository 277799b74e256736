"""What people do with plans, as calls of the API; every step says what came of it."""

import copy
from collections.abc import Callable
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from service.example_plan import SMALL_PLAN

As = Callable[[str], TestClient]
KEY = SMALL_PLAN["key"]
Document = dict[str, Any]


def plan(**parts: Any) -> Document:
    """The small plan, with parts of its own."""
    return {**copy.deepcopy(SMALL_PLAN), **parts}


def codes(answer: Response) -> list[str]:
    """The codes of a refusal."""
    return [problem["code"] for problem in answer.json()["errors"]]


def etag_of(answer: Response) -> str:
    """The tag to change it with."""
    return str(answer.headers["ETag"])


def write(as_: As, document: Document, seen: str | None = None, role: str = "author") -> Response:
    """PUT of a draft under the document's key."""
    headers = {} if seen is None else {"If-Match": seen}
    return as_(role).put(f"/v1/plans/{document['key']}/draft", json=document, headers=headers)


def submit(as_: As, tag: str, start: str = "2026-01-01", end: str | None = None, key: str = KEY) -> Response:
    """POST of a submission by the author."""
    body = {"effective_from": start, "effective_until": end}
    return as_("author").post(f"/v1/plans/{key}/draft/submit", json=body, headers={"If-Match": tag})


def submitted(as_: As, document: Document, start: str = "2026-01-01", end: str | None = None) -> Document:
    """The version that a document became, whatever the draft was."""
    before = as_("author").get(f"/v1/plans/{document['key']}/draft")
    written = write(as_, document, etag_of(before) if before.status_code == 200 else None)
    assert written.status_code in (200, 201), written.text
    answer = submit(as_, etag_of(written), start, end, document["key"])
    assert answer.status_code == 201, answer.text
    made: Document = answer.json()
    return made


def decide(as_: As, request_id: str, verdict: str = "approve", role: str = "approver", **body: str) -> Response:
    """POST of a decision on what the request says now."""
    client = as_(role)
    content = as_("approver").get(f"/v1/approvals/{request_id}").json()["content_hash"]
    return client.post(f"/v1/approvals/{request_id}/{verdict}", json={"content_hash": content, **body})


def approved(as_: As, document: Document, start: str = "2026-01-01", end: str | None = None) -> Document:
    """A submitted version that the approver agreed to."""
    version = submitted(as_, document, start, end)
    answer = decide(as_, version["approval_request_id"])
    assert answer.status_code == 200, answer.text
    return version


def publish(as_: As, number: int, key: str = KEY) -> Response:
    """POST of a publication."""
    return as_("author").post(f"/v1/plans/{key}/versions/{number}/publish")


def published(as_: As, document: Document, start: str = "2026-01-01", end: str | None = None) -> Document:
    """A version in force."""
    number = approved(as_, document, start, end)["number"]
    answer = publish(as_, number, document["key"])
    assert answer.status_code == 200, answer.text
    version: Document = answer.json()
    return version


def state_of(as_: As, number: int, key: str = KEY) -> str:
    """The state of a version."""
    state: str = as_("analyst").get(f"/v1/plans/{key}/versions/{number}").json()["state"]
    return state
