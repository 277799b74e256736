"""Calculating by a stored plan: the version named, the one in force on the first day, or a shipped plan."""

from typing import Any

import pytest

from service.catalog import catalog_document
from tests.service.plans.steps import KEY, As, codes, decide, plan, published, submitted

PEOPLE = [{"id": "E1", "inputs": {"fund": "1000"}, "facts": {"revenue": "100000", "overdue": "8"}}]


def calculated(as_: As, reference: dict[str, Any]) -> Any:
    """The answer to a call, by a system."""
    return as_("integration").post("/v1/calculate", json={"plan": reference, "participants": PEOPLE})


@pytest.fixture
def two_versions(as_: As) -> None:
    """1 pays 1.00 from January on, 2 pays 2.00 from March on."""
    document = {"schema": "bonus-plan/1", "key": KEY, "title": "t", "currency": "EUR", "frequency": "free"}
    for fund, start in (("1.00", "2026-01-01"), ("2.00", "2026-03-01")):
        example = {"name": "a", "expect": {"total": fund}}
        published(as_, {**document, "components": [{"key": "bonus", "amount": fund}], "examples": [example]}, start)


@pytest.mark.usefixtures("two_versions")
def test_the_version_of_the_first_day(as_: As) -> None:
    people = [{"id": "E1"}]
    for start, version, total in (("2026-02-01", 1, "1.00"), ("2026-03-01", 2, "2.00"), (None, 2, "2.00")):
        period = {} if start is None else {"period": {"start": start, "end": "2026-03-15"}}
        body = {"plan": {"key": KEY}, "participants": people, **period}
        answer = as_("integration").post("/v1/calculate", json=body).json()
        assert (answer["plan"]["version"], answer["results"][0]["total"]) == (version, total)
    body = {"plan": {"key": KEY, "version": 1}, "participants": people}
    assert as_("integration").post("/v1/calculate", json=body).json()["results"][0]["total"] == "1.00"
    body = {"plan": {"key": KEY}, "participants": people, "period": {"start": "2025-12-01", "end": "2026-01-01"}}
    answer = as_("integration").post("/v1/calculate", json=body)
    assert (answer.status_code, codes(answer)) == (404, ["plan.not_in_force"])


def test_a_submitted_version_can_be_tried_and_a_refused_one_cannot(as_: As) -> None:
    version = submitted(as_, plan())
    answer = calculated(as_, {"key": KEY, "version": 1})
    assert (answer.json()["plan"]["version"], answer.json()["plan"]["hash"]) == (1, version["hash"])
    assert codes(calculated(as_, {"key": KEY})) == ["plan.not_in_force"]
    for number in (0, -1, 2, 999_999_999):
        assert codes(calculated(as_, {"key": KEY, "version": number})) == ["plan.not_found"]
    assert calculated(as_, {"key": KEY, "version": 10**10}).status_code == 422
    decide(as_, version["approval_request_id"], "refuse", reason="no")
    assert codes(calculated(as_, {"key": KEY, "version": 1})) == ["plan.not_found"]


def test_a_key_of_the_store_comes_before_the_catalog(as_: As) -> None:
    key = "b2b-sales-manager"
    for unknown in ("nothing", "\x00", ""):
        assert codes(calculated(as_, {"key": unknown})) == ["plan.not_found"]
    assert calculated(as_, {"key": key}).json()["plan"]["version"] == 1
    assert as_("author").put(f"/v1/plans/{key}/draft", json=catalog_document(key)).status_code == 201
    assert calculated(as_, {"key": key}).status_code == 200
    draft = as_("author").get(f"/v1/plans/{key}/draft")
    body, seen = {"effective_from": "2026-01-01"}, {"If-Match": draft.headers["ETag"]}
    assert as_("author").post(f"/v1/plans/{key}/draft/submit", json=body, headers=seen).status_code == 201
    assert codes(calculated(as_, {"key": key})) == ["plan.not_in_force"]
