"""People, a plan that knows keys, and facts over HTTP."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from fastapi.testclient import TestClient

from service.facts.reading import observations
from service.store.database import Database
from service.work import Actor, reading

As = Callable[[str], TestClient]

EVER: Final = ("0001-01-01", "9999-12-31")


def with_people(as_: As, *ids: str) -> None:
    """Participants with these ids."""
    people = {"participants": [{"id": each} for each in ids]}
    assert as_("payroll").post("/v1/participants/bulk", json=people).status_code == 200


def with_keys(as_: As, *keys: str) -> None:
    """A draft of a plan whose facts have these keys."""
    plan = {
        "schema": "bonus-plan/1",
        "key": "keys",
        "title": "Keys",
        "currency": "EUR",
        "frequency": "month",
        "facts": {key: {"take": "sum"} for key in keys},
        "kpis": [
            {"key": "revenue_kpi", "title": "K", "value": " + ".join(keys), "levels": {"base": "0", "normal": "1"}}
        ],
    }
    answer = as_("author").put("/v1/plans/keys/draft", json=plan, headers={"If-None-Match": "*"})
    assert answer.status_code == 201, answer.text


def fact(source_id: str = "a", **parts: Any) -> dict[str, Any]:
    """A fact of E1; parts that are None are left out."""
    whole = {
        "participant": "E1",
        "key": "revenue",
        "date": "2026-03-14",
        "value": "5",
        "source": "crm",
        "source_id": source_id,
        **parts,
    }
    return {name: part for name, part in whole.items() if part is not None}


def send(as_: As, *facts: Mapping[str, Any], role: str = "integration") -> Any:
    """The answer to these facts, sent together."""
    return as_(role).post("/v1/facts", json={"facts": list(facts)})


def counts(answer: Any) -> tuple[int, int, int, int]:
    """How many were added, known, waiting and in conflict."""
    assert answer.status_code == 200, answer.text
    body = answer.json()
    return body["added"], body["known"], body["waiting"], body["conflicts"]


def found(answer: Any, name: str = "errors") -> list[tuple[str, str]]:
    """Code and place of everything in a list of an answer."""
    return [(each["code"], each["path"]) for each in answer.json()[name]]


def counting(database: Database, *, known: int = 10**9) -> list[tuple[int, str, str, str]]:
    """What counts: participant, key, day and value."""
    keys = ("revenue", "deals", "grade")

    def question(work: Any) -> list[tuple[int, str, str, str]]:
        read = observations(work.session, known, (1, 10**9), keys, start_day=EVER[0], end_day=EVER[1])
        return [(participant, key, seen.day, seen.value) for participant, key, seens in read for seen in seens]

    return reading(database, Actor(1), question)
