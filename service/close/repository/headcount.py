"""How many results everybody should have by their assignments."""

from collections import Counter
from dataclasses import replace
from typing import Final

from sqlalchemy import or_, select
from sqlmodel import col

from service.runs.repository.known_members import members_of
from service.runs.repository.running import RunningPlan, running_plans
from service.runs.repository.startable import PlanInForce, plans_in_force, strangers
from service.store.tables import Assignment
from service.work import Work

_EVERYTHING: Final = 2**62
"""Above every number of a row: whatever is stored is known."""


def expected_results(work: Work, run_id: int) -> Counter[tuple[int, str]]:
    """(participant, plan) → results that the assignments ask for, as they are known now: one per version of the plan
    that is in the run, and one for a plan that the run should have computed and did not."""
    plans = [_as_known_now(plan) for plan in running_plans(work.session, run_id)]
    expected: Counter[tuple[int, str]] = Counter()
    for plan in [*plans, *_left_out(work, plans)]:
        expected.update((number, plan.plan_key) for number in members_of(work.session, plan))
    return expected


def _of_other_periods(work: Work, calendar: str, plans: list[PlanInForce]) -> set[str]:
    """Plans that are paid by periods of another length, such as quarters: this calendar owes nothing by them."""
    other = strangers(work, calendar, plans)
    return {plan.plan_key for plan in other} - {plan.plan_key for plan in plans if plan not in other}


def _as_known_now(plan: RunningPlan) -> RunningPlan:
    return replace(plan, known=replace(plan.known, assignment_seq=_EVERYTHING, attribute_seq=_EVERYTHING))


def _left_out(work: Work, plans: list[RunningPlan]) -> list[RunningPlan]:
    """Plans that somebody may be in on a day of the period, and that the run did not compute."""
    if not plans:
        return []
    like, period = plans[0], plans[0].period
    until = col(Assignment.effective_until)
    query = select(col(Assignment.plan_key)).where(
        col(Assignment.effective_from) < period.end, or_(until.is_(None), until > period.start)
    )
    keys = set(work.session.scalars(query.distinct())) - {plan.plan_key for plan in plans}
    keys -= _of_other_periods(work, period.calendar, plans_in_force(work, period.start, period.end, keys))
    return [replace(like, plan_key=key, start=period.start, end=period.end) for key in sorted(keys)]
