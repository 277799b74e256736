"""The plans of a run with everything that says what they compute: document, days, period and moment of knowledge."""

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Select, select
from sqlmodel import Session, col

from service.store.tables import Knowledge, PayPeriod, PlanVersion, Run, RunPlan

EVERYBODY: Final = "all"
"""The group of those who have no `pay_group` of their own."""


@dataclass(frozen=True, slots=True)
class Known:
    """A moment of knowledge: of each kind of row that runs read, the last one that counts (0: none)."""

    id: int
    at: datetime
    fact_seq: int
    complete_seq: int
    attribute_seq: int
    assignment_seq: int
    rate_seq: int
    holiday_seq: int
    carried_seq: int
    opening_seq: int


@dataclass(frozen=True, slots=True)
class RunningPeriod:
    """The period that is computed: days as YYYY-MM-DD, `end` is the day after the last."""

    id: int
    calendar: str
    key: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class RunningPlan:
    """One plan version of a run. It is in force from `start` to before `end`, days of the period: a version that
    begins or ends inside it has less of them than the period."""

    run_id: int
    kind: str
    number: int
    plan_key: str
    version: int
    plan_hash: str
    document: str
    start: str
    end: str
    period: RunningPeriod
    pay_group: str
    known: Known
    semantics: int
    corrects_id: int | None
    pay_date: str | None = None

    @property
    def is_kept(self) -> bool:
        """Whether its results are stored for good; those of previews and shadow runs may be deleted."""
        return self.kind in ("final", "correction")


@dataclass(frozen=True, slots=True)
class RunningSlice:
    """The participants of one plan from `first_id` to `last_id` (both included), who are stored together."""

    number: int
    first_id: int
    last_id: int


def running_plans(session: Session, run_id: int) -> list[RunningPlan]:
    """The plans of a run, in the order of their numbers."""
    query: Select[*tuple[Any, ...]] = (
        select(Run, RunPlan, PlanVersion, Knowledge, PayPeriod)
        .join(RunPlan, col(RunPlan.run_id) == col(Run.id))
        .join(PlanVersion, col(PlanVersion.id) == col(RunPlan.version_id))
        .join(Knowledge, col(Knowledge.id) == col(Run.knowledge_id))
        .join(PayPeriod, col(PayPeriod.id) == col(Run.period_id))
        .where(col(Run.id) == run_id)
        .order_by(col(RunPlan.number))
    )
    return [_running(*row) for row in session.execute(query)]


def known_at(session: Session, knowledge_id: int) -> Known:
    """A moment of knowledge by its number, which is known to be there."""
    return _known(session.get_one(Knowledge, knowledge_id))


def _running(run: Run, plan: RunPlan, version: PlanVersion, knowledge: Knowledge, period: PayPeriod) -> RunningPlan:
    assert run.id is not None
    assert period.id is not None
    return RunningPlan(
        run_id=run.id,
        kind=run.kind,
        number=plan.number,
        plan_key=plan.plan_key,
        version=version.number,
        plan_hash=plan.plan_hash,
        document=version.document,
        start=plan.start_day,
        end=plan.end_day,
        period=RunningPeriod(period.id, period.calendar_key, period.key, period.start_day, period.end_day),
        pay_group=run.pay_group,
        known=_known(knowledge),
        semantics=run.semantics,
        corrects_id=run.corrects_id,
        pay_date=json.loads(run.request, parse_float=Decimal).get("pay_date"),
    )


def _known(row: Knowledge) -> Known:
    assert row.id is not None
    return Known(
        row.id,
        row.at,
        row.fact_seq,
        row.complete_seq,
        row.attribute_seq,
        row.assignment_seq,
        row.rate_seq,
        row.holiday_seq,
        row.carried_seq,
        row.opening_seq,
    )
