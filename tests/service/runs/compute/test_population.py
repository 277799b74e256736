"""Plans whose people depend on each other: computed together, handed out slice by slice."""

import json

import pytest

from service.runs.compute import compute_slices
from service.store.database import Database
from tests.service.participants.calls import ADMIN
from tests.service.runs.compute.rows import add_slices
from tests.service.runs.compute.world import World, participant, plan_with
from tests.stores import As


@pytest.fixture
def world(database: Database, as_: As) -> World:
    """A store with four people who share a pot of 300 by what they sold: 1, 2, 3 and 4 of 10."""
    made = World(database, as_)
    pool = {"pot": {"amount": "300", "weight": "revenue.actual"}}
    example = {"name": "alone", "facts": {"revenue": "300"}, "expect": {"total": "300.00"}}
    components = [{"key": "bonus", "amount": "pot"}]
    made.publish(plan_with(pools=pool, components=components, inputs=None, examples=[example]))
    for place in range(1, 5):
        made.member(f"E{place}")
        made.fact(f"E{place}", str(place * 10))
    return made


@pytest.mark.parametrize("people", [1, 3, 10])
def test_slices_never_matter(world: World, people: int) -> None:
    """Everybody's share is of the whole."""
    results = world.computed(people=people)
    assert [result.total_minor for result in results.values()] == [3000, 6000, 9000, 12000]
    [population] = {result.population_hash for result in results.values()}
    assert population is not None


def test_a_slice_that_is_done_is_left_out(world: World) -> None:
    """But its people count."""
    [plan] = world.run()
    slices = world.write(lambda work: add_slices(work, plan, 2))
    done = frozenset({slices[0].number})
    [outcome] = compute_slices(world.database, ADMIN, plan, slices, done=done)
    assert outcome.totals == {"EUR": 21000}


def test_one_fact_more_changes_everybody(world: World) -> None:
    """No result of a population is used again when the population is another one; else all are."""
    before = world.computed()
    [again] = world.run()
    [outcome] = world.compute(again)
    assert len(outcome.reused) == len(before)
    world.fact("E4", "100")
    [changed] = world.run()
    [outcome] = world.compute(changed)
    assert (len(outcome.reused), outcome.totals) == (0, {"EUR": 30000})


def test_managers_are_told_to_plans_of_people(world: World) -> None:
    """By their numbers."""
    manager = world.number("E1")
    world.person("E2", manager="E1")
    found = participant(world.computed()[world.number("E2")])
    assert found["manager"] == str(manager)
    assert json.dumps(found)
