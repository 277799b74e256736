"""What somebody asks a run for, and whether that fits what is stored."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from rules import Problem
from service.errors import Conflict, RequestRefused
from service.periods.repository.periods import StoredPeriod, find_period
from service.periods.repository.steps import has_pay_group, last_step
from service.runs.repository.startable import PlanInForce, booked_run, plans_in_force, strangers
from service.runs.use_cases.periods import CLOSED, is_calculable, period_closed
from service.web.moments import moment_text
from service.work import Work

Kind = Literal["preview", "final", "shadow", "correction"]


@dataclass(frozen=True, slots=True)
class AskedRun:
    """What is to be computed: all plans with members unless some are named; as known now unless a moment is named."""

    calendar: str
    period: str
    kind: Kind
    pay_group: str
    plans: Sequence[str] | None = None
    as_of: datetime | None = None

    @property
    def counts_as_pay(self) -> bool:
        """Whether its results can be booked."""
        return self.kind in ("final", "correction")

    @property
    def text(self) -> str:
        """All of it as canonical JSON."""
        content = {
            "as_of": None if self.as_of is None else moment_text(self.as_of),
            "calendar": self.calendar,
            "kind": self.kind,
            "pay_group": self.pay_group,
            "period": self.period,
            "plans": None if self.plans is None else sorted(set(self.plans)),
        }
        return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def the_period(work: Work, asked: AskedRun) -> StoredPeriod:
    """The period that is to be computed; raises RequestRefused."""
    period = find_period(work, asked.calendar, asked.period)
    if period is None:
        message = "there is no such period in this calendar; GET /v1/periods lists them"
        raise RequestRefused(Problem("run.unknown_period", "/period", message))
    if not has_pay_group(work, asked.pay_group):
        message = 'nobody is in this pay group; those who have none are in "all"'
        raise RequestRefused(Problem("run.unknown_pay_group", "/pay_group", message))
    return period


def corrected_run(work: Work, asked: AskedRun, period: StoredPeriod) -> int | None:
    """The run that a correction corrects; raises Conflict where the period is not in a state for this kind."""
    if not asked.counts_as_pay:
        return None
    last = last_step(work, period.id, asked.pay_group)
    if asked.kind == "final":
        if not is_calculable(last):
            raise Conflict(period_closed("/period"))
        return None
    booked = booked_run(work, period.id, asked.pay_group)
    if last is None or last.state not in CLOSED or booked is None:
        message = "nothing is booked and locked for this period and pay group; a final run computes it"
        raise Conflict(Problem("run.nothing_to_correct", "/period", message))
    return booked


def plans_of(work: Work, asked: AskedRun, period: StoredPeriod) -> list[PlanInForce]:
    """The versions that are to be computed, each on its days in force; raises RequestRefused."""
    plans = plans_in_force(work, period.start, period.end, asked.plans)
    missing = set(asked.plans or ()) - {plan.plan_key for plan in plans}
    if missing:
        message = "no published version of this plan is in force on any day of the period; publish one, or leave it out"
        raise RequestRefused(
            Problem("run.plan_not_in_force", f"/plans/{place}", message)
            for place, key in enumerate(asked.plans or ())
            if key in missing
        )
    if not plans:
        message = "nobody is assigned to a published plan in this period; assign people to plans first"
        raise RequestRefused(Problem("run.no_plans", "/plans", message))
    if asked.counts_as_pay:
        _must_fit_frequency(work, asked, plans)
    return plans


def _must_fit_frequency(work: Work, asked: AskedRun, plans: Sequence[PlanInForce]) -> None:
    """Plans are paid for periods of their own length; only previews and shadow runs may look at other ones."""
    strange = sorted({plan.plan_key for plan in strangers(work, asked.calendar, plans)})
    if strange:
        message = (
            f"these plans are not paid by the periods of this calendar: {', '.join(strange)};"
            " name the plans that are, or start a preview"
        )
        raise RequestRefused(Problem("run.frequency", "/calendar", message))
