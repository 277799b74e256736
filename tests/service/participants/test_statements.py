"""A request costs the same number of statements for one person as for a hundred."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import event

from service.participants.assignment_changes import AssignmentChange
from service.participants.use_cases.assigning import upsert_assignments
from service.participants.use_cases.assignments import JsonPlace
from service.store.database import Database
from tests.service.participants.calls import write
from tests.stores import As, Store


@contextmanager
def counted(app: FastAPI) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    statements: list[str] = []
    database = app.state.database

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    engines = {id(engine): engine for engine in (database.reading, database.writing)}.values()
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield statements
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


def rows(prefix: str, count: int) -> dict[str, Any]:
    """So many people under one manager, each with pay."""
    made = [
        {
            "id": f"{prefix}{number:03}",
            "name": f"Name {number}",
            "effective_from": "2026-01-01",
            "attributes": {"salary": "5000", "team": prefix, "manager": prefix},
        }
        for number in range(count)
    ]
    return {"participants": [{"id": prefix}, *made]}


def assign(database: Database, external_ids: list[str], plan: str) -> None:
    """Everybody to a plan, each with an own fund."""
    given = {"plan": plan, "effective_from": "2026-01-01", "inputs": {"fund": "1"}}
    made = [AssignmentChange({**given, "participant": each}, JsonPlace()) for each in external_ids]
    write(database, partial(upsert_assignments, rows=made))


def test_one_person_and_a_hundred_cost_the_same(stored_app: FastAPI, as_: As, store: Store) -> None:
    client = as_("payroll")
    client.get("/v1/participants")
    actions: list[Callable[[TestClient, str], Any]] = [
        lambda client, team: client.get("/v1/participants", params={"team": team, "limit": 100}),
        lambda client, team: client.get(f"/v1/participants/{team}/team", params={"limit": 100}),
        lambda client, team: client.get("/v1/assignments", params={"plan": f"plan-{team}", "limit": 100}),
    ]

    def cost(action: Callable[[], Any]) -> int:
        with counted(stored_app) as statements:
            answer = action()
        assert answer.status_code in {200, 201}, answer.text
        return len(statements)

    costs = {}
    for team, count in (("few", 1), ("many", 100)):
        body = rows(team, count)
        changed = {"participants": [{**row, "name": "Another"} for row in body["participants"]]}
        found = [cost(partial(client.post, "/v1/participants/bulk", json=sent)) for sent in (body, changed)]
        assign(store.database, [row["id"] for row in body["participants"]], f"plan-{team}")
        costs[team] = found + [cost(partial(action, client, team)) for action in actions]
    assert costs["many"] == costs["few"]
    assert max(costs["few"]) <= 25
