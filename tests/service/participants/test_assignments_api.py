"""`/v1/assignments` over HTTP, on both databases."""

from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from tests.stores import As

PLAN = "b2b-sales-manager"


@pytest.fixture
def client(as_: As) -> TestClient:
    """Somebody who may write people and read pay, with two participants there."""
    client = as_("payroll")
    client.post("/v1/participants/bulk", json={"participants": [{"id": "E1"}, {"id": "E2"}]})
    return client


def assign(client: TestClient, **changed: Any) -> httpx2.Response:
    sent = {"participant": "E1", "plan": PLAN, "effective_from": "2026-01-01", **changed}
    return client.post("/v1/assignments", json=sent)


def found(answer: httpx2.Response) -> list[tuple[str, str]]:
    return [(error["code"], error["path"]) for error in answer.json()["errors"]]


def test_a_participant_is_assigned_to_a_plan(client: TestClient) -> None:
    levels, inputs = {"revenue": {"normal": 900000, "target": "1100000.50"}}, {"fund": "42000.00"}
    made = assign(client, levels=levels, inputs=inputs)
    assert made.status_code == 201, made.text
    shown = client.get(f"/v1/assignments/{made.json()['id']}")
    assert shown.json() == made.json()
    assert shown.headers["ETag"] == made.headers["ETag"]
    body = made.json()
    del body["id"], body["at"]
    assert body == {
        "revision": 1,
        "state": "active",
        "participant": "E1",
        "plan": PLAN,
        "effective_from": "2026-01-01",
        "effective_until": None,
        "levels": {"revenue": {"normal": "900000", "target": "1100000.5"}},
        "weights": {},
        "inputs": {"fund": "42000"},
        "shadow": False,
        "hidden": [],
    }


def test_what_the_plan_would_refuse_is_refused_with_its_place(client: TestClient) -> None:
    wrong = assign(
        client,
        levels={"profit": {"normal": "1"}},
        weights={"revenue": "0.5"},
        inputs={"fund": "-1", "region": "MOON", "shoe_size": "44"},
    )
    assert wrong.status_code == 422
    assert set(found(wrong)) == {
        ("levels.unknown_kpi", "/levels/profit"),
        ("weights.not_personal", "/weights"),
        ("weights.sum", "/weights"),
        ("input.out_of_range", "/inputs/fund"),
        ("category.unknown_word", "/inputs/region"),
        ("input.unknown_key", "/inputs/shoe_size"),
    }


def test_what_cannot_be_is_refused_with_its_place(client: TestClient) -> None:
    cases: list[tuple[dict[str, Any], str, str]] = [
        ({"participant": "E9"}, "participant.unknown", "/participant"),
        ({"participant": 5}, "participant.id", "/participant"),
        ({"plan": "No Plan"}, "assignment.plan_key", "/plan"),
        ({"effective_from": None}, "dates.missing", "/effective_from"),
        ({"effective_until": "2026-01-01"}, "dates.ends_before_start", "/effective_until"),
        ({"levels": {"revenue": {"normal": "many"}}}, "number.not_a_number", "/levels/revenue/normal"),
        ({"levels": {"revenue": {"best": "1"}}}, "levels.unknown_level", "/levels/revenue/best"),
        ({"levels": {"revenue": "1"}}, "assignment.shape", "/levels/revenue"),
        ({"levels": []}, "assignment.shape", "/levels"),
        ({"weights": {"revenue": "1/0"}}, "number.zero_denominator", "/weights/revenue"),
        ({"inputs": {"fund": []}}, "number.not_a_number", "/inputs/fund"),
        ({"inputs": {"fund": "1" * 19}}, "number.too_large", "/inputs/fund"),
        ({"inputs": {"region": "a\nb"}}, "assignment.input", "/inputs/region"),
        ({"inputs": {"": "1"}}, "assignment.key", "/inputs"),
        ({"shadow": "yes"}, "assignment.shape", "/shadow"),
        ({"colour": "red"}, "assignment.unknown_key", "/colour"),
    ]
    for changed, code, path in cases:
        answer = assign(client, **{"plan": "a-plan-to-come", **changed})
        assert answer.status_code == 422, changed
        assert found(answer) == [(code, path)]
    assert client.get("/v1/assignments").json()["data"] == []


def test_one_plan_once_at_a_time(client: TestClient) -> None:
    first = assign(client, effective_until="2026-07-01")
    for days in ({}, {"effective_from": "2026-06-30"}, {"effective_from": "2025-01-01"}):
        answer = assign(client, **days)
        assert (answer.status_code, found(answer)) == (409, [("assignment.overlaps", "/effective_from")])
    assert assign(client, effective_from="2026-07-01").status_code == 201
    assert assign(client, effective_from="2025-01-01", effective_until="2026-01-01").status_code == 201
    assert assign(client, plan="service-quality").status_code == 201
    assert assign(client, participant="E2").status_code == 201
    longer = client.put(
        f"/v1/assignments/{first.json()['id']}",
        json={"effective_from": "2026-01-01", "effective_until": "2026-08-01"},
        headers={"If-Match": first.headers["ETag"]},
    )
    assert (longer.status_code, longer.json()["code"]) == (409, "assignment.overlaps")


def test_a_change_needs_what_was_seen(client: TestClient) -> None:
    made = assign(client, inputs={"fund": "1"})
    place, seen = f"/v1/assignments/{made.json()['id']}", {"If-Match": made.headers["ETag"]}
    body = {"effective_from": "2026-01-01", "inputs": {"fund": "2"}}
    assert client.put(place, json=body).status_code == 428
    changed = client.put(place, json=body, headers=seen)
    assert (changed.status_code, changed.json()["revision"], changed.json()["inputs"]) == (200, 2, {"fund": "2"})
    late = client.put(place, json=body, headers=seen)
    assert (late.status_code, late.json()["code"]) == (412, "assignment.changed")
    same = client.put(place, json=body, headers={"If-Match": changed.headers["ETag"]})
    assert (same.status_code, same.json()["revision"]) == (200, 2)
    revisions = client.get(place + "/revisions", params={"limit": 1}).json()
    assert [row["inputs"] for row in revisions["data"]] == [{"fund": "1"}]
    rest = client.get(place + "/revisions", params={"cursor": revisions["next_cursor"]}).json()
    assert [row["inputs"] for row in rest["data"]] == [{"fund": "2"}]


def test_an_assignment_that_was_withdrawn_never_counted(client: TestClient) -> None:
    made = assign(client)
    place, seen = f"/v1/assignments/{made.json()['id']}", {"If-Match": made.headers["ETag"]}
    assert client.post(place + "/withdraw").status_code == 428
    gone = client.post(place + "/withdraw", headers=seen)
    assert (gone.status_code, gone.json()["state"], gone.json()["revision"]) == (200, "withdrawn", 2)
    again = client.post(place + "/withdraw", headers={"If-Match": gone.headers["ETag"]})
    assert (again.status_code, again.json()["code"]) == (409, "assignment.withdrawn")
    assert client.get("/v1/assignments").json()["data"] == []
    assert client.get(place).json()["state"] == "withdrawn"
    assert assign(client).status_code == 201


def test_assignments_are_listed_by_participant_plan_and_day(client: TestClient) -> None:
    first = assign(client, effective_until="2026-07-01").json()["id"]
    second = assign(client, effective_from="2026-07-01").json()["id"]
    third = assign(client, participant="E2", plan="service-quality").json()["id"]

    def listed(**params: Any) -> list[str]:
        return [row["id"] for row in client.get("/v1/assignments", params=params).json()["data"]]

    assert listed() == [first, second, third]
    assert listed(participant="E1") == [first, second]
    assert listed(plan="service-quality") == [third]
    assert listed(on="2026-06-30") == [first, third]
    assert listed(on="2026-07-01", participant="E1", plan=PLAN) == [second]
    assert listed(on="2025-12-31") == []
    assert listed(participant="E9") == []
    page = client.get("/v1/assignments", params={"limit": 2}).json()
    assert [row["id"] for row in page["data"]] == [first, second]
    assert listed(cursor=page["next_cursor"]) == [third]


def test_money_is_hidden_from_those_who_may_not_read_pay_and_kept_when_they_change(client: TestClient, as_: As) -> None:
    blind = as_("integration")
    made = assign(client, inputs={"fund": "42000"}, levels={"revenue": {"normal": "900000"}})
    place = f"/v1/assignments/{made.json()['id']}"
    shown = blind.get(place)
    assert (shown.json()["inputs"], shown.json()["hidden"]) == ({}, ["/inputs/fund"])
    body = {"effective_from": "2026-02-01"}
    changed = blind.put(place, json=body, headers={"If-Match": shown.headers["ETag"]})
    assert (changed.json()["inputs"], changed.json()["levels"]) == ({}, {})
    assert client.get(place).json()["inputs"] == {"fund": "42000"}


def test_of_a_plan_that_is_not_there_every_number_is_money(client: TestClient, as_: As) -> None:
    made = assign(client, plan="to-come", inputs={"fund": "42000", "region": "EMEA", "senior": True}).json()
    shown = as_("integration").get(f"/v1/assignments/{made['id']}").json()
    assert (shown["inputs"], shown["hidden"]) == ({"region": "EMEA", "senior": True}, ["/inputs/fund"])


def test_nothing_is_found_that_is_not_there(client: TestClient) -> None:
    for method, path in (("GET", "/v1/assignments/999"), ("GET", "/v1/assignments/999/revisions")):
        answer = client.request(method, path)
        assert (answer.status_code, answer.json()["code"]) == (404, "assignment.not_found")
    body = {"effective_from": "2026-01-01"}
    assert client.put("/v1/assignments/999", json=body, headers={"If-Match": '"x"'}).status_code == 404
    assert client.get("/v1/assignments/0").status_code == 422
    assert client.get("/v1/assignments/x").status_code == 422
