"""`/v1/participants` over HTTP, on both databases."""

import urllib.parse
from typing import Any

from fastapi.testclient import TestClient

from tests.stores import As

ANN: dict[str, Any] = {
    "id": "E1",
    "name": "Ann Vega",
    "email": "ann@example.com",
    "payroll_id": "001",
    "effective_from": "2026-01-01",
    "attributes": {"salary": "5000.00", "fund": 1200, "fte": "0.80", "team": "north", "currency": "EUR"},
}


def person(external_id: str, **attributes: object) -> dict[str, Any]:
    return {"id": external_id, "effective_from": "2026-01-01", "attributes": attributes}


def put_all(client: TestClient, *participants: dict[str, Any]) -> None:
    answer = client.post("/v1/participants/bulk", json={"participants": list(participants)})
    assert answer.status_code == 200, answer.text


def ids(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["data"]]


def test_a_participant_is_created_and_shown(as_: As) -> None:
    made = as_("payroll").post("/v1/participants", json=ANN)
    assert made.status_code == 201, made.text
    shown = as_("payroll").get("/v1/participants/E1", params={"on": "2026-06-30"}).json()
    assert shown == {
        "id": "E1",
        "number": made.json()["number"],
        "name": "Ann Vega",
        "email": "ann@example.com",
        "payroll_id": "001",
        "on": "2026-06-30",
        "attributes": {"salary": "5000", "fund": "1200", "fte": "0.8", "team": "north", "currency": "EUR"},
        "hidden": [],
    }
    assert as_("payroll").get("/v1/participants/E1", params={"on": "2025-12-31"}).json()["attributes"] == {}


def test_pay_is_hidden_without_the_scope(as_: As) -> None:
    as_("payroll").post("/v1/participants", json=ANN)
    shown = as_("integration").get("/v1/participants/E1", params={"on": "2026-06-30"}).json()
    assert shown["attributes"] == {"fte": "0.8", "team": "north", "currency": "EUR"}
    assert shown["hidden"] == ["fund", "salary"]
    listed = as_("integration").get("/v1/participants", params={"on": "2026-06-30"}).json()["data"]
    assert listed == [shown]
    history = as_("integration").get("/v1/participants/E1/attributes").json()
    assert {each["key"] for each in history["data"]} == {"fte", "team", "currency"}
    assert history["hidden"] == ["fund", "salary"]


def test_an_id_that_is_taken_is_a_conflict(as_: As) -> None:
    as_("admin").post("/v1/participants", json=ANN)
    again = as_("admin").post("/v1/participants", json=ANN)
    assert (again.status_code, again.json()["code"]) == (409, "participant.exists")


def test_a_request_with_an_idempotency_key_creates_once(as_: As) -> None:
    headers = {"Idempotency-Key": "k1"}
    first = as_("admin").post("/v1/participants", json=ANN, headers=headers)
    again = as_("admin").post("/v1/participants", json=ANN, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    other = as_("admin").post("/v1/participants", json={**ANN, "name": "Bo"}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.other_body")


def test_put_creates_and_changes_what_is_given(as_: As) -> None:
    client = as_("payroll")
    assert client.put("/v1/participants/E2", json={"name": "Bo"}).status_code == 200
    changed = client.put(
        "/v1/participants/E2", json={"effective_from": "2026-02-01", "attributes": {"salary": "10", "team": "x"}}
    )
    assert changed.status_code == 200
    shown = client.get("/v1/participants/E2", params={"on": "2026-02-01"}).json()
    assert (shown["name"], shown["attributes"]) == ("Bo", {"salary": "10", "team": "x"})
    wrong = client.put("/v1/participants/E2", json={"id": "E3", "attributes": {"fte": 2}})
    assert wrong.status_code == 422
    assert [error["code"] for error in wrong.json()["errors"]] == [
        "participant.other_id",
        "attribute.out_of_range",
        "dates.missing",
    ]


def test_ids_may_hold_what_addresses_must_quote(as_: As) -> None:
    client = as_("admin")
    external_ids = ["50%", "José 1", "a+b", "a?b", "x.y", "ü#1"]
    put_all(client, *({"id": external_id} for external_id in external_ids))
    assert ids(client.get("/v1/participants")) == external_ids
    for external_id in external_ids:
        quoted = urllib.parse.quote(external_id, safe="")
        assert client.get(f"/v1/participants/{quoted}").json()["id"] == external_id


def test_all_or_nothing_with_a_path_per_row(as_: As) -> None:
    client = as_("admin")
    body = {"participants": [person("E1", team="a"), person("E2", fte="3"), person("E3", manager="E9")]}
    preview = client.post("/v1/participants/bulk?preview=true", json=body)
    assert preview.status_code == 200
    shown = preview.json()
    assert (shown["saved"], shown["valid"], shown["created"], shown["problems_count"]) == (False, False, 2, 2)
    paths = ["/participants/1/attributes/fte", "/participants/2/attributes/manager"]
    assert [problem["path"] for problem in shown["problems"]] == paths
    refused = client.post("/v1/participants/bulk", json=body)
    assert refused.status_code == 422
    assert [error["path"] for error in refused.json()["errors"]] == paths
    assert ids(client.get("/v1/participants")) == []


def test_a_preview_and_then_the_same_for_good(as_: As) -> None:
    client = as_("admin")
    put_all(client, person("E1", team="a"))
    body = {"participants": [person("E1", team="b"), person("E2", team="b")]}
    shown = client.post("/v1/participants/bulk?preview=true", json=body).json()
    assert shown["participants"] == [
        {"id": "E1", "status": "changed", "changes": ["team"]},
        {"id": "E2", "status": "created", "changes": ["team"]},
    ]
    headers = {"Idempotency-Key": "bulk-1"}
    saved = client.post("/v1/participants/bulk", json=body, headers=headers).json()
    assert (saved["saved"], saved["created"], saved["changed"], saved["unchanged"]) == (True, 1, 1, 0)
    replay = client.post("/v1/participants/bulk", json=body, headers=headers)
    assert replay.json() == saved
    assert replay.headers["Idempotent-Replayed"] == "true"


def test_lists_go_on_and_filter(as_: As) -> None:
    client = as_("admin")
    people = [person(f"E{number:02}", team="ab"[number % 2], status="active") for number in range(1, 8)]
    put_all(client, person("M"), *people)
    put_all(client, person("E03", manager="M"), {**person("E05", team="b"), "effective_from": "2026-07-01"})
    first = client.get("/v1/participants", params={"limit": 3}).json()
    assert [row["id"] for row in first["data"]] == ["E01", "E02", "E03"]
    second = client.get("/v1/participants", params={"limit": 3, "cursor": first["next_cursor"]})
    assert ids(second) == ["E04", "E05", "E06"]
    assert ids(client.get("/v1/participants", params={"team": "b", "on": "2026-06-30"})) == ["E01", "E03", "E05", "E07"]
    assert ids(client.get("/v1/participants", params={"team": "b", "on": "2025-06-30"})) == []
    assert ids(client.get("/v1/participants", params={"manager": "M", "on": "2026-01-01"})) == ["E03"]
    assert ids(client.get("/v1/participants", params={"manager": "nobody"})) == []
    both = {"team": "a", "status": "active", "on": "2026-01-01"}
    assert ids(client.get("/v1/participants", params=both)) == ["E02", "E04", "E06"]


def test_the_team_of_a_day(as_: As) -> None:
    client = as_("admin")
    put_all(client, person("A"), person("B", manager="A"), person("C", manager="B"), person("D", manager="C"))
    client.put("/v1/participants/C", json={"effective_from": "2026-07-01", "attributes": {"manager": "A"}})
    client.put("/v1/participants/D", json={"effective_from": "2026-08-01", "attributes": {"manager": None}})
    team = "/v1/participants/{}/team"
    assert ids(client.get(team.format("A"), params={"on": "2026-06-30"})) == ["B", "C", "D"]
    assert ids(client.get(team.format("B"), params={"on": "2026-06-30"})) == ["C", "D"]
    assert ids(client.get(team.format("B"), params={"on": "2026-07-01"})) == []
    assert ids(client.get(team.format("A"), params={"on": "2026-08-01"})) == ["B", "C"]
    assert ids(client.get(team.format("A"), params={"on": "2025-12-31"})) == []
    first = client.get(team.format("A"), params={"on": "2026-06-30", "limit": 2}).json()
    assert first["has_more"]
    more = {"on": "2026-06-30", "cursor": first["next_cursor"]}
    assert ids(client.get(team.format("A"), params=more)) == ["D"]


def test_what_was_known_at_an_earlier_moment(as_: As) -> None:
    client = as_("payroll")
    client.post("/v1/participants", json=ANN)
    (first,) = client.get("/v1/participants/E1/attributes", params={"key": "salary"}).json()["data"]
    client.put("/v1/participants/E1", json={"effective_from": "2026-01-01", "attributes": {"salary": "6000"}})
    then = {"on": "2026-03-01", "known_at": first["at"]}
    assert client.get("/v1/participants/E1", params=then).json()["attributes"]["salary"] == "5000"
    now = {"on": "2026-03-01"}
    assert client.get("/v1/participants/E1", params=now).json()["attributes"]["salary"] == "6000"
    history = client.get("/v1/participants/E1/attributes", params={"key": "salary", "limit": 1}).json()
    assert [each["value"] for each in history["data"]] == ["5000"]
    rest = client.get("/v1/participants/E1/attributes", params={"key": "salary", "cursor": history["next_cursor"]})
    assert [(each["value"], each["effective_from"]) for each in rest.json()["data"]] == [("6000", "2026-01-01")]


WRONG_QUERIES = [
    ("", {"on": "2026-02-30"}),
    ("", {"on": "20260230"}),
    ("", {"limit": "0"}),
    ("", {"cursor": "!"}),
    ("", {"tean": "a"}),
    ("/E1", {"known_at": "2026-01-01"}),
    ("/E1", {"known_at": "2026-13-01T00:00:00Z"}),
    ("/E1/attributes", {"key": "shoe"}),
    ("/E1/attributes", {"cursor": "eA"}),
    ("/E1/attributes", {"cursor": "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"}),
]


def test_queries_that_cannot_be(as_: As) -> None:
    client = as_("admin")
    client.post("/v1/participants", json=ANN)
    for path, params in WRONG_QUERIES:
        answer = client.get("/v1/participants" + path, params=params)
        assert answer.status_code == 422, (path, params, answer.text)


def test_nobody_is_found_who_is_not_there(as_: As) -> None:
    for path in ("", "/team", "/attributes"):
        answer = as_("admin").get("/v1/participants/E1" + path)
        assert (answer.status_code, answer.json()["code"]) == (404, "participant.not_found")
