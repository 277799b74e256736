"""A run after another one: people about whom nothing was said are not read again, and it makes no difference."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from service.runs.repository import known_people
from service.store.database import Database
from service.store.tables import Fact, FactSuperseded
from service.work import Work
from tests.service.runs.compute.rows import add_fact, finish_run
from tests.service.runs.compute.world import World, only, participant
from tests.stores import As

PEOPLE = 12


@pytest.fixture
def world(database: Database, as_: As) -> World:
    """A store with twelve people whose run has finished."""
    made = World(database, as_)
    made.publish()
    for place in range(PEOPLE):
        made.member(f"E{place}")
        made.fact(f"E{place}", "300")
    [plan] = made.run()
    made.compute(plan)
    made.write(lambda work: finish_run(work, plan.run_id))
    return made


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Who was read, as it goes on."""
    seen: list[int] = []
    original = known_people.terms_of

    def terms_of(session: Any, plan: Any, numbers: Sequence[int]) -> Any:
        seen.extend(numbers)
        return original(session, plan, numbers)

    monkeypatch.setattr("service.runs.compute.people.terms_of", terms_of)
    return seen


def say_fact(world: World) -> None:
    """One more observation."""
    world.fact("E3", "30")


def say_fund(world: World) -> None:
    """Another fund."""
    world.person("E3", since="2026-01-01", fund="200")


def say_assignment(world: World) -> None:
    """Another assignment."""
    world.person("E99", fund="100")
    world.assign("E99")


def move_fact(world: World) -> None:
    """A correction that gives the fact of one person to another: both have changed."""
    first, second = world.number("E3"), world.number("E4")
    mine = select(col(Fact.seq)).where(col(Fact.participant_id) == first)

    def correct(work: Work) -> None:
        old = work.session.scalars(mine).one()
        seq = add_fact(work, second, "revenue", "300", "2026-03-10")
        work.add_block(FactSuperseded, ("seq", "by_seq"), [(old, seq)])

    world.write(correct)


@pytest.mark.parametrize(
    ("say", "names"),
    [
        (lambda world: None, []),
        (say_fact, ["E3"]),
        (say_fund, ["E3"]),
        (say_assignment, ["E99"]),
        (move_fact, ["E3", "E4"]),
    ],
    ids=["nothing", "a fact", "an attribute", "an assignment", "a correction of somebody else"],
)
def test_only_who_changed_is_read(
    world: World, read: list[int], say: Callable[[World], None], names: list[str]
) -> None:
    """And the digest of the results is that of a run that reads everybody."""
    say(world)
    [quick] = world.run()
    [outcome] = world.compute(quick)
    assert sorted(read) == sorted(world.number(name) for name in names)
    [everybody] = world.run(kind="preview")
    [whole] = world.compute(everybody)
    assert outcome.digest == whole.digest
    assert (outcome.paid, outcome.totals) == (whole.paid, whole.totals)
    assert len(outcome.reused) == len(whole.results) - len(names)


def test_another_completeness_is_looked_at_again(world: World, read: list[int]) -> None:
    """What is missing may be zero now."""
    world.complete("revenue")
    [plan] = world.run()
    world.compute(plan)
    assert len(read) == PEOPLE


def test_a_run_of_an_earlier_moment_reads_everybody(world: World, read: list[int]) -> None:
    """A period without a run before it has nothing to compare with."""
    world.fact("E1", "300", day="2026-02-10")
    [plan] = world.run(period="2026-02")
    world.compute(plan)
    assert len(read) == PEOPLE
    assert participant(only({1: world.results(plan)[world.number("E1")]}))["facts"] == {"revenue": "300"}


def test_assignments_made_after_the_moment_of_a_run_do_not_reach_it(world: World, read: list[int]) -> None:
    """A run between knew them: it has nothing for a run that looks back to before them."""
    [early] = world.run()
    say_assignment(world)
    [between] = world.run()
    world.compute(between)
    world.write(lambda work: finish_run(work, between.run_id))
    read.clear()
    [late] = world.run()
    world.compute(replace(late, known=early.known))
    assert len(read) >= PEOPLE
    assert world.number("E99") not in world.results(late)
