"""Whatever JSON is sent, the answer is a report, a result or a problem document, and never a fault of ours."""

import json
from typing import Any

from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.example_plan import SMALL_PLAN

# One app serves all examples of a test: it keeps nothing of a request but compiled plans.
SHARED_APP = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

WORDS = st.sampled_from(
    ["revenue", "overdue", "fund", "coefficient", "1", "-5", "1e5", "1/3", "", "E1", "linear", "total", "base", "n/a"]
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**25), 10**25)
    | st.decimals(allow_nan=False, allow_infinity=False, places=3).map(str)
    | WORDS
    | st.text(max_size=5)
)
ANY = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
PERSON: dict[str, Any] = {"id": "E1", "inputs": {"fund": "1000"}, "facts": {"revenue": "100000", "overdue": "8"}}
SECTIONS = ["inputs", "facts", "levels", "weights", "not_applicable", "group", "manager", "segments", "prior", "id"]
PLACES = [
    ("inputs", "fund"),
    ("facts", "revenue"),
    ("levels", "revenue"),
    ("weights", "revenue"),
    ("not_applicable", "overdue"),
    ("prior", "facts"),
]


def answered(client: TestClient, path: str, body: object) -> None:
    answer = client.post(path, content=json.dumps(body), headers={"Content-Type": "application/json"})
    expected = "application/json" if answer.status_code == 200 else "application/problem+json"
    assert answer.status_code in {200, 422}, answer.text
    assert answer.headers["Content-Type"] == expected


@SHARED_APP
@given(body=ANY)
def test_any_body(client: TestClient, body: object) -> None:
    for path in ("/v1/formulas/check", "/v1/plans/check", "/v1/calculate"):
        answered(client, path, body)


@SHARED_APP
@given(section=st.sampled_from(SECTIONS), value=ANY)
def test_any_section_of_a_participant(client: TestClient, section: str, value: object) -> None:
    person = {**PERSON, section: value}
    answered(
        client, "/v1/calculate", {"plan": SMALL_PLAN, "participants": [PERSON | {"id": "E0"}, person], "explain": True}
    )


@SHARED_APP
@given(place=st.sampled_from(PLACES), value=ANY)
def test_any_value_of_a_participant(client: TestClient, place: tuple[str, str], value: object) -> None:
    section, key = place
    person = {**PERSON, section: {**PERSON.get(section, {}), key: value}}
    answered(client, "/v1/calculate", {"plan": SMALL_PLAN, "participants": [person], "explain": True})


@SHARED_APP
@given(
    key=st.sampled_from([*SMALL_PLAN, "tables", "values", "gates", "ratings", "scales", "limits", "rounding"]),
    value=ANY,
)
def test_any_part_of_a_plan(client: TestClient, key: str, value: object) -> None:
    plan = {**SMALL_PLAN, key: value}
    answered(client, "/v1/plans/check", plan)
    answered(client, "/v1/calculate", {"plan": plan, "participants": [PERSON]})


@SHARED_APP
@given(key=st.sampled_from([*SMALL_PLAN["kpis"][0], "curve", "value", "missing", "undefined", "measure"]), value=ANY)
def test_any_part_of_a_kpi(client: TestClient, key: str, value: object) -> None:
    plan = {**SMALL_PLAN, "kpis": [{**SMALL_PLAN["kpis"][0], key: value}, SMALL_PLAN["kpis"][1]]}
    answered(client, "/v1/plans/check", plan)
    answered(client, "/v1/calculate", {"plan": plan, "participants": [PERSON]})


@SHARED_APP
@given(period=ANY | st.fixed_dictionaries({"start": ANY, "end": ANY}))
def test_any_period(client: TestClient, period: object) -> None:
    answered(client, "/v1/calculate", {"plan": SMALL_PLAN, "participants": [PERSON], "period": period})
