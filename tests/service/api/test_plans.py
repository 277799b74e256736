"""POST /v1/plans/check."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.example_plan import SMALL_PLAN
from service.plans.schemas import PlanCheckAnswer


def check(client: TestClient, body: object) -> dict[str, Any]:
    answer = client.post("/v1/plans/check", json=body)
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    PlanCheckAnswer.model_validate(document)
    return document


def test_without_a_key_it_is_401(anonymous: TestClient) -> None:
    assert anonymous.post("/v1/plans/check", json=SMALL_PLAN).status_code == 401


def test_a_sound_plan_is_valid_and_its_examples_pass(client: TestClient) -> None:
    report = check(client, SMALL_PLAN)
    assert (report["valid"], report["problems"]) == (True, [])
    assert [example["passed"] for example in report["examples"]] == [True]
    assert len(report["hash"]) == 64


def test_a_failing_example_shows_both_values_and_leaves_the_plan_valid(client: TestClient) -> None:
    (example,) = SMALL_PLAN["examples"]
    wrong = {**example, "expect": {**example["expect"], "total": "1000.00"}}
    report = check(client, {**SMALL_PLAN, "examples": [wrong]})
    assert report["valid"] is True
    (difference,) = report["examples"][0]["differences"]
    assert difference == {
        "path": "/examples/0/expect/total",
        "expected": "1000",
        "actual": "1080.00",
        "paste": "1080.00",
    }


def test_numbers_may_be_text_or_json_numbers(client: TestClient) -> None:
    kpis = [{**SMALL_PLAN["kpis"][0], "weight": 0.6}, {**SMALL_PLAN["kpis"][1], "weight": 0.4}]
    assert check(client, {**SMALL_PLAN, "kpis": kpis})["hash"] == check(client, SMALL_PLAN)["hash"]


def test_every_problem_is_reported_with_its_place(client: TestClient) -> None:
    kpis = [{**SMALL_PLAN["kpis"][0], "weight": "0.59"}, SMALL_PLAN["kpis"][1]]
    components = [{**SMALL_PLAN["components"][0], "amount": "fnd * coefficient"}]
    report = check(client, {**SMALL_PLAN, "kpis": kpis, "components": components})
    assert report["valid"] is False
    assert {problem["path"] for problem in report["problems"]} >= {"/kpis", "/components/0/amount"}


def test_an_unknown_field_is_a_problem_of_the_plan(client: TestClient) -> None:
    report = check(client, {**SMALL_PLAN, "kpi": []})
    assert report["valid"] is False
    assert [problem["path"] for problem in report["problems"]] == ["/kpi"]


def test_a_plan_may_come_with_a_sample(client: TestClient) -> None:
    sample = {"inputs": {"fund": "2500"}, "facts": {"revenue": "110000", "overdue": "12"}}
    report = check(client, {"plan": SMALL_PLAN, "sample": sample})
    assert report["hash"] == check(client, SMALL_PLAN)["hash"]


def test_a_sample_alone_is_not_a_plan(client: TestClient) -> None:
    assert check(client, {"sample": {}})["valid"] is False


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"plan": None},
        {"plan": []},
        {"plan": {"plan": SMALL_PLAN}},
        {"plan": SMALL_PLAN, "sample": 5, "more": 1},
        {"schema": "bonus-plan/2"},
        {"schema": 1, "key": 2, "kpis": 3, "components": {"a": None}},
        {**SMALL_PLAN, "kpis": [None, 5, "x", [], {}]},
    ],
)
def test_any_object_gets_a_report(client: TestClient, body: object) -> None:
    report = check(client, body)
    assert report["valid"] is False
    assert report["problems"]
