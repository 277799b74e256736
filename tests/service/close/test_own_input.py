"""Corrections of shares and ranks: what was booked stays, and only who changed moves, by the booked factor."""

import pytest

from rules import Problem, Surroundings
from service.close.repository.runs import RunRow, pool_variances_of, rows_of_run
from service.runs.compute import PlanOfRun, RunningPlan, explain, replay
from service.runs.compute.evaluate import Around
from service.store.database import Database
from tests.service.participants.calls import ADMIN
from tests.service.runs.compute.world import Json, World, plan_with
from tests.stores import As

ON_ONE = pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
EXAMPLES = [{"name": "alone", "facts": {"revenue": "5"}, "expect": {"total": "100"}}]
SHARE = plan_with(
    inputs={},
    kpis=[{"key": "revenue"}],
    components=[{"key": "bonus", "amount": "share(revenue.actual) * 100"}],
    examples=EXAMPLES,
)
POT = plan_with(
    inputs={},
    kpis=[{"key": "revenue"}],
    pools={"pot": {"amount": "100", "weight": "revenue.actual"}},
    components=[{"key": "bonus", "amount": "pot"}],
    examples=EXAMPLES,
)


def rows_by_person(world: World, run: int) -> dict[int, RunRow]:
    """The results of a run as closing reads them."""
    return world.read(lambda work: {row.participant_id: row for row in rows_of_run(work, run)})


def totals(world: World, plan: RunningPlan) -> list[int | None]:
    """What each person is paid, by participant."""
    return [row.total_minor for _, row in sorted(rows_by_person(world, plan.run_id).items())]


def booked_run(world: World, plan: Json, *known: str) -> RunningPlan:
    """A final run of three people, those who are known at 50 each."""
    world.publish(plan)
    for name in ("E1", "E2", "E3"):
        world.person(name)
        world.assign(name)
    for name in known:
        world.fact(name, "50")
    [first] = world.run()
    world.compute(first, people=2)
    return first


def corrected(
    world: World, plan: Json, known: tuple[str, ...] = ("E1", "E2", "E3"), **facts: str
) -> tuple[RunningPlan, RunningPlan]:
    """A final run and a correction once these facts came too."""
    first = booked_run(world, plan, *known)
    for name, value in facts.items():
        world.fact(name, value)
    [second] = world.run("correction", corrects=first.run_id)
    world.compute(second, people=2)
    return first, second


@pytest.mark.parametrize("plan", [SHARE, POT], ids=["share", "pot"])
def test_only_who_changed_moves(database: Database, as_: As, plan: Json) -> None:
    world = World(database, as_)
    first, second = corrected(world, plan, E2="100")
    booked, now = (rows_by_person(world, each.run_id) for each in (first, second))
    one, two, three = sorted(booked)
    kept = [(booked[number].total_minor, booked[number].came_from) for number in (one, three)]
    assert [(now[number].total_minor, now[number].came_from) for number in (one, three)] == kept
    assert now[two].total_minor == 10_000
    [*variances] = world.read(lambda work: list(pool_variances_of(work, second.run_id)))
    assert sum(minor for _, minor in variances) == 10_000 - (3_333 + 10_000 + 3_333) - (plan is POT)


def test_a_plan_that_reopens_shares_again_for_all(database: Database, as_: As) -> None:
    world = World(database, as_)
    _, second = corrected(world, {**POT, "retro": "reopen"}, E2="100")
    assert totals(world, second) == [2_000, 6_000, 2_000]
    assert world.read(lambda work: list(pool_variances_of(work, second.run_id))) == []


def test_frozen_results_are_computed_again_from_what_is_stored(database: Database, as_: As) -> None:
    world = World(database, as_)
    _, second = corrected(world, POT, E2="100", E3="25")
    place = PlanOfRun(second.run_id, second.number)
    assert [each.verdict for each in replay(database, ADMIN, place)] == ["identical"] * 3
    changed = explain(database, ADMIN, place, world.number("E3"))
    assert changed is not None
    assert changed[0].verdict == "identical"
    assert changed[1] is not None
    assert changed[1].nodes["/total"].value == "50.00"


@ON_ONE
def test_what_was_never_settled_is_shared_as_it_is_now(database: Database, as_: As) -> None:
    first, second = corrected(world := World(database, as_), POT, ("E1", "E2"), E3="100")
    assert totals(world, first) == [None, None, None]
    assert totals(world, second) == [2_500, 2_500, 5_000]
    assert world.read(lambda work: list(pool_variances_of(work, second.run_id))) == []


@ON_ONE
def test_who_was_left_out_gets_a_share_by_the_booked_factor(database: Database, as_: As) -> None:
    left_out = {**POT, "pools": {"pot": {**POT["pools"]["pot"], "blocked": "exclude"}}}
    first, second = corrected(world := World(database, as_), left_out, ("E1", "E2"), E3="100")
    assert totals(world, first) == [5_000, 5_000, None]
    assert totals(world, second) == [5_000, 5_000, 10_000]
    variances = world.read(lambda work: list(pool_variances_of(work, second.run_id)))
    assert sum(minor for _, minor in variances) == 10_000 - 20_000


@ON_ONE
def test_a_call_that_cannot_be_made_now_blocks_everybody(
    database: Database, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(database, as_)
    first = booked_run(world, POT, "E1", "E2", "E3")
    refused = Around(Surroundings(), (Problem("calendar.shape", "/calendar", "a calendar is missing"),))
    monkeypatch.setattr("service.runs.compute.world.read_around", lambda shared: refused)
    world.fact("E2", "100")
    [second] = world.run("correction", corrects=first.run_id)
    world.compute(second)
    assert totals(world, second) == [None, None, None]
    assert world.read(lambda work: list(pool_variances_of(work, second.run_id))) == []
