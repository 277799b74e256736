"""Whose own input is as it was booked keeps a booked share: what others did does not count as a change of theirs."""

from service.close.repository.runs import RunRow, rows_of_run
from service.store.database import Database
from tests.service.runs.compute.world import World, plan_with
from tests.stores import As

POT = plan_with(
    inputs={},
    kpis=[{"key": "revenue"}],
    components=[{"key": "bonus", "amount": "share(revenue.actual) * 100"}],
    examples=[{"name": "alone", "facts": {"revenue": "5"}, "expect": {"total": "100"}}],
)


def rows_by_person(world: World, run: int) -> dict[int, RunRow]:
    """The results of a run as closing reads them."""
    return world.read(lambda work: {row.participant_id: row for row in rows_of_run(work, run)})


def test_another_s_fact_is_no_change_of_one_s_own_input(database: Database, as_: As) -> None:
    world = World(database, as_)
    world.publish(POT)
    mine, theirs = (world.person(name) for name in ("E1", "E2"))
    for name in ("E1", "E2"):
        world.assign(name)
        world.fact(name, "50")
    [first] = world.run()
    world.compute(first)
    world.fact("E2", "100")
    [second] = world.run()
    world.compute(second)
    booked, now = (rows_by_person(world, plan.run_id) for plan in (first, second))
    assert (booked[mine].total_minor, now[mine].total_minor) == (5000, 2500)
    assert booked[mine].input_hash == now[mine].input_hash
    assert booked[theirs].input_hash != now[theirs].input_hash
