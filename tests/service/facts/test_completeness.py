"""What is complete in a period, and who lacks what."""

from typing import Any

import pytest

from service.facts.reading import complete_keys
from service.store.database import Database
from service.work import Actor, reading
from tests.service.facts.world import fact, found, send, with_people
from tests.service.periods.world import bring, with_months
from tests.service.plans.steps import plan, published
from tests.stores import As

MARCH = "/v1/periods/monthly/2026-03"
LEVELS = {"base": "0", "normal": "9"}
EXAMPLE = {
    "name": "nothing was received",
    "period": {"start": "2026-03-01", "end": "2026-04-01"},
    "inputs": {"fund": "0"},
    "expect": {"outcome": "blocked"},
}
WINDOWS: dict[str, Any] = {
    "facts": {
        "revenue": {"take": "sum"},
        "deals": {"take": "count"},
        "team_sales": {"take": "sum"},
        "revenue_ytd": {"of": "revenue", "window": "year_to_date"},
    },
    "kpis": [
        {"key": "volume", "title": "V", "value": "revenue_ytd + deals", "weight": "0.5", "levels": LEVELS},
        {
            "key": "team",
            "title": "T",
            "value": "team_sales",
            "scope": "team",
            "weight": "0.5",
            "levels": LEVELS,
        },
    ],
    "examples": [EXAMPLE],
}


@pytest.fixture(autouse=True)
def _plan_in_force(as_: As) -> None:
    with_months(as_)
    with_people(as_, "E1", "E2", "E3", "E4")
    published(as_, plan(**WINDOWS), "2026-03-10")
    assign(as_, "E1", "2026-01-01")
    assign(as_, "E2", "2026-03-31")
    assign(as_, "E3", "2026-04-01")
    assign(as_, "E4", "2026-01-01", "2026-03-10")


def assign(as_: As, participant: str, start: str, until: str | None = None) -> None:
    body = {"participant": participant, "plan": plan()["key"], "effective_from": start, "effective_until": until}
    body = {name: part for name, part in body.items() if part is not None}
    assert as_("payroll").post("/v1/assignments", json=body).status_code == 201


def missing(as_: As, **query: str | int) -> list[tuple[str, list[str]]]:
    answer = as_("analyst").get(f"{MARCH}/completeness", params=query)
    assert answer.status_code == 200, answer.text
    return [(each["participant"], [lack["key"] for lack in each["missing"]]) for each in answer.json()["data"]]


def complete(as_: As, *keys: str, state: str = "complete") -> Any:
    return as_("integration").post(f"{MARCH}/complete", json={"keys": keys, "state": state})


def test_who_lacks_what_are_those_in_the_plan_on_a_day_of_the_period(as_: As) -> None:
    assert missing(as_) == [("E1", ["deals", "revenue"]), ("E2", ["deals", "revenue"])]
    send(as_, fact("a", date="2026-03-01"), fact("b", participant="E2", date="2026-04-01"))
    assert missing(as_) == [("E1", ["deals"]), ("E2", ["deals", "revenue"])]
    send(as_, fact("a", revision=1, value=None, retracted=True))
    assert missing(as_)[0] == ("E1", ["deals", "revenue"])


def test_what_is_complete_is_missing_of_nobody_until_it_is_not(as_: As, database: Database) -> None:
    answer = complete(as_, "deals", "revenue")
    assert [(each["key"], each["state"]) for each in answer.json()["keys"]] == [
        ("deals", "complete"),
        ("revenue", "complete"),
    ]
    assert missing(as_) == []
    complete(as_, "deals", state="incomplete")
    complete(as_, "deals", state="incomplete")
    assert missing(as_) == [("E1", ["deals"]), ("E2", ["deals"])]

    def known(upto: int) -> set[str]:
        return reading(database, Actor(1), lambda work: complete_keys(work, upto, 3))

    assert [known(upto) for upto in range(4)] == [set(), {"deals"}, {"deals", "revenue"}, {"revenue"}]


def test_pages_go_on_after_the_last_participant(as_: As) -> None:
    first = as_("analyst").get(f"{MARCH}/completeness", params={"limit": 1}).json()
    assert ([each["participant"] for each in first["data"]], first["has_more"]) == (["E1"], True)
    assert missing(as_, limit=1, cursor=first["next_cursor"]) == [("E2", ["deals", "revenue"])]


def test_keys_that_nobody_knows_cannot_be_complete(as_: As) -> None:
    assert found(complete(as_, "revenue", "unheard_of")) == [("fact.unknown_key", "/keys/1")]
    assert as_("integration").post("/v1/periods/monthly/2031-01/complete", json={"keys": ["a"]}).status_code == 404


def test_facts_of_a_locked_period_are_stored_and_called_late(as_: As, database: Database) -> None:
    with_group = {"participants": [{"id": "E2", "effective_from": "2026-03-31", "attributes": {"pay_group": "north"}}]}
    assert as_("payroll").post("/v1/participants/bulk", json=with_group).status_code == 200
    bring(database, "calculate", "approve", "lock")
    late, free, after = fact("a"), fact("b", participant="E2"), fact("c", date="2026-04-01")
    answer = send(as_, free, late, after)
    assert (answer.json()["added"], answer.json()["late"]) == (3, 1)
    assert found(answer, "warnings") == [("fact.late", "/facts/1")]
