"""What a slice of a run computes, and that nobody is missing from it."""

import json

import pytest

from service.store.database import Database
from tests.service.runs.compute.world import World, codes, document, only, plan_with
from tests.stores import As


@pytest.fixture
def world(database: Database, as_: As) -> World:
    """A store with a calendar."""
    return World(database, as_)


def test_a_member_is_paid_from_what_the_store_knows(world: World) -> None:
    """A fund of 100 and a third of normal, in two observations."""
    world.publish()
    number = world.member("E1")
    world.fact("E1", "60")
    world.fact("E1", "40", day="2026-03-31")
    result = only(world.computed())
    assert (result.outcome, result.total_minor, result.currency) == ("paid", 3333, "EUR")
    assert json.loads(result.input) == {
        "participant": {"id": str(number), "inputs": {"fund": "100"}, "facts": {"revenue": "100"}},
        "period": {"start": "2026-03-01", "end": "2026-04-01"},
    }
    assert document(result)["exact"]["/coefficient"] == "1/3"


def test_everybody_has_one_result_whatever_the_slices(world: World) -> None:
    """Also who has no facts, with the reason."""
    world.publish()
    numbers = [world.member(f"E{place}") for place in range(5)]
    world.fact("E1", "300")
    results = world.computed(people=2)
    assert sorted(results) == numbers
    assert [results[number].outcome for number in numbers] == ["blocked", "paid", "blocked", "blocked", "blocked"]
    assert codes(document(results[numbers[0]])["problems"]) == ["fact.missing"]


def test_what_nothing_changed_is_linked_not_stored_again(world: World) -> None:
    """A second run after one new fact computes one person anew."""
    world.publish()
    first, second = world.member("E1"), world.member("E2")
    world.fact("E1", "300")
    world.fact("E2", "300")
    before = world.computed()
    world.fact("E2", "30")
    [plan] = world.run()
    [outcome] = world.compute(plan)
    after = world.results(plan)
    assert [number for number, _ in outcome.reused] == [first]
    assert after[first].id == before[first].id
    assert after[second].id != before[second].id
    assert (outcome.paid, outcome.totals) == (2, {"EUR": 10000 + 11000})


def test_people_of_another_pay_group_are_in_another_run(world: World) -> None:
    """By the last day of the period."""
    world.publish()
    here = world.member("E1", pay_group="north")
    there = world.member("E2")
    assert sorted(world.computed(group="north")) == [here]
    assert sorted(world.computed()) == [there]


def test_assignments_that_are_only_shown_are_not_paid(world: World) -> None:
    """A shadow run computes them, a final run does not."""
    world.publish()
    world.person("E1", fund="100")
    world.assign("E1", shadow=True)
    real = world.member("E2")
    assert sorted(world.computed()) == [real]
    [plan] = world.run("shadow")
    [outcome] = world.compute(plan)
    assert len(outcome.results) == 2


def test_a_call_that_cannot_be_made_blocks_everybody_with_its_reason(world: World) -> None:
    """A plan for quarters in a run of a month."""
    world.publish(plan_with(frequency="quarter"))
    world.member("E1")
    world.fact("E1", "300")
    result = only(world.computed())
    assert (result.outcome, result.total_minor) == ("blocked", None)
    assert codes(document(result)["problems"]) == ["period.does_not_fit"]
