"""Two at once: one person in one plan once, no circles of managers, one person per id. Also by plain SQL."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from rules import Problem
from service.errors import ServiceError
from service.participants.assignment_changes import AssignmentChange
from service.participants.use_cases.assigning import upsert_assignments
from service.participants.use_cases.assignments import JsonPlace
from service.store.database import Database
from service.store.tables import Assignment, Person
from tests.service.participants.calls import person, put, read, write

ROUNDS = 4


def at_once(*actions: Callable[[], Any]) -> list[tuple[Problem, ...]]:
    """Everything in threads that start together; the refusals."""
    refused: list[tuple[Problem, ...]] = []
    gate = threading.Barrier(len(actions))

    def run(action: Callable[[], Any]) -> None:
        gate.wait()
        try:
            action()
        except ServiceError as error:
            refused.append(error.problems)

    threads = [threading.Thread(target=run, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def assign(database: Database, **given: Any) -> None:
    row = {"participant": "E1", "effective_from": "2026-01-01", **given}
    write(database, lambda work: upsert_assignments(work, [AssignmentChange(row, JsonPlace())]))


def test_of_two_assignments_at_once_exactly_one_wins(database: Database) -> None:
    put(database, person("E1"))
    for number in range(ROUNDS):
        plan = f"plan-{number}"
        refused = at_once(
            partial(assign, database, plan=plan, effective_until="2026-08-01"),
            partial(assign, database, plan=plan, effective_from="2026-07-01"),
        )
        assert [[problem.code for problem in each] for each in refused] == [["assignment.overlaps"]]
    rows = read(database, lambda work: work.session.exec(select(Assignment.plan_key)).all())
    assert sorted(rows) == [f"plan-{number}" for number in range(ROUNDS)]


def test_two_managers_at_once_make_no_circle(database: Database) -> None:
    for number in range(ROUNDS):
        one, other = f"A{number}", f"B{number}"
        put(database, person(one), person(other))
        refused = at_once(
            partial(put, database, person(one, manager=other)),
            partial(put, database, person(other, manager=one)),
        )
        assert [[problem.code for problem in each] for each in refused] == [["manager.circular"]]


def test_one_id_at_once_is_one_person(database: Database) -> None:
    for number in range(ROUNDS):
        refused = at_once(*[partial(put, database, person(f"E{number}", team="a"))] * 2)
        assert refused == []
    people = read(database, lambda work: work.session.exec(select(Person.external_id)).all())
    assert sorted(people) == [f"E{number}" for number in range(ROUNDS)]


def insert(database: Database, **changed: Any) -> None:
    """A revision by plain SQL with the service's own rights."""
    row = {
        "seq": 100,
        "number": 100,
        "revision": 1,
        "participant_id": 1,
        "plan_key": "p",
        "effective_from": "2026-06-01",
        "effective_until": None,
        "document": "{}",
        "content_hash": "x",
        "state": "active",
        "at": 0,
        **changed,
    }
    columns = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    with Session(database.writing) as session, session.begin():
        session.connection().execute(text(f"INSERT INTO assignment ({columns}) VALUES ({values})"), row)


def test_the_database_itself_refuses_overlaps_and_revisions_of_others(database: Database) -> None:
    numbers = put(database, person("E1"), person("E2")).numbers
    assign(database, plan="p", effective_until="2026-07-01")
    mine, other = numbers["E1"], numbers["E2"]
    first = read(database, lambda work: work.session.exec(select(Assignment.number)).one())
    forgeries: list[dict[str, Any]] = [
        {"participant_id": mine},
        {"participant_id": mine, "effective_from": "2025-01-01"},
        {"participant_id": mine, "effective_from": "2026-06-30", "effective_until": "2026-07-02"},
        {"number": first, "revision": 2, "participant_id": other},
        {"number": first, "revision": 2, "participant_id": mine, "plan_key": "q"},
        {"number": first, "revision": 3, "participant_id": mine},
        {"number": 77, "revision": 2, "participant_id": mine},
    ]
    for forgery in forgeries:
        with pytest.raises(DBAPIError, match="assignment"):
            insert(database, **forgery)
    insert(database, participant_id=mine, effective_from="2026-07-01")
    insert(database, seq=101, number=first, revision=2, participant_id=mine, state="withdrawn")
    insert(database, seq=102, number=101, participant_id=mine, effective_until="2026-07-01")


def test_waiting_for_another_ends_with_one_of_two_by_plain_sql_too(database: Database) -> None:
    number = put(database, person("E1")).numbers["E1"]
    failures: list[str] = []

    def forge(seq: int) -> None:
        try:
            insert(database, seq=seq, number=seq, participant_id=number)
        except DBAPIError as error:
            failures.append(str(error.orig))

    at_once(partial(forge, 200), partial(forge, 201))
    assert len(failures) == 1
    assert "in this plan on some of these days already" in failures[0]
