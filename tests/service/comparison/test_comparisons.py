"""Two runs side by side: everybody with old, new and difference, and the reasons of one person."""

from typing import Any

import pytest
from sqlmodel import col, select

from service.store.database import Database
from service.store.tables import AccessLog
from tests.service.comparison.stored_runs import book, stored_run
from tests.service.participants.calls import person, put, read
from tests.service.participants.test_reach import link
from tests.service.periods.world import with_months
from tests.service.plans.steps import published
from tests.stores import As

PLAN: dict[str, Any] = {
    "schema": "bonus-plan/1",
    "key": "sales",
    "title": "Sales",
    "currency": "EUR",
    "frequency": "month",
    "inputs": {"fund": {"kind": "money"}},
    "kpis": [{"key": "revenue", "weight": "1", "levels": {"base": "0", "normal": "100"}}],
    "components": [{"key": "bonus", "amount": "fund * coefficient"}],
    "examples": [
        {"name": "at normal", "inputs": {"fund": "100"}, "facts": {"revenue": "100"}, "expect": {"total": "100"}}
    ],
}
THIRDS = {**PLAN, "components": [{"key": "bonus", "amount": "fund * coefficient / 3"}], "examples": [
    {"name": "at normal", "inputs": {"fund": "300"}, "facts": {"revenue": "100"}, "expect": {"total": "100"}}
]}  # fmt: skip


def says(fund: str, revenue: str | None) -> dict[str, Any]:
    """What is known of one person."""
    return {"inputs": {"fund": fund}, "facts": {} if revenue is None else {"revenue": revenue}}


@pytest.fixture
def world(as_: As, database: Database) -> dict[str, int]:
    """M above A; B apart; months, and the plan in force."""
    with_months(as_)
    published(as_, PLAN)
    return put(database, person("A", manager="M"), person("B"), person("M"), person("C")).numbers


def compared(as_: As, old: str, new: str, role: str = "payroll", name: str = "", **more: Any) -> Any:
    """The answer of a comparison."""
    return as_(role).get(f"/v1/comparisons{name}", params={"from_run": old, "to_run": new, **more})


def two_runs(database: Database, first: str = "2026-03", **more: Any) -> tuple[str, str]:
    """A earns more; B was there before, M is blocked now, C is new."""
    before = {"A": says("100", "50"), "B": says("10", "100"), "M": says("10", "100")}
    old = stored_run(database, before, period=first, **more)
    new = stored_run(database, {"A": says("90", "60"), "M": says("10", None), "C": says("10", "10")}, **more)
    return old, new


def test_everybody_of_either_run_with_the_difference(as_: As, database: Database, world: dict[str, int]) -> None:
    old, new = two_runs(database)
    answer = compared(as_, old, new)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert [(one["participant"], one["old"], one["new"], one["change"]) for one in found["data"]] == [
        ("A", {"EUR": "50.00"}, {"EUR": "54.00"}, {"EUR": "4.00"}),
        ("B", {"EUR": "10.00"}, {}, {"EUR": "-10.00"}),
        ("M", {"EUR": "10.00"}, None, None),
        ("C", {}, {"EUR": "1.00"}, {"EUR": "1.00"}),
    ]
    assert found["data"][0]["plans"][0]["plan"] == "sales"
    assert found["totals"] == {
        "old": {"amounts": {"EUR": "70.00"}, "results": {"paid": 3, "zero": 0, "blocked": 0}},
        "new": {"amounts": {"EUR": "55.00"}, "results": {"paid": 2, "zero": 0, "blocked": 1}},
        "change": {"EUR": "-15.00"},
    }
    assert (found["from"]["id"], found["to"]["id"]) == (old, new)


def test_the_list_comes_in_pages(as_: As, database: Database, world: dict[str, int]) -> None:
    old, new = two_runs(database)
    first = compared(as_, old, new, limit=3).json()
    assert ([one["participant"] for one in first["data"]], first["has_more"]) == (["A", "B", "M"], True)
    second = compared(as_, old, new, limit=3, cursor=first["next_cursor"]).json()
    assert ([one["participant"] for one in second["data"]], second["next_cursor"]) == (["C"], None)
    assert second["totals"] == first["totals"]
    assert compared(as_, old, new, cursor="AAAA").status_code == 422


def test_previews_can_be_compared_with_what_counts(as_: As, database: Database, world: dict[str, int]) -> None:
    old = stored_run(database, {"A": says("100", "50")}, kind="preview")
    new = stored_run(database, {"A": says("100", "50")})
    [found] = compared(as_, old, new).json()["data"]
    assert (found["change"], found["is_same"]) == ({}, True)


def test_why_one_person_s_pay_changed(as_: As, database: Database, world: dict[str, int]) -> None:
    old, new = two_runs(database)
    answer = compared(as_, old, new, name="/A")
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert (found["old"], found["new"], found["change"]) == ({"EUR": "50.00"}, {"EUR": "54.00"}, {"EUR": "4.00"})
    assert [(step["name"], step["total"]) for step in found["steps"]] == [
        ("facts", {"EUR": "10.00"}),
        ("assignment", {"EUR": "-6.00"}),
    ]
    [plan] = found["plans"]
    assert [step["components"] for step in plan["steps"]] == [
        {"bonus": {"EUR": "10.00"}},
        {"bonus": {"EUR": "-6.00"}},
    ]
    assert plan["versions"] == {"old": 1, "new": 1}


def test_a_new_version_of_the_plan_is_a_matter_of_rules(as_: As, database: Database, world: dict[str, int]) -> None:
    old = stored_run(database, {"A": says("100", "50")})
    published(as_, THIRDS, "2026-03-02")
    new = stored_run(database, {"A": says("100", "60")})
    found = compared(as_, old, new, name="/A").json()
    assert [(step["name"], step["total"]["EUR"]) for step in found["steps"]] == [
        ("facts", "10.00"),
        ("rules", "-40.00"),
    ]
    assert found["plans"][0]["versions"] == {"old": 1, "new": 2}


@pytest.mark.parametrize(("name", "found"), [("B", ([], ["left"])), ("C", ([], ["joined"])), ("M", (["new"], []))])
def test_who_is_in_one_run_only_or_blocked(
    as_: As, database: Database, world: dict[str, int], name: str, found: tuple[list[str], list[str]]
) -> None:
    change = compared(as_, *two_runs(database), name=f"/{name}").json()
    assert (change["blocked"], [step["name"] for step in change["steps"]]) == found


def test_where_people_depend_on_each_other_everybody_s_inputs_count(
    as_: As, database: Database, world: dict[str, int]
) -> None:
    shares = {**PLAN, "key": "pot", "kpis": [{"key": "revenue"}], "inputs": {}}
    shares["components"] = [{"key": "bonus", "amount": "share(revenue.actual) * 100"}]
    shares["examples"] = [{"name": "alone", "facts": {"revenue": "5"}, "expect": {"total": "100"}}]
    published(as_, shares)
    old, new = (
        stored_run(database, {"A": {"facts": {"revenue": "50"}}, "B": {"facts": {"revenue": other}}}, plan="pot")
        for other in ("50", "150")
    )
    change = compared(as_, old, new, name="/A").json()
    assert [(step["name"], step["total"]["EUR"]) for step in change["steps"]] == [("facts", "-25.00")]


def test_two_months_can_be_compared(as_: As, database: Database, world: dict[str, int]) -> None:
    old = stored_run(database, {"A": says("100", "50")}, period="2026-02")
    new = stored_run(database, {"A": says("100", "60")})
    assert [step["name"] for step in compared(as_, old, new, name="/A").json()["steps"]] == ["facts"]


def test_a_manager_sees_the_team_and_a_participant_only_himself(
    as_: As, database: Database, world: dict[str, int]
) -> None:
    link(database, "manager", world["M"])
    link(database, "participant", world["A"])
    old, new = two_runs(database, "2026-02")
    for role in ("manager", "participant"):
        assert compared(as_, old, new, role).json()["code"] == "run.not_found", "nobody agreed to it yet"
    book(database, old, "2026-02")
    book(database, new, "2026-03")
    for role, names, total in (("manager", ["A", "M"], "-6.00"), ("participant", ["A"], "4.00")):
        found = compared(as_, old, new, role).json()
        assert [one["participant"] for one in found["data"]] == names
        assert found["totals"]["change"] == {"EUR": total}
        assert compared(as_, old, new, role, "/A").status_code == 200
        assert compared(as_, old, new, role, "/B").json()["code"] == "comparison.not_found"
    preview = stored_run(database, {"A": says("1", "1")}, kind="preview")
    assert compared(as_, old, preview, "manager").json()["code"] == "run.not_found"


def test_what_is_not_there_is_not_found(as_: As, database: Database, world: dict[str, int]) -> None:
    old, new = two_runs(database)
    assert compared(as_, old, "999").json()["code"] == "run.not_found"
    assert compared(as_, old, new, name="/nobody").json()["code"] == "comparison.not_found"
    put(database, person("Z"))
    assert compared(as_, old, new, name="/Z").json()["code"] == "comparison.not_found"
    assert compared(as_, "0", new).status_code == 422


def test_every_look_is_written_down(as_: As, database: Database, world: dict[str, int]) -> None:
    old, new = two_runs(database)
    compared(as_, old, new)
    compared(as_, old, new, name="/A")
    columns = select(AccessLog.operation, AccessLog.subject, AccessLog.people).order_by(col(AccessLog.id))
    rows = read(database, lambda work: [tuple(row) for row in work.session.exec(columns)])
    assert rows == [
        ("compare_runs", f"comparison/{old}-{new}", 4),
        ("get_change_causes", f"comparison/{old}-{new}/{world['A']}", 1),
    ]
