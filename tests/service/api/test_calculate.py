"""POST /v1/calculate."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.calculate.answers import CalculateAnswer
from service.calculate.examples import EXAMPLES
from service.example_plan import SMALL_PLAN

SHIPPED = EXAMPLES["A shipped plan by its key"]
INLINE = EXAMPLES["A plan in the call, with explanations"]
POT = EXAMPLES["People who share the pot of their team"]


def calculate(client: TestClient, body: object) -> dict[str, Any]:
    answer = client.post("/v1/calculate", json=body)
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    CalculateAnswer.model_validate(document)
    return document


def refused(client: TestClient, body: object, status: int = 422) -> list[tuple[str, str]]:
    answer = client.post("/v1/calculate", json=body)
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    return [(error["code"], error["path"]) for error in answer.json()["errors"]]


def people(count: int) -> list[dict[str, Any]]:
    facts = {"revenue": "100000", "overdue": "8"}
    return [{"id": f"E{number}", "inputs": {"fund": "1000"}, "facts": facts} for number in range(count)]


def test_without_a_key_it_is_401(anonymous: TestClient) -> None:
    assert anonymous.post("/v1/calculate", json=SHIPPED).status_code == 401


def test_people_share_the_pot_of_their_team(client: TestClient) -> None:
    answer = calculate(client, POT)
    assert [result["total"] for result in answer["results"]] == ["1500.00", "375.00", "1125.00"]


def test_a_shipped_plan_pays_what_its_handbook_says(client: TestClient) -> None:
    answer = calculate(client, SHIPPED)
    assert (answer["plan"]["key"], answer["plan"]["version"], answer["currency"]) == (
        "b2b-sales-manager",
        1,
        "EUR",
    )
    (result,) = answer["results"]
    assert (result["id"], result["outcome"], result["rating"], result["total"]) == (
        "E1",
        "paid",
        "C",
        "38415.00",
    )
    assert {line["key"]: line["amount"] for line in result["components"]} == {
        "kpi_bonus": "37415.00",
        "growth": "1000.00",
    }
    assert result["trace"] is None
    assert answer["totals"] == {
        "paid": 1,
        "zero": 0,
        "blocked": 0,
        "amount": "38415.00",
        "by_currency": {"EUR": "38415.00"},
    }


def test_one_blocked_participant_leaves_the_others_alone(client: TestClient) -> None:
    answer = calculate(client, INLINE)
    assert answer["plan"]["version"] is None
    assert [result["id"] for result in answer["results"]] == ["E1", "E2", "E3"]
    assert [result["outcome"] for result in answer["results"]] == ["paid", "paid", "blocked"]
    blocked = answer["results"][2]
    assert blocked["total"] is None
    assert blocked["problems"]
    assert all(result["trace"] for result in answer["results"])
    assert (answer["totals"]["paid"], answer["totals"]["blocked"]) == (2, 1)


def test_numbers_may_be_text_or_json_numbers_with_the_same_result(client: TestClient) -> None:
    text = {"plan": SMALL_PLAN, "participants": people(1)}
    number = {
        **text,
        "participants": [{"id": "E0", "inputs": {"fund": 1000}, "facts": {"revenue": 1e5, "overdue": 8}}],
    }
    assert calculate(client, number) == calculate(client, text)


def test_json_numbers_never_pass_through_a_binary_float(client: TestClient) -> None:
    fund = "123456789012345.67"
    plan = {
        **SMALL_PLAN,
        "components": [{"key": "bonus", "title": "Bonus", "amount": "fund"}],
        "examples": [],
    }
    body = client.build_request("POST", "/v1/calculate", json={"plan": plan, "participants": people(1)}).content
    exact = body.replace(b'"1000"', fund.encode())
    assert exact != body
    answer = client.post("/v1/calculate", content=exact, headers={"Content-Type": "application/json"})
    assert answer.json()["results"][0]["total"] == fund


@pytest.mark.slow
def test_ten_thousand_participants_are_computed_in_their_order(client: TestClient) -> None:
    answer = calculate(client, {"plan": SMALL_PLAN, "participants": people(10_000)})
    assert [result["id"] for result in answer["results"]] == [f"E{number}" for number in range(10_000)]
    assert answer["totals"] == {
        "paid": 10_000,
        "zero": 0,
        "blocked": 0,
        "amount": "10800000.00",
        "by_currency": {"EUR": "10800000.00"},
    }


def test_one_more_is_refused(client: TestClient) -> None:
    body = {"plan": SMALL_PLAN, "participants": people(10_001)}
    assert refused(client, body) == [("calculate.too_many_participants", "/participants")]


def test_explanations_are_for_a_hundred(client: TestClient) -> None:
    body = {"plan": SMALL_PLAN, "participants": people(100), "explain": True}
    assert all(result["trace"] for result in calculate(client, body)["results"])
    body["participants"] = people(101)
    assert refused(client, body) == [("calculate.too_many_explained", "/explain")]


@pytest.mark.parametrize(
    ("plan", "status", "errors"),
    [
        ({"key": "nothing"}, 404, [("plan.not_found", "/plan/key")]),
        ({"key": "../problems"}, 404, [("plan.not_found", "/plan/key")]),
        ({"key": "b2b-sales-manager", "version": 2}, 404, [("plan.not_found", "/plan/version")]),
        ({"key": 5}, 422, [("request.bad_value", "/plan/key")]),
        ({"version": 1}, 422, [("request.bad_value", "/plan/key")]),
        ({"key": "b2b-sales-manager", "version": "1"}, 422, [("request.bad_value", "/plan/version")]),
        ({"key": "b2b-sales-manager", "version": True}, 422, [("request.bad_value", "/plan/version")]),
    ],
)
def test_plans_that_are_not_shipped(
    client: TestClient, plan: object, status: int, errors: list[tuple[str, str]]
) -> None:
    assert refused(client, {"plan": plan, "participants": people(1)}, status) == errors


@pytest.mark.parametrize("version", [1, None])
def test_the_version_of_a_shipped_plan_may_be_named(client: TestClient, version: int | None) -> None:
    plan = {"key": "b2b-sales-manager", "version": version}
    assert calculate(client, {"plan": plan, "participants": people(1)})["plan"]["version"] == 1


@pytest.mark.parametrize("plan", [None, 5, "b2b-sales-manager", [], {}, {"schema": "bonus-plan/1"}])
def test_what_is_not_a_plan_is_refused(client: TestClient, plan: object) -> None:
    errors = refused(client, {"plan": plan, "participants": people(1)})
    assert errors
    assert all(path.startswith("/plan") for _, path in errors)


def test_problems_of_the_plan_are_placed_in_the_request(client: TestClient) -> None:
    plan = {**SMALL_PLAN, "components": [{**SMALL_PLAN["components"][0], "amount": "fnd"}]}
    assert "/plan/components/0/amount" in [
        path for _, path in refused(client, {"plan": plan, "participants": people(1)})
    ]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"participants": None}, "/participants"),
        ({"participants": {}}, "/participants"),
        ({"participants": [5]}, "/participants/0"),
        ({"participants": [{}]}, "/participants/0/id"),
        ({"explain": "yes"}, "/explain"),
        ({"explain": None}, "/explain"),
        ({"period": "2026-03"}, "/period"),
        ({"period": {"start": "2026-03-01", "end": "2026-02-01"}}, "/period"),
        ({"particpants": []}, "/particpants"),
    ],
)
def test_a_call_of_another_form_is_refused_with_the_place(
    client: TestClient, change: dict[str, Any], place: str
) -> None:
    body = {"plan": SMALL_PLAN, "participants": people(1), **change}
    assert place in [path for _, path in refused(client, body)]


@pytest.mark.parametrize(
    ("part", "given", "refusal"),
    [
        ("company", {"profit": "1"}, ("shared.unknown_key", "/company/profit")),
        ("company", [], ("shared.shape", "/company")),
        ("company", {"facts": "1"}, ("shared.shape", "/company/facts")),
        ("groups", [], ("groups.shape", "/groups")),
        ("groups", {"north": {"inputs": []}}, ("shared.shape", "/groups/north/inputs")),
    ],
)
def test_data_of_company_and_groups_of_another_form_is_refused(
    client: TestClient, part: str, given: Any, refusal: tuple[str, str]
) -> None:
    body = {"plan": SMALL_PLAN, "participants": people(1), part: given}
    assert refused(client, body) == [refusal]
    assert calculate(client, {**body, part: {}})["totals"]["paid"] == 1


def test_unknown_facts_of_the_period_before_are_passed_over_too(client: TestClient) -> None:
    (person,) = people(1)
    body = {"plan": SMALL_PLAN, "participants": [{**person, "prior": {"facts": {"visits": "7"}}}]}
    (blocked,) = calculate(client, body)["results"]
    assert [problem["path"] for problem in blocked["problems"]] == ["/prior/facts/visits"]
    (paid,) = calculate(client, {**body, "ignore_unknown_facts": True})["results"]
    assert paid["outcome"] == "paid"


def test_an_unknown_fact_blocks_unless_the_call_passes_over_it(client: TestClient) -> None:
    (person,) = people(1)
    body = {"plan": SMALL_PLAN, "participants": [{**person, "facts": {**person["facts"], "visits": "7"}}]}
    (blocked,) = calculate(client, body)["results"]
    assert [problem["path"] for problem in blocked["problems"]] == ["/facts/visits"]
    (paid,) = calculate(client, {**body, "ignore_unknown_facts": True})["results"]
    assert (paid["outcome"], paid["total"]) == ("paid", "1080.00")


def test_the_same_id_twice_refuses_the_call_and_names_both_places(client: TestClient) -> None:
    body = {"plan": SMALL_PLAN, "participants": [*people(2), *people(1)]}
    answer = client.post("/v1/calculate", json=body)
    assert answer.status_code == 422
    assert "/participants/2" in answer.text
    assert "/participants/0" in answer.text
    assert "E0" not in answer.text


def test_problems_of_a_call_never_repeat_what_people_earn(client: TestClient) -> None:
    person = {
        "id": "E1",
        "inputs": {"fund": "987654.32"},
        "facts": {"revenue": "98765.43"},
        "salary": "87654.32",
    }
    answer = client.post("/v1/calculate", json={"plan": SMALL_PLAN, "participants": [person, person], "x": "7654.32"})
    assert answer.status_code == 422
    for value in ("987654", "98765", "87654", "7654"):
        assert value not in answer.text


@pytest.mark.parametrize("cells", [1, 100])
def test_people_computed_in_chunks_come_out_as_if_they_were_together(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, cells: int
) -> None:
    participants: list[dict[str, Any]] = people(30)
    participants[7]["facts"] = {"revenue": "1"}
    participants[20]["salary"] = 1
    body = {"plan": SMALL_PLAN, "participants": participants, "explain": True}
    together = calculate(client, body)
    monkeypatch.setattr("service.calculate.use_cases.CELLS_AT_ONCE", cells)
    assert calculate(client, body) == together
    assert together["totals"]["blocked"] == 2


def test_names_that_nobody_shares_are_refused(client: TestClient) -> None:
    participants = [{"id": f"E{row}", "facts": {f"f{row}_{number}": 1 for number in range(3)}} for row in range(5_000)]
    body = {"plan": SMALL_PLAN, "participants": participants}
    assert refused(client, body) == [("participants.too_many_names", "/participants")]


def test_unknown_facts_of_the_company_refuse_the_call_unless_they_are_passed_over(client: TestClient) -> None:
    body = {"plan": SMALL_PLAN, "participants": people(1), "company": {"facts": {"visits": "7"}}}
    assert refused(client, body) == [("company.unknown_key", "/company/facts/visits")]
    assert calculate(client, {**body, "ignore_unknown_facts": True})["totals"]["paid"] == 1


def test_many_people_by_a_plan_with_long_numbers_are_refused_before_anything_is_computed(client: TestClient) -> None:
    chain = {f"v{n}": f"v{n - 1} / (x + {n}) + 1" for n in range(1, 400)}
    heavy = {
        **{key: SMALL_PLAN[key] for key in ("schema", "key", "title", "currency", "frequency")},
        "inputs": {"x": {"kind": "number"}},
        "values": {"v0": "x", **chain},
    }
    person = {"inputs": {"x": "1"}}
    few = [{"id": f"E{n}", **person} for n in range(2)]
    assert calculate(client, {"plan": heavy, "participants": few})["totals"]["zero"] == 2
    many = [{"id": f"E{n}", **person} for n in range(9_000)]
    assert refused(client, {"plan": heavy, "participants": many}) == [("calculate.too_much_work", "/participants")]


def test_one_call_with_company_groups_managers_and_credits(client: TestClient) -> None:
    plan = {
        "schema": "bonus-plan/1", "key": "shared", "title": "Shared", "currency": "EUR", "frequency": "month",
        "inputs": {
            "part": {"kind": "number", "inherit": "manager"},
            "factor": {"kind": "number", "scope": "company"},
            "extra": {"kind": "money", "scope": "team", "default": "0"},
        },
        "facts": {"sales": {"take": "sum"}},
        "kpis": [{"key": "sales"}],
        "components": [{"key": "pay", "amount": "sales.actual * part * factor + extra"}],
    }  # fmt: skip
    body = {
        "plan": plan,
        "company": {"inputs": {"factor": "0.1"}},
        "groups": {"north": {"inputs": {"extra": "5"}}, "south": {}},
        "credits": [{"fact": "sales", "value": "100", "shares": {"E1": "0.6", "E2": "0.4"}, "source_id": "7"}],
        "participants": [
            {"id": "E1", "group": "north", "inputs": {"part": "2"}},
            {"id": "E2", "group": "south", "manager": "E1", "facts": {"sales": ["10"]}},
        ],
        "explain": True,
    }
    first, second = calculate(client, body)["results"]
    assert (first["total"], second["total"]) == ("17.00", "10.00")
    read = {node["id"]: node["formula"] for node in second["trace"]["nodes"] if "/inputs/" in node["id"]}
    assert read == {
        "/inputs/part": "inherited from manager E1",
        "/company/inputs/factor": "given for the company",
        "/groups/south/inputs/extra": "default of the plan",
    }


def test_credits_of_another_form_are_refused(client: TestClient) -> None:
    body = {"plan": SMALL_PLAN, "participants": people(1), "credits": [{"fact": "revenue"}]}
    assert refused(client, body) == [("credits.shape", "/credits/0")]
