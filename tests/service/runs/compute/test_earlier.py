"""What earlier periods hand to a run: booked results in their last revision, opening values, and nothing guessed."""

from collections.abc import Sequence
from typing import Any

import pytest

from service.periods.use_cases.moving import approve_period
from service.runs.compute import RunningPlan
from service.store.database import Database
from service.store.tables import Deferral, OpeningEffect, OpeningRequest, OpeningValue
from service.two_person import ask, decide
from service.work import Work, carry_out
from tests.service.close.rows import HASH, asked_for, booked
from tests.service.periods.world import actor, bring
from tests.service.runs.compute.rows import finish_run, the_period
from tests.service.runs.compute.world import PLAN, World, codes, document, only, participant, plan_with
from tests.stores import As

MONTH = {"start": "2026-03-01", "end": "2026-04-01"}
CAPPED: dict[str, Any] = {
    "components": [
        {"key": "bonus", "amount": "fund * coefficient", "cap": {"amount": "250", "per": "year"}},
    ],
    "balances": {"advance": {"sign": "owed_by_person", "add": "10", "take": "0"}},
    "examples": [
        {
            **PLAN["examples"][0],
            "period": MONTH,
            "prior": {"paid": {"bonus": "0"}, "balances": {"advance": "0"}},
            "expect": {"total": "110.00"},
        }
    ],
}
"""At most 250.00 a year, and an advance of 10.00 a month."""


@pytest.fixture
def world(database: Database, as_: As) -> World:
    """A store with a calendar, and somebody in the plan since January who reaches normal in every month."""
    made = World(database, as_)
    made.publish(plan_with(**CAPPED))
    made.member("E1")
    for month in ("01", "02", "03"):
        made.fact("E1", "300", day=f"2026-{month}-10")
    return made


def run_of(world: World, period: str) -> RunningPlan:
    """A computed run."""
    [plan] = world.run(period=period)
    world.compute(plan)
    return plan


def book(
    world: World, plan: RunningPlan, revision: int = 1, *, deferred: Sequence[int] = (), is_locked: bool = False
) -> None:
    """The run counts as the pay of its period, or corrects it."""
    place = ("monthly", plan.period.key, plan.pay_group)
    kind = "final" if plan.corrects_id is None else "correction"

    def finish(work: Work) -> int:
        finish_run(work, plan.run_id)
        request = asked_for(work, plan.run_id, plan.period.id, plan.pay_group)
        for number in deferred:
            work.add(Deferral(request_id=request, participant_id=number, plan_key="sales"))
        return request

    request = carry_out(world.database, actor(world.database, "the payroll"), finish)
    if kind == "final":
        bring(world.database, "calculate", place=place)

    def agree(work: Work) -> None:
        booking = booked(work, decide(work, request, HASH, "approved"), revision, kind)
        if is_locked:
            approve_period(work, place, booking)

    carry_out(world.database, actor(world.database, "approver"), agree)
    if is_locked:
        bring(world.database, "lock", place=place)


def test_amounts_and_balances_go_from_booking_to_booking(world: World) -> None:
    """100.00 in January and in February, so that March has 50.00 left of 250.00."""
    for period in ("2026-01", "2026-02"):
        book(world, run_of(world, period))
    result = only(world.results(run_of(world, "2026-03")))
    assert participant(result)["prior"] == {"paid": {"bonus": "200"}, "balances": {"advance": "20.00"}}
    assert document(result)["components"][0]["amount"] == "50.00"
    assert document(result)["balances"]["advance"]["closing"] == "30.00"


def test_the_last_revision_counts(world: World) -> None:
    """January was booked again after a correction."""
    book(world, run_of(world, "2026-01"))
    world.fact("E1", "300", day="2026-01-20")
    book(world, run_of(world, "2026-01"), 2)
    result = only(world.results(run_of(world, "2026-02")))
    assert participant(result)["prior"]["paid"] == {"bonus": "200"}


def test_a_period_that_is_not_booked_blocks_what_counts_the_year(world: World) -> None:
    """Nobody knows what January paid."""
    run_of(world, "2026-01")
    result = only(world.results(run_of(world, "2026-02")))
    assert result.outcome == "blocked"
    assert codes(document(result)["problems"]) == ["prior.paid_missing"]


def test_who_was_deferred_was_paid_nothing_yet(world: World) -> None:
    """The pay of January comes as a correction."""
    book(world, run_of(world, "2026-01"), deferred=[world.number("E1")])
    result = only(world.results(run_of(world, "2026-02")))
    assert participant(result)["prior"]["paid"] == {"bonus": "0"}
    assert "balances" not in participant(result)["prior"]


def test_what_a_correction_defers_stays_as_it_was_booked(world: World) -> None:
    """January was paid 100.00, so that March has 50.00 left; who came into the plan late was paid nothing yet."""
    january = run_of(world, "2026-01")
    book(world, january, is_locked=True)
    world.fact("E1", "300", day="2026-01-20")
    late = world.member("E2")
    [correction] = world.run("correction", period="2026-01", corrects=january.run_id)
    world.compute(correction)
    book(world, correction, 2, deferred=[world.number("E1"), late])
    book(world, run_of(world, "2026-02"))
    march = run_of(world, "2026-03")
    first, second = (world.results(march)[number] for number in (world.number("E1"), late))
    assert participant(first)["prior"] == {"paid": {"bonus": "200"}, "balances": {"advance": "20.00"}}
    assert document(first)["components"][0]["amount"] == "50.00"
    assert participant(second)["prior"] == {"paid": {"bonus": "0"}}


def test_opening_values_stand_for_the_time_before_the_first_period(world: World) -> None:
    """Once a second person agreed to them."""
    number = world.number("E1")

    def ask_opening(work: Work) -> int:
        before = the_period(work, "2026-02").id
        assert before is not None
        request = ask(work, "opening", "opening/1", HASH)
        work.add(OpeningRequest(request_id=request, before_period_id=before, rows=2))
        for kind, key, mantissa in (("paid", "bonus", 170), ("balance", "advance", 40)):
            row: dict[str, Any] = {"participant_id": number, "plan_key": "sales", "kind": kind, "key": key}
            work.add(OpeningValue(request_id=request, mantissa=mantissa, scale=0, **row))
        work.changed("opening.asked", f"request/{request}")
        return request

    def agree(work: Work, request: int) -> None:
        decision = decide(work, request, HASH, "approved")
        work.add(OpeningEffect(request_id=request, approval_id=decision.approval_id, at=work.now))
        work.changed("opening.approved", f"request/{request}")

    request = carry_out(world.database, actor(world.database, "the payroll"), ask_opening)
    assert only(world.results(run_of(world, "2026-02"))).outcome == "blocked"
    carry_out(world.database, actor(world.database, "approver"), lambda work: agree(work, request))
    result = only(world.results(run_of(world, "2026-02")))
    assert participant(result)["prior"] == {"paid": {"bonus": "170"}, "balances": {"advance": "40"}}
    assert document(result)["components"][0]["amount"] == "80.00"
