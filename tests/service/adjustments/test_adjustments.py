"""Signed amounts beside results: asked by one, agreed to by another, paid with a period that is not locked."""

from typing import Any

from sqlalchemy import text

from service.close.repository.booked import payable_lines
from service.periods.use_cases.reading import the_period
from service.store.database import Database
from service.work import Work
from tests.service.close.world import ON_PLAN, agree, book, computed, with_people
from tests.service.participants.calls import person, put, read
from tests.service.periods.world import code, move
from tests.service.plans.steps import decide
from tests.service.statements.test_api import is_participant
from tests.stores import As

ONE = {"participant": "E1", "amount": "-120.5", "currency": "EUR", "reason": "paid twice in February"}


def asked(as_: As, *rows: dict[str, Any], **more: Any) -> Any:
    """The answer to asking for adjustments of March."""
    body = {"calendar": "monthly", "period": "2026-03", "adjustments": list(rows), **more}
    return as_("payroll").post("/v1/adjustments", json=body)


def listed(as_: As, role: str = "analyst", **query: str) -> list[dict[str, Any]]:
    """The adjustments that a role sees."""
    found: list[dict[str, Any]] = as_(role).get("/v1/adjustments", params=query).json()["data"]
    return found


def lines(database: Database) -> list[tuple[str, int]]:
    """What can be paid in March: origins and minor units."""

    def question(work: Work) -> list[tuple[str, int]]:
        period = the_period(work, "monthly", "2026-03")
        found = payable_lines(work, period.id, "all")
        return [(line.origin.partition("/")[0], line.amount_minor) for line in found]

    return read(database, question)


def test_only_what_somebody_else_agreed_to_is_paid(as_: As, database: Database) -> None:
    with_people(as_, database, "E1", "E2")
    first = asked(as_, ONE, {**ONE, "participant": "E2", "amount": "500"})
    assert (first.status_code, first.json()["total"], first.json()["people"]) == (202, {"EUR": "379.50"}, 2)
    assert lines(database) == []
    assert agree(as_, first).status_code == 200
    decide(as_, asked(as_, ONE).json()["request_id"], "refuse", reason="no")
    assert lines(database) == [("adjustment", -12050), ("adjustment", 50000)]
    assert [each["state"] for each in listed(as_)] == ["approved", "approved", "refused"]
    assert listed(as_, participant="E2")[0]["reason"] == ONE["reason"]
    assert (listed(as_, "participant"), listed(as_, participant="E9")) == ([], [])


def test_who_does_not_see_everybody_sees_what_two_persons_agreed_to(as_: As, database: Database) -> None:
    with_people(as_, database, "E1")
    put(database, person("M1"), person("E1", since="2026-01-01", manager="M1"))
    is_participant(database, "participant", "E1")
    is_participant(database, "manager", "M1")
    refused, approved = asked(as_, ONE), asked(as_, {**ONE, "amount": "10"})
    asked(as_, {**ONE, "amount": "20"})
    decide(as_, refused.json()["request_id"], "refuse", reason="no")
    agree(as_, approved)
    for role in ("participant", "manager"):
        assert [each["amount"] for each in listed(as_, role)] == ["10.00"]
        assert listed(as_, role, state="open") == listed(as_, role, state="refused") == []
    assert len(listed(as_)) == 3


def test_the_reason_goes_with_the_person(as_: As, database: Database) -> None:
    with_people(as_, database, "E1")
    agree(as_, asked(as_, ONE))
    assert as_("admin").post("/v1/participants/E1/erase", json={"reason": "asked for"}).status_code == 204
    [left] = listed(as_)
    assert (left["participant"], left["reason"], left["amount"]) == (None, None, "-120.50")


def test_what_expired_is_not_agreed_to(as_: As, database: Database) -> None:
    with_people(as_, database, "E1")
    assert code(asked(as_, ONE, expires_on="2020-01-01")) == (422, "adjustment.expires_in_the_past")
    waiting = asked(as_, ONE).json()["request_id"]
    with database.writing.begin() as connection:
        if connection.dialect.name == "postgresql":
            return  # there the table cannot be changed to let time pass
        connection.execute(text("DROP TRIGGER adjustment_request_no_update"))
        connection.execute(text("UPDATE adjustment_request SET expires_on = '2020-01-01'"))
    assert code(decide(as_, waiting)) == (409, "adjustment.expired")
    assert [each["state"] for each in listed(as_)] == ["expired"]
    assert [each["state"] for each in listed(as_, state="expired")] == ["expired"]


def test_a_locked_period_takes_none(as_: As, database: Database) -> None:
    with_people(as_, database, "E1")
    waiting = asked(as_, ONE)
    book(as_, computed(database, {"E1": ON_PLAN}))
    move(as_, "lock")
    assert code(agree(as_, waiting)) == (409, "period.wrong_state")
    assert code(asked(as_, ONE)) == (409, "period.wrong_state")


def test_every_wrong_row_is_named(as_: As, database: Database) -> None:
    with_people(as_, database, "E1")
    rows = [
        {**ONE, "participant": "E9"},
        {**ONE, "amount": "0"},
        {**ONE, "amount": "1.001"},
        {**ONE, "currency": "XXQ"},
    ]
    problems = [(each["path"], each["code"]) for each in asked(as_, *rows).json()["errors"]]
    assert problems == [
        ("/adjustments/0/participant", "adjustment.unknown_participant"),
        ("/adjustments/1/amount", "adjustment.zero"),
        ("/adjustments/2/amount", "amount.too_many_places"),
        ("/adjustments/3/currency", "currency.unknown"),
    ]


def test_what_is_held_waits_until_it_is_released(as_: As, database: Database) -> None:
    with_people(as_, database, "E1", "E2")
    book(as_, computed(database, {"E1": ON_PLAN, "E2": ON_PLAN}))
    assert lines(database) == [("result", 108000), ("result", 108000)]
    body = {"calendar": "monthly", "period": "2026-03", "participant": "E1", "reason": "being checked"}
    held = as_("payroll").post("/v1/holds", json={**body, "plan": "sales", "component": "bonus"})
    assert held.status_code == 201, held.text
    assert lines(database) == [("result", 108000)]
    listing = as_("approver").get("/v1/holds?calendar=monthly&period=2026-03").json()["data"]
    assert [(each["participant"], each["component"]) for each in listing] == [("E1", "bonus")]
    release = f"/v1/holds/{held.json()['id']}/release"
    assert as_("payroll").post(release).json()["released_at"] is not None
    assert code(as_("payroll").post(release)) == (409, "hold.released")
    assert len(lines(database)) == 2
    assert code(as_("payroll").post("/v1/holds", json={**body, "component": "bonus"})) == (422, "hold.incomplete")
    unknown = {**body, "participant": "E9"}
    assert code(as_("payroll").post("/v1/holds", json=unknown)) == (422, "hold.unknown_participant")
