"""Callers as they should be: after a crash each looks how far things are and does what is left, with the same keys."""

from collections.abc import Mapping
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response
from pydantic import SecretStr

from service.example_plan import SMALL_PLAN
from service.main import create_app
from service.settings import Settings

KEY = str(SMALL_PLAN["key"])
OK, CREATED, NOT_FOUND = 200, 201, 404


class Callers:
    """The service in this process, and a client for each role."""

    def __init__(self, url: str, keys: Mapping[str, str]) -> None:
        self._app = create_app(Settings(database_url=SecretStr(url), rate_limit_per_minute=0))
        self._keys = keys

    def as_(self, role: str) -> TestClient:
        """A caller by role."""
        return TestClient(self._app, headers={"Authorization": f"Bearer {self._keys[role]}"})

    def close(self) -> None:
        """Let go of the database."""
        self._app.state.database.close()


def found(answer: Response) -> Any | None:
    """What is there, or None; any other answer is a failure."""
    assert answer.status_code in (OK, NOT_FOUND), answer.text
    return answer.json() if answer.status_code == OK else None


def put_a_plan_in_force(callers: Callers) -> str:
    """Draft, submission, approval and publication of the small plan; returns its state."""
    author, versions = callers.as_("author"), f"/v1/plans/{KEY}/versions"
    if found(author.get(f"{versions}/1")) is None:
        _submit(author)
    version = author.get(f"{versions}/1").json()
    if version["state"] == "submitted":
        approver, request = callers.as_("approver"), f"/v1/approvals/{version['approval_request_id']}"
        content = approver.get(request).json()["content_hash"]
        assert approver.post(f"{request}/approve", json={"content_hash": content}).status_code == OK
    if author.get(f"{versions}/1").json()["state"] == "approved":
        assert author.post(f"{versions}/1/publish").status_code == OK
    return str(author.get(f"{versions}/1").json()["state"])


def _submit(author: TestClient) -> None:
    draft = author.get(f"/v1/plans/{KEY}/draft")
    seen = {"If-Match": draft.headers["ETag"]} if draft.status_code == OK else {}
    written = author.put(f"/v1/plans/{KEY}/draft", json=dict(SMALL_PLAN), headers=seen)
    assert written.status_code in (OK, CREATED), written.text
    submitted = author.post(
        f"/v1/plans/{KEY}/draft/submit",
        json={"effective_from": "2026-01-01"},
        headers={"If-Match": written.headers["ETag"], "Idempotency-Key": "submit-the-plan"},
    )
    assert submitted.status_code == CREATED, submitted.text


BATCHES = 5
_PEOPLE, _SHARED = 3, 4
_STEP = 10 - _SHARED


def facts_of(batch: int) -> list[dict[str, Any]]:
    """Ten facts, some of which the batch before held already; the same id is always the same fact."""
    numbers = range(batch * _STEP, batch * _STEP + 10)
    return [
        {
            "participant": f"E{number % _PEOPLE}",
            "key": "revenue",
            "date": "2026-03-14",
            "value": str(number),
            "source": "crm",
            "source_id": f"deal-{number}",
        }
        for number in numbers
    ]


def know_people(callers: Callers) -> None:
    """Whom the facts are about."""
    people = {"participants": [{"id": f"E{number}"} for number in range(_PEOPLE)]}
    assert callers.as_("payroll").post("/v1/participants/bulk", json=people).status_code == OK


def send_facts(callers: Callers, batch: int) -> None:
    """One batch, as often as it takes."""
    answer = callers.as_("integration").post("/v1/facts", json={"facts": facts_of(batch)})
    assert answer.status_code == OK, answer.text
