"""Stored results computed again from what is stored with them, and found out where somebody changed them."""

from typing import Any

import pytest
from sqlalchemy import text

from service.runs.compute import PlanOfRun, Replay, RunningPlan, explain, replay
from service.store.database import Database
from tests.service.participants.calls import ADMIN
from tests.service.runs.compute.world import World, plan_with
from tests.stores import As, Store


@pytest.fixture
def world(database: Database, as_: As) -> World:
    """A store with a calendar."""
    return World(database, as_)


def replayed(world: World, plan: RunningPlan) -> list[Replay]:
    """All results of a plan of a run, again."""
    return list(replay(world.database, ADMIN, PlanOfRun(plan.run_id, plan.number)))


def run_of_two(world: World, kind: str = "final", **parts: Any) -> tuple[RunningPlan, int]:
    """A run with one person who is paid and one without facts; the number of the first."""
    world.publish(plan_with(**parts))
    number = world.member("E1")
    world.member("E2")
    world.fact("E1", "100")
    [plan] = world.run(kind)
    world.compute(plan, people=1)
    return plan, number


SHARED: dict[str, Any] = {
    "pools": {"pot": {"amount": "300", "weight": "coefficient", "blocked": "exclude"}},
    "components": [{"key": "bonus", "amount": "pot"}],
    "inputs": None,
    "examples": [{"name": "alone", "facts": {"revenue": "300"}, "expect": {"total": "300.00"}}],
}
"""A plan whose people share a pot."""


@pytest.mark.parametrize("kind", ["final", "preview"])
@pytest.mark.parametrize("parts", [{}, SHARED], ids=["each alone", "together"])
def test_a_replay_is_identical_whatever_was_said_since(world: World, kind: str, parts: dict[str, Any]) -> None:
    """Facts, attributes and even the person may change."""
    plan, _ = run_of_two(world, kind, **parts)
    world.fact("E1", "900")
    world.person("E1", fund="7777")
    assert [each.verdict for each in replayed(world, plan)] == ["identical", "identical"]


def test_a_result_of_another_meaning_is_not_computed_again(world: World, store: Store) -> None:
    """Its number is kept, and this engine has another one."""
    plan, _ = run_of_two(world, "preview")
    change(store, "UPDATE preview_result SET semantics = 999")
    assert [each.verdict for each in replayed(world, plan)] == ["semantics_retired", "semantics_retired"]


@pytest.mark.parametrize(
    ("change_of", "path"),
    [
        ('document = replace(document, \'"total":"33.33"\', \'"total":"933.33"\')', "/total"),
        ("result_hash = 'x'", "/hashes/result"),
        ('input = replace(input, \'"revenue":"100"\', \'"revenue":"101"\')', "/hashes/input"),
    ],
)
def test_what_somebody_changed_is_found(world: World, store: Store, change_of: str, path: str) -> None:
    """Where, what was stored, and what comes out."""
    plan, number = run_of_two(world, "preview")
    change(store, f"UPDATE preview_result SET {change_of} WHERE participant_id = {number}")
    [first, second] = replayed(world, plan)
    assert (first.verdict, second.verdict) == ("differs", "identical")
    assert path in [each.path for each in first.differences]


def test_one_result_is_explained_by_computing_it_again(world: World) -> None:
    """The trace of the second of two people who share a pot."""
    plan, number = run_of_two(world, **SHARED)
    found = explain(world.database, ADMIN, PlanOfRun(plan.run_id, plan.number), number)
    assert found is not None
    same, trace = found
    assert same.verdict == "identical"
    assert trace is not None
    assert trace.nodes["/total"].value == "300.00"
    assert explain(world.database, ADMIN, PlanOfRun(plan.run_id, plan.number), 10**6) is None


def change(store: Store, statement: str) -> None:
    """As somebody would who owns the database."""
    with store.owner.writing.begin() as connection:
        connection.execute(text(statement))
