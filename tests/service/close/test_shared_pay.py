"""A month of a pot that people share, over the API: booked, corrected and corrected back; only who changed moves."""

from typing import Any

import pytest

from service.store.database import Database
from tests.service.close.test_corrections import lines
from tests.service.close.world import agree, ask
from tests.service.periods.world import move
from tests.service.plans.steps import plan, published
from tests.service.runs.ready import PLAN, Document, a_company, a_run, book, results_of, send_facts
from tests.stores import As

POT: Document = {
    **plan(),
    "kpis": [{"key": "revenue"}, {"key": "overdue"}],
    "pools": {"pot": {"amount": "285", "weight": "revenue.actual"}},
    "components": [{"key": "bonus", "amount": "pot"}],
    "examples": [{"name": "alone", "inputs": {"fund": "1"}, "facts": {"revenue": "5"}, "expect": {"total": "285"}}],
}
THREE = ("E1", "E2", "E3")


def corrected(as_: As, database: Database, revenue: str, name: str) -> tuple[str, dict[str, Any]]:
    """A correction of March after E2's revenue came anew: the run, and what the second person was shown of it."""
    send_facts(as_, {"E2": (revenue, "9")}, f"2026-03-{name}", name)
    run = a_run(as_, database, "correction")
    asked = ask(as_, int(run), into="2026-04")
    assert asked.status_code == 202, asked.text
    shown = as_("approver").get(f"/v1/approvals/{asked.json()['request_id']}").json()
    assert agree(as_, asked).status_code == 200
    found: dict[str, Any] = shown["details"]["correction"]
    return run, found


def totals(as_: As, run: str) -> dict[str, tuple[str, str, str]]:
    """By participant the total, and the hashes of result and input."""
    found = results_of(as_, run)
    return {each["participant"]: (each["total"], each["hashes"]["result"], each["hashes"]["input"]) for each in found}


def reasons(as_: As, old: str, new: str, name: str) -> list[tuple[str, str]]:
    """Why somebody's pay differs between two runs."""
    found = as_("payroll").get(f"/v1/comparisons/{name}", params={"from_run": old, "to_run": new}).json()
    return [(step["name"], step["total"]["EUR"]) for step in found["steps"]]


def test_a_pot_stays_as_it_was_booked(as_: As, database: Database) -> None:
    a_company(as_, POT, THREE)
    march = a_run(as_, database)
    booked = totals(as_, march)
    assert [total for total, _, _ in booked.values()] == ["90.00", "95.00", "100.00"]
    book(as_, march)
    assert move(as_, "lock").json()["state"] == "locked"
    more, shown = corrected(as_, database, "190000", "11")
    now = totals(as_, more)
    assert (now["E1"], now["E3"]) == (booked["E1"], booked["E3"])
    assert now["E2"][0] == "190.00"
    assert shown | {"then": []} == {
        "into": "2026-04",
        "lines": 2,
        "people": 1,
        "total": {"EUR": "95.00"},
        "pool_variance": {"EUR": "-95.00"},
        "then": [],
    }
    assert lines(database) == [("carried", "bonus", -9500), ("carried", "bonus", 19000)]
    assert [reasons(as_, march, more, name) for name in THREE] == [[], [("facts", "95.00")], []]
    for each in results_of(as_, more):
        assert as_("analyst").post(f"/v1/results/{each['id']}/replay").json()["verdict"] == "identical"
    back, shown = corrected(as_, database, "95000", "12")
    assert totals(as_, back) == booked
    assert (shown["lines"], shown["total"], shown["pool_variance"]) == (2, {"EUR": "-95.00"}, {})
    assert sum(minor for _, _, minor in lines(database)) == 0
    assert reasons(as_, more, back, "E2") == [("facts", "-95.00")]


@pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
def test_a_pot_is_shared_again_where_the_plan_reopens(as_: As, database: Database) -> None:
    a_company(as_, {**POT, "retro": "reopen"}, THREE)
    march = a_run(as_, database)
    book(as_, march)
    assert move(as_, "lock").json()["state"] == "locked"
    more, shown = corrected(as_, database, "190000", "11")
    assert [total for total, _, _ in totals(as_, more).values()] == ["67.50", "142.50", "75.00"]
    assert (shown["lines"], shown["people"], shown["total"], shown["pool_variance"]) == (6, 3, {"EUR": "0.00"}, {})
    assert reasons(as_, march, more, "E1") == [("facts", "-22.50")]


@pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
def test_another_version_of_the_plan_is_carried_for_everybody(as_: As, database: Database) -> None:
    """The pot was typed without its last digit: nothing of anybody changed, and everybody is owed the rest."""
    a_company(as_, POT, THREE)
    march = a_run(as_, database)
    book(as_, march)
    assert move(as_, "lock").json()["state"] == "locked"
    right = {**POT, "key": PLAN, "pools": {"pot": {**POT["pools"]["pot"], "amount": "2850"}}}
    published(as_, {**right, "examples": [{**POT["examples"][0], "expect": {"total": "2850"}}]}, "2026-01-01")
    run = a_run(as_, database, "correction")
    assert [total for total, _, _ in totals(as_, run).values()] == ["900.00", "950.00", "1000.00"]
    assert agree(as_, ask(as_, int(run), into="2026-04")).status_code == 200
    assert sum(minor for _, _, minor in lines(database)) == 285000 - 28500
