"""Rows of people in the store: all or none, unchanged where nothing changes, managers from the same rows."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from service.errors import RequestRefused
from service.participants.attributes import Value
from service.participants.bodies import changes_of
from service.participants.dated import Stretch, stretches
from service.participants.repository.attributes import said_of
from service.participants.use_cases.upsert import Upserted, preview_participants
from service.store.database import Database
from service.store.tables import AuditEntry, Person
from tests.service.participants.calls import person, put, read


def refused(database: Database, *participants: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(RequestRefused) as caught:
        put(database, *participants)
    return [(problem.code, problem.path) for problem in caught.value.problems]


def preview(database: Database, *participants: dict[str, Any]) -> Upserted:
    rows, problems = changes_of({"participants": list(participants)})
    assert problems == []
    return read(database, lambda work: preview_participants(work, rows))


def values(database: Database, external_id: str, key: str) -> list[tuple[str, str | None, Any]]:
    """All stretches of one attribute as text."""
    number = read(database, lambda work: numbers(work)[external_id])
    said = read(database, lambda work: said_of(work, [number], keys=[key]))
    found: tuple[Stretch[Value], ...] = stretches(said.get(number, {}).get(key, ()))
    return [
        (each.start.isoformat(), each.end.isoformat() if each.end else None, each.value.shown or each.value.ref_id)
        for each in found
    ]


def numbers(work: Any) -> dict[str, int]:
    return {row.external_id: row.participant_id for row in work.session.exec(select(Person))}


def statuses(upserted: Upserted) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(line.external_id, line.status, line.changes) for line in upserted.lines]


def test_people_are_created_with_their_managers_in_any_order(database: Database) -> None:
    made = put(database, person("E1", manager="E2"), {**person("E2", salary="5000"), "name": "Ann"})
    assert statuses(made) == [("E1", "created", ("manager",)), ("E2", "created", ("name", "salary"))]
    assert values(database, "E1", "manager") == [("2026-01-01", None, made.numbers["E2"])]
    assert read(database, numbers) == made.numbers


def test_what_is_so_already_is_unchanged_and_writes_nothing(database: Database) -> None:
    row = {**person("E1", salary="5000.00", team="north"), "name": "Ann"}
    put(database, row)
    before = read(database, lambda work: len(work.session.exec(select(AuditEntry)).all()))
    again = put(database, {**row, "attributes": {"salary": "5000", "team": "north"}})
    assert statuses(again) == [("E1", "unchanged", ())]
    assert read(database, lambda work: len(work.session.exec(select(AuditEntry)).all())) == before


def test_a_value_holds_until_the_next_change_that_is_known(database: Database) -> None:
    put(database, person("E1", salary="1000"))
    put(database, person("E1", since="2026-06-01", salary="1200"))
    put(database, person("E1", since="2026-03-01", salary="1100"))
    assert values(database, "E1", "salary") == [
        ("2026-01-01", "2026-03-01", "1000"),
        ("2026-03-01", "2026-06-01", "1100"),
        ("2026-06-01", None, "1200"),
    ]


def test_a_value_may_replace_what_comes_later(database: Database) -> None:
    put(database, person("E1", salary="1000"))
    put(database, person("E1", since="2026-06-01", salary="1200"))
    put(database, {**person("E1", since="2026-03-01", salary="1100"), "replace_later": True})
    assert values(database, "E1", "salary") == [("2026-01-01", "2026-03-01", "1000"), ("2026-03-01", None, "1100")]


def test_a_value_for_some_days_only_and_the_end_of_a_value(database: Database) -> None:
    put(database, person("E1", team="north"))
    put(database, {**person("E1", since="2026-03-01", team="south"), "effective_until": "2026-04-01"})
    put(database, person("E1", since="2026-09-01", team=None))
    assert values(database, "E1", "team") == [
        ("2026-01-01", "2026-03-01", "north"),
        ("2026-03-01", "2026-04-01", "south"),
        ("2026-04-01", "2026-09-01", "north"),
    ]


def test_nothing_is_saved_unless_all_rows_are_right(database: Database) -> None:
    put(database, person("E9", team="north"))
    problems = refused(
        database,
        person("E1", team="north"),
        person("E2", fte="2"),
        person("E3", manager="E2"),
        person("E4", manager="nobody"),
        person("E9", team="south"),
    )
    assert problems == [
        ("attribute.out_of_range", "/participants/1/attributes/fte"),
        ("participant.unknown", "/participants/3/attributes/manager"),
    ]
    assert set(read(database, numbers)) == {"E9"}
    assert values(database, "E9", "team") == [("2026-01-01", None, "north")]


def test_circles_of_managers_are_refused_with_the_names_of_the_people(database: Database) -> None:
    put(database, person("E1", manager="E2"), person("E2", manager="E3"), person("E3"))
    with pytest.raises(RequestRefused) as caught:
        put(database, person("E3", since="2026-07-01", manager="E1"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("manager.circular", "/participants/0/attributes/manager")
    assert "from 2026-07-01 on" in problem.message
    assert "E3 reports to E1 reports to E2 reports to E3" in problem.message


def test_circles_among_new_people_are_refused_too(database: Database) -> None:
    assert refused(database, person("E1", manager="E2"), person("E2", manager="E1")) == [
        ("manager.circular", "/participants/0/attributes/manager")
    ]
    assert refused(database, person("E1", manager="E1")) == [("manager.circular", "/participants/0/attributes/manager")]


def test_a_circle_may_be_taken_apart_in_the_same_rows(database: Database) -> None:
    put(database, person("E1", manager="E2"), person("E2"))
    put(database, person("E1", manager=None), person("E2", manager="E1"))
    assert values(database, "E1", "manager") == []


def test_a_preview_says_what_would_come_of_it_and_saves_nothing(database: Database) -> None:
    put(database, person("E1", team="north"), person("E2", team="north"))
    shown = preview(
        database, {**person("E1", team="south"), "email": "e1@example.com"}, person("E2", team="north"), person("E3")
    )
    assert statuses(shown) == [
        ("E1", "changed", ("email", "team")),
        ("E2", "unchanged", ()),
        ("E3", "created", ()),
    ]
    wrong = preview(database, person("E1", fte="7"), person("E4", manager="E1"))
    assert [problem.code for problem in wrong.problems] == ["attribute.out_of_range"]
    assert statuses(wrong) == [("E4", "created", ("manager",))]
    assert set(read(database, numbers)) == {"E1", "E2"}


def test_the_audit_speaks_of_numbers_and_never_of_ids(database: Database) -> None:
    made = put(database, {**person("secret-id", team="north"), "name": "Secret Name"})
    put(database, {"id": "secret-id", "name": "Another Name"})
    put(database, person("secret-id-2"), person("secret-id-3"))
    entries = read(database, lambda work: work.session.exec(select(AuditEntry)).all())
    told = [(entry.operation, entry.subject) for entry in entries[-3:]]
    number = made.numbers["secret-id"]
    assert told == [
        ("participant.created", f"participant/{number}"),
        ("participant.changed", f"participant/{number}"),
        ("participants.changed", "participants"),
    ]
    created, renamed = entries[-3], entries[-2]
    assert created.after_hash is not None
    assert renamed.before_hash == created.after_hash
    assert renamed.after_hash not in (None, renamed.before_hash)
    assert "secret" not in repr(entries).lower()


def test_days_of_values_are_days(database: Database) -> None:
    put(database, person("E1", since="2024-02-29", fte="0.5"))
    assert values(database, "E1", "fte") == [(date(2024, 2, 29).isoformat(), None, "0.5")]
